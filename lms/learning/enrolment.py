"""A person in a course, pinned to the edition they began."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.db import Base


class Enrolment(Base):
    """Who learns what since when; leaving keeps the row, so that coming back finds the progress."""

    __tablename__ = "enrolments"
    __table_args__ = (
        Index("uq_enrolments_person_course", "user_id", "course_id", unique=True),
        Index("ix_enrolments_course", "course_id", "withdrawn_at"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    enrolled_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]

    @property
    def is_active(self) -> bool:
        """Whether the person is in the course now."""
        return self.withdrawn_at is None
