"""The days of a seminar: each keeps its identity in calendars through every change."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from lms.seminars.plan import Span
from lms.seminars.seminar import Seminar, SeminarSession


def days_of(seminar: Seminar) -> frozenset[Span]:
    """The days of a seminar as they stand."""
    return frozenset(Span(day.uid, day.starts_at, day.ends_at) for day in seminar.days)


def new_day(span: Span, at: datetime) -> SeminarSession:
    """A day that calendars do not know yet."""
    return SeminarSession(
        uid=str(uuid4()), starts_at=span.starts_at, ends_at=span.ends_at, revised_at=at
    )


def move_days(seminar: Seminar, spans: Sequence[Span], at: datetime, *, all_of_them: bool) -> None:
    """Bring the days in line with the plan; a day that goes stays as cancelled.

    `all_of_them`: the place has changed, so every day has; else only those whose time does.
    """
    standing = {day.uid: day for day in seminar.days}
    for span in spans:
        day = standing.pop(span.uid, None)
        if day is None:
            seminar.sessions.append(new_day(span, at))
        elif all_of_them or (day.starts_at, day.ends_at) != (span.starts_at, span.ends_at):
            day.starts_at, day.ends_at = span.starts_at, span.ends_at
            _revise(day, at)
    for day in standing.values():
        day.cancelled_at = at
        _revise(day, at)


def strike_days(seminar: Seminar, at: datetime) -> None:
    """The seminar is called off: every calendar must hear of it."""
    for day in seminar.days:
        _revise(day, at)


def _revise(day: SeminarSession, at: datetime) -> None:
    day.sequence += 1
    day.revised_at = at
