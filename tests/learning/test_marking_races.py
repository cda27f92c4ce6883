"""Two trainers at one answer, and a key corrected while people hand in: on real engines.

Each promise has a twin: the same with the guard taken away, which breaks it.
"""

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from lms.accounts.user import User
from lms.base import clock
from lms.base.db import db, transaction
from lms.learning.attempt import Attempt, AttemptState
from lms.learning.correction import Choice
from lms.learning.mark import Mark
from lms.learning.operations import correcting, finishing, marking
from lms.learning.operations.correcting import carry_out, decide
from lms.learning.refusals import MarkedMeanwhile
from tests import cast
from tests.catalogue.essays import essays_published
from tests.learning.classroom import answer, begin, sit
from tests.learning.desk import GOOD, POOR, attempt_of, changed, essay, result
from tests.learning.test_races import Crowd, submit_once, without_early_lock

ROUNDS = 8
Deed = Callable[[int], object]


@pytest.fixture
def crowd(real_app: Flask) -> Crowd:
    """A crowd, and the course with an essay."""
    with real_app.app_context():
        essays_published()
        db.session.rollback()
    return Crowd(real_app)


@pytest.fixture
def desk(crowd: Crowd) -> AbstractContextManager[None]:
    """The context in which the test itself reads."""
    return crowd.app.app_context()


def joined(name: str) -> User:
    """A new person, in the course."""
    with transaction():
        user = cast.join(cast.Part(name, name.capitalize()))
    sit(user)
    db.session.refresh(user)
    db.session.expunge(user)
    db.session.rollback()
    return user


def marked_by_two(crowd: Crowd, number: int, folder: Path) -> tuple[list[object], int]:
    """What two trainers got who marked the same essay at once, and how many marks there are."""
    key = essay(joined(f"learner{number}"), folder)
    attempt_id, trainers = attempt_of(key).id, [joined(f"t{number}a").id, joined(f"t{number}b").id]
    db.session.rollback()

    def deed(which: int) -> object:
        with transaction():
            marking.mark(
                attempt_id,
                (GOOD, POOR)[which],
                base=0,
                by_id=trainers[which],
                at=clock.now(),
            )
        return "marked"

    got = crowd.run(2, deed)
    counted = select(func.count()).select_from(Mark).where(Mark.attempt_id == attempt_id)
    marks = db.session.scalars(counted).one()
    db.session.rollback()
    return got, marks


def test_of_two_markers_one_is_told(
    crowd: Crowd, desk: AbstractContextManager[None], tmp_path: Path
) -> None:
    with desk:
        for number in range(ROUNDS):
            got, marks = marked_by_two(crowd, number, tmp_path)
            assert sorted(map(type, got), key=str) == sorted([str, MarkedMeanwhile], key=str)
            assert marks == 2


def test_twin_without_hold_and_unique_rule_nobody_is_told(
    crowd: Crowd,
    desk: AbstractContextManager[None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Both have looked before either writes: both are let through, or SQLite throws one out."""
    both_have_looked, looked, mine = threading.Barrier(2), marking.marks_of, threading.local()

    def look(attempt_id: int) -> dict[str, Mark]:
        found = looked(attempt_id)
        if not hasattr(mine, "looked"):
            mine.looked = both_have_looked.wait(5)
        return found

    with desk:
        with transaction():
            db.session.execute(text('DROP INDEX "uq_marks_sitting"'))
        monkeypatch.setattr(marking, "marks_of", look)
        monkeypatch.setattr(marking, "held", lambda one: db.session.get_one(Attempt, one))
        with without_early_lock():
            got, marks = marked_by_two(crowd, 0, tmp_path)
    assert MarkedMeanwhile not in {type(one) for one in got}
    assert (got == ["marked", "marked"]) == (marks == 4)


def wrong_key() -> tuple[str, User]:
    """An attempt, open and answered by the new key; and somebody who makes the key questionable."""
    early, late = joined("early"), joined("late")
    first = begin(early)
    answer(early, first, "truth", ["false"])
    submit_once(early, first)
    key = begin(late)
    answer(late, key, "truth", ["true"])
    db.session.rollback()
    essays_published(old="answer: false", new="answer: true")
    return key, late


def decided_and_carried_out(by: User) -> None:
    (quiz,) = changed()
    with transaction():
        decide(quiz, {"truth": Choice.BOTH}, {}, may_lose=False, by_id=by.id, at=clock.now())
    with transaction():
        carry_out(quiz.corrected, 0, None, clock.now())


def test_nobody_who_hands_in_meanwhile_is_missed(
    crowd: Crowd, desk: AbstractContextManager[None]
) -> None:
    with desk:
        key, late = wrong_key()
        trainer = joined("trainer")

        def deed(which: int) -> object:
            if which:
                return submit_once(late, key)
            return decided_and_carried_out(trainer)

        assert crowd.run(2, deed)[0] is None
        assert result(key)[:3] == ("finished", "1", "20.0")


def test_handing_in_that_has_begun_is_waited_for(
    crowd: Crowd, desk: AbstractContextManager[None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worst order: the key is read, then the decision is made, then the result is written."""
    with desk:
        key, late = wrong_key()
        trainer = joined("trainer")
        assert handed_in_around_a_decision(crowd, monkeypatch, key, late, trainer) == "20.0"


def test_twin_when_open_attempts_are_not_held_somebody_is_missed(
    crowd: Crowd, desk: AbstractContextManager[None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk:
        if db.engine.dialect.name == "sqlite":
            return  # the one write lock of SQLite holds everything anyway
        monkeypatch.setattr(correcting, "_held", finished_only)
        key, late = wrong_key()
        trainer = joined("trainer")
        assert handed_in_around_a_decision(crowd, monkeypatch, key, late, trainer) == "0.0"


def handed_in_around_a_decision(
    crowd: Crowd, monkeypatch: pytest.MonkeyPatch, key: str, late: User, trainer: User
) -> str:
    """Let the decision be made while handing in has read the key and not written the result."""
    read, started = finishing.print_of, iter([True])
    threads = []

    def read_then_wait(edition_id: int, path: str) -> object:
        found = read(edition_id, path)
        if next(started, False) and db.engine.dialect.name == "postgresql":
            deed = (1, lambda _: decided_and_carried_out(trainer))
            rival = threading.Thread(target=crowd.run, args=deed)
            rival.start()
            threads.append(rival)
            time.sleep(1.0)  # the decision is made; carrying out has come as far as it can
        return found

    monkeypatch.setattr(finishing, "print_of", read_then_wait)
    submit_once(late, key)
    for thread in threads:
        thread.join()
    if not threads:
        decided_and_carried_out(trainer)
    return str(attempt_of(key).percent)


def finished_only(corrected: object, after_id: int, most: int | None) -> list[Attempt]:
    """The attempts without a hold, and only those that are finished already."""
    del most
    return list(
        db.session.scalars(
            select(Attempt)
            .where(corrected.earlier, Attempt.id > after_id)  # type: ignore[attr-defined]
            .where(Attempt.state != AttemptState.OPEN)
        )
    )
