"""The grade that counts: computed, set by a trainer with a reason, withdrawn, all of it kept."""

from datetime import timedelta
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.user import User
from lms.base import clock
from lms.base.db import db, transaction
from lms.base.errors import NotFound
from lms.learning.enrolment import Enrolment
from lms.learning.grade import Grade, GradeChange
from lms.learning.operations.setting_grades import override, withdraw_override
from lms.learning.progress import Completion
from lms.learning.queries.grades import history_of, standing_at
from lms.learning.queries.journeys import records_of
from tests.catalogue.bundles import RIGHT, published
from tests.learning.classroom import answer, answer_all, begin, hand_in, place, sit

pytestmark = pytest.mark.both_engines
QUIZ = "start/check"


@pytest.fixture
def enrolment(app: Flask, anna: User, boris: User) -> int:
    """Boris in the course; gives the id of his enrolment."""
    published()
    return sit(boris).enrolment_id


def attempt(user: User, **answers: list[str]) -> str | None:
    key = begin(user)
    for question, values in answers.items():
        answer(user, key, question, values)
    return hand_in(user, key)[1]


def set_to(enrolment: int, percent: str, by: User, reason: str = "Ill that day") -> None:
    by_id = by.id
    with transaction():
        override(enrolment, QUIZ, Decimal(percent), reason=reason, by_id=by_id, at=clock.now())


def withdraw(enrolment: int, by: User) -> None:
    by_id = by.id
    with transaction():
        withdraw_override(enrolment, QUIZ, by_id=by_id, at=clock.now())


def counts(enrolment: int) -> str:
    standing = standing_at(enrolment, QUIZ)
    return str(standing.percent) if standing else "nothing"


def steps(enrolment: int) -> list[tuple[str, str | None, str | None, str]]:
    return [
        (step.cause, step.before and str(step.before), step.after and str(step.after), step.by)
        for step in history_of(enrolment, QUIZ)[::-1]
    ]


def is_done() -> bool:
    return bool(db.session.scalars(select(Completion.id).where(Completion.item == QUIZ)).all())


def test_the_best_attempt_counts_and_every_change_is_kept(enrolment: int, boris: User) -> None:
    assert counts(enrolment) == "nothing"
    for answers in ({"pick": ["beta"]}, {}, {"pick": ["beta"], "word": ["acceptedcanary"]}):
        attempt(boris, **answers)
    assert counts(enrolment) == "40.0"
    assert steps(enrolment) == [("attempt", None, "20.0", ""), ("attempt", "20.0", "40.0", "")]


def test_a_trainer_sets_a_grade_and_the_quiz_is_done(
    enrolment: int, anna: User, boris: User
) -> None:
    attempt(boris, pick=["beta"])
    set_to(enrolment, "85", anna)
    standing = standing_at(enrolment, QUIZ)
    assert standing is not None
    assert (str(standing.percent), standing.is_override) == ("85.0", True)
    assert standing.reason == "Ill that day"
    assert steps(enrolment)[-1] == ("override", "20.0", "85.0", anna.display_name)
    assert is_done()
    assert str(records_of([enrolment])[enrolment, QUIZ].best) == "85.0"


def test_a_grade_needs_no_attempt(enrolment: int, anna: User) -> None:
    set_to(enrolment, "79.9", anna)
    assert counts(enrolment) == "79.9"
    assert not is_done()
    record = records_of([enrolment])[enrolment, QUIZ]
    assert (record.attempts, str(record.best), record.is_open) == (0, "79.9", False)


def test_attempts_go_on_beneath_it(enrolment: int, anna: User, boris: User) -> None:
    set_to(enrolment, "10", anna)
    key = begin(boris)
    answer_all(boris, key, RIGHT)
    hand_in(boris, key)
    assert counts(enrolment) == "10.0"
    assert len(steps(enrolment)) == 1, "what counts has not changed"
    withdraw(enrolment, anna)
    assert counts(enrolment) == "100.0"
    assert steps(enrolment)[-1] == ("withdrawal", "10.0", "100.0", anna.display_name)


def test_withdrawn_it_takes_nothing_away_that_was_earned(
    enrolment: int, anna: User, boris: User
) -> None:
    set_to(enrolment, "100", anna)
    withdraw(enrolment, anna)
    withdraw(enrolment, anna)
    assert counts(enrolment) == "None"
    assert is_done()
    assert len(steps(enrolment)) == 2


def test_a_repeat_changes_nothing_and_another_reason_is_another_step(
    enrolment: int, anna: User
) -> None:
    set_to(enrolment, "50", anna)
    set_to(enrolment, "50", anna)
    assert len(steps(enrolment)) == 1
    set_to(enrolment, "50", anna, "A better reason")
    assert len(steps(enrolment)) == 2
    standing = standing_at(enrolment, QUIZ)
    assert standing is not None
    assert standing.reason == "A better reason"


def test_only_a_quiz_has_a_grade(enrolment: int, anna: User) -> None:
    for item in ("start/one", "start/nothing"):
        with pytest.raises(NotFound), transaction():
            override(enrolment, item, Decimal(1), reason="x", by_id=anna.id, at=clock.now())
    assert db.session.scalars(select(Grade.id)).all() == []


def test_a_trainer_is_no_learner(enrolment: int, anna: User, boris: User) -> None:
    """What a trainer does is no activity of the person: who has stopped is still seen."""
    later = clock.now() + timedelta(days=3)
    with transaction():
        override(enrolment, QUIZ, Decimal(90), reason="x", by_id=anna.id, at=later)
    active = db.session.execute(select(GradeChange.changed_at)).scalar_one()
    assert active == later
    assert place(boris).done == {QUIZ}
    assert db.session.get_one(Enrolment, enrolment).last_active_at < later
