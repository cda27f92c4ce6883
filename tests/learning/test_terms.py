"""The terms of one person: limits, dates and overrides put together, and what bars a start."""

from datetime import UTC, datetime, timedelta

import pytest

from lms.courseware.policy import Policy
from lms.learning.terms import NOTICE, Change, Terms, moved_end, terms_of

NOON = datetime(2026, 12, 5, 12, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
POLICY = Policy(attempts=2, time_limit_minutes=30, wait_minutes=60)


def test_an_attempt_lasts_as_long_as_the_limit_or_to_the_end() -> None:
    terms = terms_of(POLICY, [Change(hard_end_at=NOON + 50 * MINUTE)])
    assert terms.ends_at(NOON) == NOON + 30 * MINUTE
    assert terms.ends_at(NOON + 40 * MINUTE) == NOON + 50 * MINUTE
    assert terms.time_from(NOON + 40 * MINUTE) == 10 * MINUTE
    assert terms.time_from(NOON + HOUR) == timedelta()


def test_without_limits_nothing_ends() -> None:
    terms = terms_of(Policy(), [])
    assert (terms.ends_at(NOON), terms.time_from(NOON)) == (None, None)
    assert terms.bar(99, NOON, NOON) is None


def test_extra_time_and_attempts_add_up() -> None:
    terms = terms_of(POLICY, [Change(extra_minutes=10, extra_attempts=1), Change(extra_minutes=5)])
    assert (terms.limit, terms.attempts) == (45 * MINUTE, 3)


def test_where_there_is_no_limit_extra_changes_nothing() -> None:
    terms = terms_of(Policy(), [Change(extra_minutes=10, extra_attempts=1)])
    assert (terms.limit, terms.attempts) == (None, None)


def test_of_several_dates_the_one_given_last_counts() -> None:
    terms = terms_of(
        POLICY,
        [
            Change(last_start_at=NOON, hard_end_at=NOON + HOUR),
            Change(hard_end_at=NOON + 3 * HOUR),
            Change(hard_end_at=NOON + 2 * HOUR),
        ],
    )
    assert (terms.last_start_at, terms.hard_end_at) == (NOON, NOON + 2 * HOUR)


@pytest.mark.parametrize(
    ("terms", "begun", "last_ended_at", "bar"),
    [
        (Terms(2, HOUR, None, None, None), 0, None, None),
        (Terms(2, HOUR, None, None, None), 1, NOON - HOUR, None),
        (Terms(2, HOUR, None, None, None), 1, NOON - HOUR + MINUTE, "too-early"),
        (Terms(2, HOUR, None, None, None), 2, NOON, "exhausted"),
        (Terms(2, None, None, NOON, None), 0, None, None),
        (Terms(2, None, None, NOON - MINUTE, None), 0, None, "start-closed"),
        (Terms(2, None, None, None, NOON), 0, None, "ended"),
        (Terms(1, HOUR, None, NOON - HOUR, NOON - MINUTE), 1, NOON, "ended"),
        (Terms(1, HOUR, None, NOON - MINUTE, None), 1, NOON, "start-closed"),
        (Terms(None, None, None, None, NOON + MINUTE), 9, NOON, None),
    ],
)
def test_what_bars_a_start(
    terms: Terms, begun: int, last_ended_at: datetime | None, bar: str | None
) -> None:
    assert terms.bar(begun, last_ended_at, NOON) == bar


def test_a_wait_that_is_waived_is_no_wait() -> None:
    assert terms_of(POLICY, [Change(wait_waived=True)]).wait is None


@pytest.mark.parametrize(
    ("present", "wanted", "end"),
    [
        (None, None, None),
        (NOON + HOUR, None, None),
        (None, NOON + HOUR, NOON + HOUR),
        (NOON + HOUR, NOON + 2 * HOUR, NOON + 2 * HOUR),
        (NOON + HOUR, NOON + 30 * MINUTE, NOON + 30 * MINUTE),
        (NOON + HOUR, NOON - HOUR, NOON + NOTICE),
        (None, NOON - HOUR, NOON + NOTICE),
        (NOON + MINUTE, NOON - HOUR, NOON + MINUTE),
        (NOON - HOUR, NOON + MINUTE, NOON + MINUTE),
        (NOON - HOUR, NOON - 2 * HOUR, NOON - HOUR),
    ],
)
def test_an_end_comes_at_once_when_later_and_with_notice_when_earlier(
    present: datetime | None, wanted: datetime | None, end: datetime | None
) -> None:
    assert moved_end(present, wanted, NOON) == end


def test_moments_of_the_review_follow_each_other() -> None:
    terms = Terms(None, None, None, None, NOON + HOUR)
    assert terms.moment(NOON, NOON + MINUTE) == "right-after"
    assert terms.moment(NOON, NOON + 2 * MINUTE) == "later"
    assert terms.moment(NOON, NOON + HOUR + MINUTE) == "later"
    assert terms.moment(NOON, NOON + HOUR + 2 * MINUTE) == "closed"
    assert terms.moment(NOON + HOUR, NOON + HOUR + 2 * MINUTE) == "closed"
    assert Terms(None, None, None, None, None).moment(NOON, NOON + 999 * HOUR) == "later"
