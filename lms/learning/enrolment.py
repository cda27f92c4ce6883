"""A person in a course, pinned to the edition they began."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.db import Base
from lms.base.tokens import fresh_key

SILENCE = timedelta(days=14)
WAITING = text("withdrawn_at IS NULL AND completed_at IS NULL AND started_at IS NULL")
STARTED = text("withdrawn_at IS NULL AND completed_at IS NULL AND started_at IS NOT NULL")
FINISHED = text("withdrawn_at IS NULL AND completed_at IS NOT NULL")


class Standing(StrEnum):
    """How a person stands in a course, as a trainer sees it."""

    NOT_STARTED = "not-started"
    GOING_ON = "going-on"
    STOPPED = "stopped"
    FINISHED = "finished"


class Enrolment(Base):
    """Who learns what since when; leaving keeps the row, so that coming back finds the progress.

    `key` names it in a trainer's address. `started_at` is the first thing done (read, tried),
    `last_active_at` the newest; before the first it is the moment of enrolment, so that it can be
    sorted by.
    """

    __tablename__ = "enrolments"
    __table_args__ = (
        Index("uq_enrolments_person_course", "user_id", "course_id", unique=True),
        Index(
            "ix_enrolments_waiting",
            "course_id",
            "last_active_at",
            "id",
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        ),
        Index(
            "ix_enrolments_started",
            "course_id",
            "last_active_at",
            "id",
            sqlite_where=STARTED,
            postgresql_where=STARTED,
        ),
        Index(
            "ix_enrolments_finished",
            "course_id",
            "completed_at",
            "id",
            "last_active_at",
            sqlite_where=FINISHED,
            postgresql_where=FINISHED,
        ),
    )

    key: Mapped[str] = mapped_column(String(24), unique=True, default=fresh_key)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    enrolled_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    last_active_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]

    @property
    def is_active(self) -> bool:
        """Whether the person is in the course now."""
        return self.withdrawn_at is None

    def note_activity(self, at: datetime) -> None:
        """Note that the person has done something in the course."""
        self.started_at = self.started_at or at
        self.last_active_at = max(self.last_active_at, at)
