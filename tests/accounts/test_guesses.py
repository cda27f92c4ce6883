"""Counting guesses: exact under parallel tries, over when the window is over."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.accounts import guesses
from lms.accounts.guesses import Limit, bucket, count, is_within, refund
from lms.accounts.refusals import TooManyTries
from lms.accounts.throttle import Throttle
from lms.base.db import db, transaction
from tests import cast

pytestmark = pytest.mark.both_engines
FIVE = Limit("test", 5, timedelta(minutes=15))
MANY = Limit("test of many", 100, timedelta(minutes=15))
KEY = b"a key for tests only"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
THREADS = 20


def passes(at: datetime = NOON, *buckets: guesses.Bucket) -> bool:
    try:
        with transaction():
            count(buckets or [bucket(FIVE, KEY, "boris")], at)
    except TooManyTries:
        return False
    return True


def test_the_sixth_try_waits_until_the_window_is_over(app: Flask) -> None:
    assert [passes() for _ in range(7)] == [True] * 5 + [False] * 2
    assert not passes(NOON + timedelta(minutes=14, seconds=59))
    assert [passes(NOON + timedelta(minutes=15)) for _ in range(6)] == [True] * 5 + [False]


def test_how_long_to_wait_is_said(app: Flask) -> None:
    for _ in range(5):
        passes()
    with pytest.raises(TooManyTries) as refused, transaction():
        count([bucket(FIVE, KEY, "boris")], NOON + timedelta(minutes=5))
    assert refused.value.wait == timedelta(minutes=10)
    assert "10 minutes" in str(refused.value.text)


def test_a_refused_try_counts_nowhere(app: Flask) -> None:
    narrow, wide = bucket(FIVE, KEY, "boris"), bucket(MANY, KEY, "boris")
    for _ in range(9):
        passes(NOON, wide, narrow)
    rows = db.session.execute(select(Throttle.bucket, Throttle.tries))
    tries = {row.bucket: row.tries for row in rows}
    assert tries == {narrow.digest: 5, wide.digest: 5}


def test_a_right_answer_is_taken_back(app: Flask) -> None:
    one = bucket(FIVE, KEY, "boris")
    for _ in range(12):
        assert passes(NOON, one)
        with transaction():
            refund([one], NOON)


def test_counts_that_are_over_are_swept_away(app: Flask) -> None:
    for number in range(9):
        passes(NOON, bucket(FIVE, KEY, str(number)))
    with transaction():
        refund([], NOON + timedelta(hours=1))
    assert db.session.scalar(select(func.count(Throttle.id))) == 0


def test_the_table_tells_nobody_who_tried(app: Flask) -> None:
    passes()
    (row,) = db.session.scalars(select(Throttle))
    assert "boris" not in row.bucket
    assert bucket(FIVE, KEY, "boris").digest != bucket(FIVE, b"another key", "boris").digest
    assert bucket(FIVE, KEY, "a", "b").digest != bucket(FIVE, KEY, "ab").digest


def test_a_silent_count_says_no_without_an_error(app: Flask) -> None:
    with transaction():
        assert [is_within(bucket(FIVE, KEY, "b"), NOON) for _ in range(6)] == [True] * 5 + [False]


def at_once(app: Flask, deed: Callable[[Barrier], bool]) -> int:
    """How many of twenty threads that start together get through."""
    barrier = Barrier(THREADS)

    def run(_number: int) -> bool:
        with app.app_context():
            barrier.wait()
            return deed(barrier)

    with ThreadPoolExecutor(THREADS) as pool:
        return sum(pool.map(run, range(THREADS)))


def test_of_twenty_tries_at_once_exactly_five_pass(real_app: Flask) -> None:
    assert at_once(real_app, lambda _barrier: passes()) == 5


def test_without_the_atomic_statement_more_would_pass(real_app: Flask) -> None:
    """The twin: read, decide, then write, as one would at first thought."""

    def careless(barrier: Barrier) -> bool:
        query = select(Throttle.tries).where(Throttle.bucket == bucket(FIVE, KEY, "boris").digest)
        tries = db.session.scalar(query) or 0
        db.session.remove()
        barrier.wait()
        with transaction():
            is_within(bucket(FIVE, KEY, "boris"), NOON)
        return tries < FIVE.tries

    assert at_once(real_app, careless) > 5


def test_of_twenty_sign_ins_at_once_five_are_compared(real_app: Flask) -> None:
    with real_app.app_context(), transaction():
        cast.join(cast.BORIS)

    def guess(_barrier: Barrier) -> bool:
        data = {"login": "boris", "password": "not the password"}
        status = real_app.test_client().post("/sign-in/", data=data).status_code
        assert status in (422, 429)
        return status == 422

    assert at_once(real_app, guess) == 5
