"""Overrides and dates: effective at once, added up, withdrawn, and never a silent end."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from lms.accounts.user import User
from lms.base import clock
from lms.base.db import db, transaction
from lms.base.errors import NotFound
from lms.base.tokens import fresh_key
from lms.learning.attempt import Attempt
from lms.learning.deadline import Deadline
from lms.learning.enrolment import Enrolment
from lms.learning.operations.dating import Dates, set_dates
from lms.learning.operations.overriding import Grant, give, withdraw_override
from lms.learning.override import Override
from lms.learning.refusals import (
    AttemptOver,
    AttemptsExhausted,
    DatesCross,
    NobodyChosen,
    NothingOverridden,
    QuizEnded,
    StartClosed,
    TooEarly,
)
from lms.learning.terms import Change
from tests.catalogue.bundles import published
from tests.learning.classroom import answer, begin, hand_in, place, sit

pytestmark = pytest.mark.both_engines
NOON = datetime(2026, 12, 5, 12, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
QUIZ = "start/check"
TIMED = {"attempts": "1", "pass": "60", "time_limit": "30"}


def key_of(user: User) -> str:
    return db.session.scalars(select(Enrolment.key).where(Enrolment.user_id == user.id)).one()


def end_of(key: str) -> datetime | None:
    return db.session.scalars(select(Attempt.ends_at).where(Attempt.key == key)).one()


def grant(*users: User, by: User, op_id: str | None = None, **words: object) -> int:
    """Give these users an override."""
    until = words.pop("until", None)
    change = Change(**words)  # type: ignore[arg-type]
    course, keys, by_id = place(users[0]).course_id, [key_of(user) for user in users], by.id
    given = Grant(QUIZ, change, "Slow line at home", until, op_id or fresh_key())  # type: ignore[arg-type]
    with transaction():
        return give(course, keys, given, by_id, clock.now())


def take_back(user: User, by: User) -> None:
    course, by_id = place(user).course_id, by.id
    key = db.session.scalars(select(Override.key).order_by(Override.id.desc())).first()
    assert key
    with transaction():
        withdraw_override(course, key, by_id, clock.now())


def date(user: User, by: User, last: datetime | None = None, end: datetime | None = None) -> bool:
    course, by_id = place(user).course_id, by.id
    with transaction():
        return set_dates(course, Dates(QUIZ, last, end), by_id, clock.now())


def test_extra_time_reaches_whoever_is_at_work(app: Flask, boris: User, anna: User) -> None:
    published(policy=TIMED)
    with time_machine.travel(NOON, tick=False) as time:
        sit(boris)
        key = begin(boris)
        assert end_of(key) == NOON + 30 * MINUTE
        time.shift(35 * MINUTE)
        with pytest.raises(AttemptOver):
            answer(boris, key, "pick", ["beta"])
        grant(boris, by=anna, extra_minutes=10)
        assert end_of(key) == NOON + 40 * MINUTE
        assert answer(boris, key, "pick", ["beta"]).seconds_left == 300


def test_extra_time_adds_up_and_comes_to_several_at_once(
    app: Flask, boris: User, dmitri: User, anna: User
) -> None:
    published(policy=TIMED)
    with time_machine.travel(NOON, tick=False):
        for user in (boris, dmitri):
            sit(user)
        key = begin(boris)
        assert grant(boris, dmitri, by=anna, extra_minutes=10) == 2
        grant(boris, by=anna, extra_minutes=5)
        assert end_of(key) == NOON + 45 * MINUTE
        assert end_of(begin(dmitri)) == NOON + 40 * MINUTE


def test_a_sending_that_is_repeated_gives_once(app: Flask, boris: User, anna: User) -> None:
    published(policy=TIMED)
    sit(boris)
    assert grant(boris, by=anna, op_id="operation-1", extra_minutes=10) == 1
    assert grant(boris, by=anna, op_id="operation-1", extra_minutes=10) == 0
    assert len(db.session.scalars(select(Override)).all()) == 1


def test_another_attempt_can_be_given_and_taken_back(app: Flask, boris: User, anna: User) -> None:
    published(policy=TIMED)
    sit(boris)
    hand_in(boris, begin(boris))
    grant(boris, by=anna, extra_attempts=1)
    take_back(boris, anna)
    with pytest.raises(AttemptsExhausted):
        begin(boris)
    grant(boris, by=anna, extra_attempts=1)
    hand_in(boris, begin(boris))
    with pytest.raises(AttemptsExhausted):
        begin(boris)
    history = db.session.scalars(select(Override).order_by(Override.id)).all()
    assert [(one.withdrawn_at is None, one.reason) for one in history] == [
        (False, "Slow line at home"),
        (True, "Slow line at home"),
    ]


def test_an_override_ends_when_it_was_said_to(app: Flask, boris: User, anna: User) -> None:
    published(policy=TIMED)
    with time_machine.travel(NOON, tick=False) as time:
        sit(boris)
        hand_in(boris, begin(boris))
        grant(boris, by=anna, extra_attempts=1, until=NOON + HOUR)
        time.shift(HOUR)
        with pytest.raises(AttemptsExhausted):
            begin(boris)


def test_the_wait_between_attempts_and_its_waiver(app: Flask, boris: User, anna: User) -> None:
    published(policy={"wait": "60"})
    with time_machine.travel(NOON, tick=False) as time:
        sit(boris)
        hand_in(boris, begin(boris))
        time.shift(59 * MINUTE)
        with pytest.raises(TooEarly):
            begin(boris)
        grant(boris, by=anna, wait_waived=True)
        hand_in(boris, begin(boris))
        take_back(boris, anna)
        with pytest.raises(TooEarly):
            begin(boris)
        time.shift(HOUR)
        begin(boris)


def test_the_last_start_closes_the_door_and_lets_those_inside_finish(
    app: Flask, boris: User, dmitri: User, anna: User
) -> None:
    published(policy=TIMED)
    with time_machine.travel(NOON, tick=False) as time:
        for user in (boris, dmitri):
            sit(user)
        date(boris, anna, last=NOON + 5 * MINUTE)
        key = begin(boris)
        time.shift(20 * MINUTE)
        assert answer(boris, key, "pick", ["beta"]).counts
        assert begin(boris) == key
        with pytest.raises(StartClosed):
            begin(dmitri)
        grant(dmitri, by=anna, last_start_at=NOON + HOUR)
        begin(dmitri)


def test_the_hard_end_cuts_the_time_and_an_override_moves_it(
    app: Flask, boris: User, dmitri: User, anna: User
) -> None:
    published(policy=TIMED)
    with time_machine.travel(NOON, tick=False) as time:
        for user in (boris, dmitri):
            sit(user)
        date(boris, anna, end=NOON + 20 * MINUTE)
        key = begin(boris)
        assert end_of(key) == NOON + 20 * MINUTE
        grant(boris, by=anna, hard_end_at=NOON + 2 * HOUR)
        assert end_of(key) == NOON + 30 * MINUTE
        time.shift(20 * MINUTE)
        with pytest.raises(QuizEnded):
            begin(dmitri)


def test_an_end_set_into_the_past_leaves_ten_minutes(app: Flask, boris: User, anna: User) -> None:
    published(policy={"time_limit": "none"})
    with time_machine.travel(NOON, tick=False) as time:
        sit(boris)
        key = begin(boris)
        assert end_of(key) is None
        time.shift(HOUR)
        date(boris, anna, end=NOON + MINUTE)
        assert end_of(key) == NOON + HOUR + 10 * MINUTE
        time.shift(5 * MINUTE)
        date(boris, anna, end=NOON)
        assert end_of(key) == NOON + HOUR + 10 * MINUTE
        date(boris, anna)
        assert end_of(key) is None


def test_dates_are_a_history_and_the_same_again_is_none(
    app: Flask, boris: User, anna: User
) -> None:
    published(policy=TIMED)
    sit(boris)
    assert not date(boris, anna)
    assert date(boris, anna, last=NOON, end=NOON + HOUR)
    assert not date(boris, anna, last=NOON, end=NOON + HOUR)
    assert date(boris, anna)
    rows = db.session.scalars(select(Deadline).order_by(Deadline.id)).all()
    assert [row.hard_end_at for row in rows] == [NOON + HOUR, None]
    with pytest.raises(DatesCross):
        date(boris, anna, last=NOON + HOUR, end=NOON)


def test_what_makes_no_sense_is_refused(app: Flask, boris: User, dmitri: User, anna: User) -> None:
    published(policy=TIMED)
    sit(boris)
    course, by_id, keys = place(boris).course_id, anna.id, [key_of(boris)]
    extra = Change(extra_minutes=5)
    for chosen, change, refusal in (
        ([], extra, NobodyChosen),
        (keys, Change(), NothingOverridden),
        (keys, Change(last_start_at=NOON, hard_end_at=NOON), DatesCross),
        ([*keys, "nobody"], extra, NotFound),
    ):
        given = Grant(QUIZ, change, "Because", None, fresh_key())
        with pytest.raises(refusal), transaction():
            give(course, chosen, given, by_id, clock.now())
    with pytest.raises(NotFound), transaction():
        withdraw_override(course, "nothing", by_id, clock.now())
    assert db.session.scalars(select(Override)).all() == []
