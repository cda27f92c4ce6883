"""The terms that hold for a person at a quiz: the dates of the course and what was overridden."""

from datetime import datetime

from sqlalchemy import bindparam, func, literal, or_, select, union_all

from lms.base.db import db
from lms.courseware.syllabus import Quiz
from lms.learning.deadline import Deadline
from lms.learning.override import Override
from lms.learning.terms import Change, Terms, terms_of

_deadlines, _overrides = Deadline.__table__, Override.__table__

_newest = (
    select(func.max(_deadlines.c.id))
    .where(_deadlines.c.course_id == bindparam("course"), _deadlines.c.quiz == bindparam("quiz"))
    .scalar_subquery()
)
# The dates of the course come first, then what was given to the person, the newest last.
_CHANGES = union_all(
    select(
        literal(0).label("place"),
        literal(0).label("extra_minutes"),
        literal(0).label("extra_attempts"),
        _deadlines.c.last_start_at,
        _deadlines.c.hard_end_at,
        literal(value=False).label("wait_waived"),
    ).where(_deadlines.c.id == _newest),
    select(
        _overrides.c.id,
        _overrides.c.extra_minutes,
        _overrides.c.extra_attempts,
        _overrides.c.last_start_at,
        _overrides.c.hard_end_at,
        _overrides.c.wait_waived,
    ).where(
        _overrides.c.enrolment_id == bindparam("enrolment"),
        _overrides.c.quiz == bindparam("quiz"),
        _overrides.c.withdrawn_at.is_(None),
        or_(
            _overrides.c.until.is_(None),
            _overrides.c.until > bindparam("at", type_=_overrides.c.until.type),
        ),
    ),
).order_by("place")


def terms_at(enrolment_id: int, course_id: int, quiz: Quiz, at: datetime) -> Terms:
    """Give the terms of a person at a quiz at this moment: one statement."""
    words = {"course": course_id, "enrolment": enrolment_id, "quiz": quiz.path, "at": at}
    rows = db.session.execute(_CHANGES, words)
    return terms_of(quiz.policy, [Change(*row[1:]) for row in rows])
