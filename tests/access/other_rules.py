"""What a trainer has set for a quiz and for one person of a side: dates, an override, a check."""

from sqlalchemy import select

from lms.base import clock
from lms.base.db import db
from lms.base.tokens import fresh_key
from lms.catalogue.course import Course
from lms.learning.attempt import Attempt
from lms.learning.check import Check
from lms.learning.deadline import Deadline
from lms.learning.enrolment import Enrolment
from lms.learning.override import Override

QUIZ = "start/check"


def other_rules(letter: str, course_key: str, leader_id: int, trainer_id: int) -> None:
    """Dates that are no limit, five more minutes for the leader, and a question they checked."""
    at = clock.now()
    course_id = db.session.scalars(select(Course.id).where(Course.key == course_key)).one()
    enrolment_id = db.session.scalars(
        select(Enrolment.id).where(Enrolment.user_id == leader_id)
    ).one()
    db.session.add(Deadline(course_id=course_id, quiz=QUIZ, set_by_id=trainer_id, set_at=at))
    db.session.add(
        Override(
            enrolment_id=enrolment_id,
            quiz=QUIZ,
            op_id=f"override-{letter}-{fresh_key()}",
            extra_minutes=5,
            reason="A slow line at home",
            given_by_id=trainer_id,
            given_at=at,
        )
    )
    attempt_id = db.session.scalars(
        select(Attempt.id).where(
            Attempt.enrolment_id == enrolment_id, Attempt.number == 1, Attempt.quiz == QUIZ
        )
    ).one()
    db.session.add(
        Check(
            attempt_id=attempt_id,
            question="word",
            number=1,
            op_id=f"check-{letter}-{fresh_key()}",
            response={"text": "nonsense"},
            fraction="0",
            checked_at=at,
        )
    )
