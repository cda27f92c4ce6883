"""The dates of a quiz in a course: set by its trainer, absent until then, never overwritten."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.db import Base


class Deadline(Base):
    """The last start and the hard end of a quiz for everybody in the course.

    The newest row counts and the others are its history; a moment that is None is no limit. The
    last start closes the door, the hard end ends what is running: two things, so that whoever has
    begun in time is not cut short.
    """

    __tablename__ = "deadlines"
    __table_args__ = (Index("ix_deadlines_quiz", "course_id", "quiz"),)

    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    quiz: Mapped[str] = mapped_column(String(97))
    last_start_at: Mapped[datetime | None]
    hard_end_at: Mapped[datetime | None]
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    set_at: Mapped[datetime]
