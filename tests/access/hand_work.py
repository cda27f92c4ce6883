"""What a trainer did with the attempt of a leader of a side: a mark, a grade, a correction."""

from decimal import Decimal

from sqlalchemy import select

from lms.base import clock
from lms.base.db import db
from lms.base.tokens import digest, fresh_key
from lms.learning.attempt import Attempt
from lms.learning.correction import Choice, Correction, Regrading
from lms.learning.enrolment import Enrolment
from lms.learning.grade import Grade, GradeCause, GradeChange
from lms.learning.mark import Mark
from lms.learning.unclarity import Unclarity
from lms.learning.upload import Upload

QUIZ = "start/check"


def hand_work(letter: str, leader_id: int, trainer_id: int) -> None:
    """Everything by hand that there is, on the first attempt of the leader."""
    at, trainer = clock.now(), {"changed_by_id": trainer_id}
    enrolment = db.session.scalars(select(Enrolment).where(Enrolment.user_id == leader_id)).one()
    first = select(Attempt).where(Attempt.enrolment_id == enrolment.id, Attempt.number == 1)
    attempt = db.session.scalars(first).one()
    grade = db.session.scalars(select(Grade).where(Grade.enrolment_id == enrolment.id)).one()
    of_attempt = {"attempt_id": attempt.id, "question": "word"}
    of_quiz = {"edition_id": enrolment.edition_id, "quiz": QUIZ, "question": "word"}
    tenth = Decimal("0.1")
    db.session.add_all(
        [
            Mark(**of_attempt, number=1, points={"clear": 1}, comment="Well said.", marked_at=at),
            Upload(
                **of_attempt,
                key=fresh_key(),
                sha256=digest(letter),
                bytes=9,
                kind="txt",
                name="My letter.txt",
                uploaded_at=at,
            ),
            GradeChange(
                **trainer, grade_id=grade.id, cause=GradeCause.OVERRIDE, reason="Ill", changed_at=at
            ),
            Correction(
                **of_quiz,
                course_id=enrolment.course_id,
                number=1,
                choice=Choice.NONE,
                decided_at=at,
                carried_out_at=at,
            ),
            Regrading(attempt_id=attempt.id, marks_before=tenth, marks_after=tenth, regraded_at=at),
            Unclarity(**of_quiz, enrolment_id=enrolment.id, text="What is a dot?", said_at=at),
        ]
    )
