"""Setting the dates of a quiz for everybody in the course."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lms.base.db import db
from lms.learning.deadline import Deadline
from lms.learning.enrolment import Enrolment
from lms.learning.operations.running import hold, move_ends
from lms.learning.queries.dates import dates_of
from lms.learning.refusals import DatesCross


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a quiz; None is no limit."""

    quiz: str
    last_start_at: datetime | None
    hard_end_at: datetime | None


def set_dates(course_id: int, dates: Dates, by_id: int, at: datetime) -> bool:
    """Set the dates; tells whether they differ from before. Raises DatesCross.

    Whoever is at work gets a later end at once, and an earlier one with ten minutes' notice.
    """
    refuse_crossing(dates.last_start_at, dates.hard_end_at)
    everybody = select(Enrolment.id).where(Enrolment.course_id == course_id)
    hold(everybody, dates.quiz)
    newest = dates_of(course_id, dates.quiz)
    before = (newest.last_start_at, newest.hard_end_at) if newest else (None, None)
    if before == (dates.last_start_at, dates.hard_end_at):
        return False
    db.session.add(
        Deadline(
            course_id=course_id,
            quiz=dates.quiz,
            last_start_at=dates.last_start_at,
            hard_end_at=dates.hard_end_at,
            set_by_id=by_id,
            set_at=at,
        )
    )
    db.session.flush()
    move_ends(everybody, course_id, dates.quiz, at)
    return True


def refuse_crossing(last_start_at: datetime | None, hard_end_at: datetime | None) -> None:
    """Raise DatesCross for a last start that is not before the hard end."""
    if last_start_at and hard_end_at and last_start_at >= hard_end_at:
        raise DatesCross
