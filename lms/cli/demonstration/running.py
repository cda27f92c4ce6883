"""How a quiz of the demo runs: an end for everybody, and more time for one who works at night."""

from datetime import datetime, timedelta

from sqlalchemy import select

from lms.accounts.user import User
from lms.base.db import db
from lms.base.tokens import fresh_key
from lms.catalogue.course import Course
from lms.cli.demonstration.people import COURSES
from lms.learning.enrolment import Enrolment
from lms.learning.operations.dating import Dates, set_dates
from lms.learning.operations.overriding import Grant, give
from lms.learning.terms import Change

QUIZ = "appeals/check"
REASON = "Works at night, the line is slow (an invented case)"


def run(users: dict[str, User], at: datetime) -> None:
    """Set the dates of one quiz and give one learner another attempt."""
    course_id = db.session.scalars(select(Course.id).where(Course.key == COURSES[0])).one()
    trainer, learner = users["anna"].id, users["denis"].id
    end = (at + timedelta(days=60)).replace(hour=15, minute=0, second=0, microsecond=0)
    set_dates(course_id, Dates(QUIZ, end - timedelta(days=1), end), trainer, at)
    keys = db.session.scalars(
        select(Enrolment.key).where(Enrolment.course_id == course_id, Enrolment.user_id == learner)
    ).all()
    if keys:
        change = Change(extra_attempts=1)
        give(course_id, keys, Grant(QUIZ, change, REASON, None, fresh_key()), trainer, at)
