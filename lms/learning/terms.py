"""The terms of one person at one quiz: its policy, the dates of the course, what was overridden."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from lms.courseware.policy import Policy
from lms.courseware.review_policy import Moment
from lms.learning.attempt import ARRIVAL_GRACE

# An end that is moved never comes from one moment to the next for whoever is at work.
NOTICE = timedelta(minutes=10)
RIGHT_AFTER = timedelta(minutes=2)
Bar = Literal["exhausted", "too-early", "start-closed", "ended"]


@dataclass(frozen=True, slots=True)
class Change:
    """One line that changes the terms; moments that are None change nothing.

    The dates of the course are such a line as well, the first of all.
    """

    extra_minutes: int = 0
    extra_attempts: int = 0
    last_start_at: datetime | None = None
    hard_end_at: datetime | None = None
    wait_waived: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for one person now; None means without a limit."""

    attempts: int | None
    wait: timedelta | None
    limit: timedelta | None
    last_start_at: datetime | None
    hard_end_at: datetime | None

    def ends_at(self, started_at: datetime) -> datetime | None:
        """Give the end of an attempt begun at this moment: min(limit, hard end)."""
        by_limit = started_at + self.limit if self.limit is not None else None
        ends = [end for end in (by_limit, self.hard_end_at) if end is not None]
        return min(ends, default=None)

    def time_from(self, at: datetime) -> timedelta | None:
        """Give how long an attempt begun now would last, never below 0."""
        end = self.ends_at(at)
        return None if end is None else max(end - at, timedelta())

    def attempts_left(self, begun: int) -> int | None:
        """Give how many more may be started after so many."""
        return None if self.attempts is None else max(0, self.attempts - begun)

    def may_start_from(self, last_ended_at: datetime | None) -> datetime | None:
        """Give the moment before which waiting is due; None where nothing is to be waited for."""
        if self.wait is None or last_ended_at is None:
            return None
        return last_ended_at + self.wait

    def bar(self, begun: int, last_ended_at: datetime | None, at: datetime) -> Bar | None:
        """Name what keeps the person from starting now; None when nothing does.

        What can never pass is named before what passes with time.
        """
        if self.has_ended(at):
            return "ended"
        if self.last_start_at is not None and at > self.last_start_at:
            return "start-closed"
        if self.attempts_left(begun) == 0:
            return "exhausted"
        free_from = self.may_start_from(last_ended_at)
        return "too-early" if free_from is not None and at < free_from else None

    def has_ended(self, at: datetime) -> bool:
        """Whether the hard end has passed."""
        return self.hard_end_at is not None and at >= self.hard_end_at

    def moment(self, submitted_at: datetime, at: datetime) -> Moment:
        """Say which column of the review matrix holds for an attempt that was handed in.

        After the hard end the grace for what is on its way is left to those still at work.
        """
        if self.hard_end_at is not None and at > self.hard_end_at + ARRIVAL_GRACE:
            return "closed"
        return "right-after" if at < submitted_at + RIGHT_AFTER else "later"


def terms_of(policy: Policy, changes: Iterable[Change]) -> Terms:
    """Put the terms together; of several dates the last in the order given counts."""
    minutes = attempts = 0
    last_start = hard_end = None
    wait = policy.wait_minutes
    for change in changes:
        minutes += change.extra_minutes
        attempts += change.extra_attempts
        last_start = change.last_start_at or last_start
        hard_end = change.hard_end_at or hard_end
        wait = None if change.wait_waived else wait
    limit = policy.time_limit_minutes
    return Terms(
        attempts=None if policy.attempts is None else policy.attempts + attempts,
        wait=None if wait is None else timedelta(minutes=wait),
        limit=None if limit is None else timedelta(minutes=limit + minutes),
        last_start_at=last_start,
        hard_end_at=hard_end,
    )


def moved_end(present: datetime | None, wanted: datetime | None, at: datetime) -> datetime | None:
    """Give the end of a running attempt after the terms have changed.

    It comes at once when it is later. Earlier it comes only so far that NOTICE remains, or what was
    left anyway.
    """
    if wanted is None:
        return None
    least = at + NOTICE if present is None else min(present, at + NOTICE)
    return max(wanted, least)
