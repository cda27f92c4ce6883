"""Many hands at once: one attempt, one result, and no answer that is acknowledged and not graded.

Each promise has a twin: the same crowd with the guard taken away, which breaks it.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event, func, select, text

from lms.accounts.user import User
from lms.base import clock
from lms.base import db as database
from lms.base.db import db, transaction
from lms.learning.attempt import Attempt
from lms.learning.operations import answering, finishing
from lms.learning.queries.tries import answers_that_count
from tests import cast
from tests.catalogue.bundles import RIGHT, published
from tests.learning.classroom import answer, answer_all, begin, sit

ROUNDS = 20
GUARDS = ("uq_attempts_one_open", "uq_attempts_enrolment_id_quiz_number")


class Crowd:
    """Threads that do the same thing at the same moment; what each got, or the error it met."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def run(self, count: int, deed: Callable[[int], object]) -> list[object]:
        barrier, results = threading.Barrier(count), [None] * count

        def one(number: int) -> None:
            with self.app.app_context():
                barrier.wait()
                try:
                    results[number] = deed(number)
                except Exception as error:
                    results[number] = error

        threads = [threading.Thread(target=one, args=(number,)) for number in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return results


@pytest.fixture
def crowd(real_app: Flask) -> Iterator[Crowd]:
    """A crowd and the small course, one attempt allowed."""
    with real_app.app_context():
        published(policy={"attempts": "1"})
        db.session.rollback()
        yield Crowd(real_app)


def learner(number: int) -> User:
    """A new learner, in the course."""
    with transaction():
        user = cast.join(cast.Part(f"learner{number}", "Learner"))
    sit(user)
    db.session.refresh(user)
    db.session.expunge(user)
    db.session.rollback()
    return user


@contextmanager
def without_early_lock() -> Iterator[None]:
    """Let SQLite open write transactions as its driver would: late. PostgreSQL has no such lock."""
    if db.engine.dialect.name != "sqlite":
        yield
        return
    late = lambda connection: connection.exec_driver_sql("BEGIN")  # noqa: E731
    event.remove(db.engine, "begin", database._begin_sqlite)
    event.listen(db.engine, "begin", late)
    yield
    event.remove(db.engine, "begin", late)
    event.listen(db.engine, "begin", database._begin_sqlite)


def starts_of(crowd: Crowd, number: int, count: int) -> tuple[int, set[object]]:
    """How many attempts there are after so many starts at once, and what those got."""
    user = learner(number)
    got = crowd.run(count, lambda _: begin(user))
    attempts = db.session.scalar(
        select(func.count()).select_from(Attempt).where(Attempt.enrolment_id == number + 1)
    )
    db.session.rollback()
    return attempts or 0, {one if isinstance(one, str) else type(one) for one in got}


def test_fifty_starts_at_once_are_one_attempt(crowd: Crowd) -> None:
    for number in range(ROUNDS):
        attempts, keys = starts_of(crowd, number, 50)
        assert (attempts, len(keys)) == (1, 1)


def test_twin_without_the_unique_rules_somebody_is_let_down(crowd: Crowd) -> None:
    with transaction():
        for name in GUARDS:
            drop_guard(name)
    with without_early_lock():
        found = [starts_of(crowd, number, 20) for number in range(ROUNDS)]
    assert any((attempts, len(keys)) != (1, 1) for attempts, keys in found)


def drop_guard(name: str) -> None:
    """Take a unique rule away; on SQLite one that is part of the table stays, and its lock goes."""
    if db.engine.dialect.name == "postgresql" and name != GUARDS[0]:
        db.session.execute(text(f'ALTER TABLE attempts DROP CONSTRAINT "{name}"'))
    elif name == GUARDS[0]:
        db.session.execute(text(f'DROP INDEX "{name}"'))


def submit_once(user: User, key: str) -> str | None:
    with transaction():
        return finishing.submit(user.id, key, clock.now()).receipt


def test_twenty_submissions_at_once_are_one_result(crowd: Crowd) -> None:
    for number in range(ROUNDS):
        user = learner(number)
        key = begin(user)
        answer_all(user, key, RIGHT)
        db.session.rollback()
        receipts = crowd.run(20, lambda _, user=user, key=key: submit_once(user, key))
        assert len(set(receipts)) == 1
        assert isinstance(receipts[0], str)


def test_twin_without_lock_and_condition_results_differ(
    crowd: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finishing, "held_attempt", unheld_attempt)
    monkeypatch.setattr(finishing, "_closed", closed_whatever_it_was)
    kinds = set()
    with without_early_lock():
        for number in range(ROUNDS):
            user = learner(number)
            key = begin(user)
            db.session.rollback()
            receipts = crowd.run(20, lambda _, user=user, key=key: submit_once(user, key))
            kinds.add(len({one if isinstance(one, str) else type(one) for one in receipts}))
    assert kinds != {1}


def unheld_attempt(person_id: int, key: str) -> Attempt:
    del person_id
    return db.session.scalars(select(Attempt).where(Attempt.key == key)).one()


def closed_whatever_it_was(attempt: Attempt, result: finishing.Result, ended: object) -> bool:
    del ended
    attempt.state, attempt.receipt, attempt.percent = (
        "finished",
        finishing._receipt(),
        result.percent,
    )
    db.session.flush()
    return True


def test_an_answer_that_is_acknowledged_is_graded(crowd: Crowd) -> None:
    """Saving and handing in race; whatever was answered with «saved» is part of the result."""
    lost = [graded_without_it(crowd, number) for number in range(ROUNDS)]
    assert True not in lost


def test_twin_when_saving_does_not_hold_the_attempt_an_answer_is_lost(
    crowd: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same two, in the one order that the hold rules out."""
    user = learner(0)
    key = begin(user)
    with transaction():
        let_go = answering._held(user.id, key)
    crowd.run(1, lambda _: submit_once(user, key))
    monkeypatch.setattr(answering, "_held", lambda *_: let_go)
    assert answer(user, key, "pick", ["beta"]).counts
    attempt = db.session.scalars(select(Attempt).where(Attempt.key == key)).one()
    assert (str(attempt.percent), len(answers_that_count(attempt.id))) == ("0.0", 1)


def graded_without_it(crowd: Crowd, number: int) -> bool:
    """Whether an answer was acknowledged, and the result does not know it."""
    user = learner(number)
    key = begin(user)
    db.session.rollback()

    def deed(which: int) -> object:
        if which == 0:
            return submit_once(user, key)
        return answer(user, key, "pick", ["beta"]).counts

    _, acknowledged = crowd.run(2, deed)
    attempt = db.session.scalars(select(Attempt).where(Attempt.key == key)).one()
    saved, percent = answers_that_count(attempt.id), attempt.percent
    db.session.rollback()
    assert bool(saved) == (acknowledged is True)
    return acknowledged is True and not percent
