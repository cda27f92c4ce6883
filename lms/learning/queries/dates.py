"""The dates of quizzes that hold for everybody in a course."""

from sqlalchemy import func, select

from lms.base.db import db
from lms.learning.deadline import Deadline


def dates_of(course_id: int, quiz: str) -> Deadline | None:
    """Give the dates of a quiz that count now; None where none were ever set."""
    return db.session.scalar(
        select(Deadline)
        .where(Deadline.course_id == course_id, Deadline.quiz == quiz)
        .order_by(Deadline.id.desc())
        .limit(1)
    )


def all_dates_of(course_id: int) -> dict[str, Deadline]:
    """Give the dates that count now, by the path of the quiz."""
    newest = (
        select(func.max(Deadline.id)).where(Deadline.course_id == course_id).group_by(Deadline.quiz)
    )
    rows = db.session.scalars(select(Deadline).where(Deadline.id.in_(newest)))
    return {deadline.quiz: deadline for deadline in rows}
