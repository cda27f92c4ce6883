"""How people stand in a course: going on, stopped, not started, finished; and how many of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, select

from lms.base.db import db
from lms.catalogue.course import Course
from lms.learning.enrolment import SILENCE, Enrolment, Standing

A_WEEK = timedelta(days=7)
# Who needs help first: the order in which a trainer reads.
BY_NEED = (Standing.STOPPED, Standing.NOT_STARTED, Standing.GOING_ON, Standing.FINISHED)

_FINISHED = and_(Enrolment.withdrawn_at.is_(None), Enrolment.completed_at.is_not(None))
_LEARNING = and_(Enrolment.withdrawn_at.is_(None), Enrolment.completed_at.is_(None))
_STARTED = and_(_LEARNING, Enrolment.started_at.is_not(None))


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people of a course stand where; who has left the course is not counted."""

    stopped: int
    not_started: int
    going_on: int
    finished: int
    active_this_week: int

    @property
    def enrolled(self) -> int:
        """Give the number of all people who are in the course."""
        return self.stopped + self.not_started + self.going_on + self.finished

    def of(self, standing: Standing | None) -> int:
        """Give the number of people of this standing; None means all."""
        if standing is None:
            return self.enrolled
        counts = (self.stopped, self.not_started, self.going_on, self.finished)
        return counts[BY_NEED.index(standing)]


def standing_of(
    started_at: datetime | None,
    last_active_at: datetime,
    completed_at: datetime | None,
    at: datetime,
) -> Standing:
    """Judge one person at the moment `at`: stopped is who did nothing for SILENCE or longer."""
    if completed_at is not None:
        return Standing.FINISHED
    if started_at is None:
        return Standing.NOT_STARTED
    return Standing.STOPPED if at - last_active_at >= SILENCE else Standing.GOING_ON


def stand(standing: Standing, at: datetime) -> ColumnElement[bool]:
    """Give the same judgement as a condition on enrolments, in the words of their indexes."""
    if standing is Standing.FINISHED:
        return _FINISHED
    if standing is Standing.NOT_STARTED:
        return and_(_LEARNING, Enrolment.started_at.is_(None))
    if standing is Standing.STOPPED:
        return and_(_STARTED, Enrolment.last_active_at <= at - SILENCE)
    return and_(_STARTED, Enrolment.last_active_at > at - SILENCE)


def tallies_of(course_ids: Sequence[int], at: datetime) -> dict[int, Tally]:
    """Count the people of several courses at the moment `at`, in one statement."""
    recent = Enrolment.last_active_at >= at - A_WEEK
    rows = db.session.execute(
        select(
            Course.id,
            *(_count(stand(standing, at)) for standing in BY_NEED),
            _count(_STARTED, recent) + _count(_FINISHED, recent),
        ).where(Course.id.in_(course_ids))
    )
    return {course_id: Tally(*counts) for course_id, *counts in rows}


def _count(*conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    """Count the enrolments of the course of the outer statement."""
    return (
        select(func.count(Enrolment.id))
        .where(Enrolment.course_id == Course.id, *conditions)
        .correlate(Course)
        .scalar_subquery()
    )
