"""One try at a quiz: begun once, saved answer by answer, submitted once."""

from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Numeric, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.db import Base

# What was sent in time may arrive a little later: the line is slow, not the person.
ARRIVAL_GRACE = timedelta(seconds=60)


class AttemptState(StrEnum):
    """Where a try stands; submitted answers wait for a mark by hand, finished ones are graded."""

    OPEN = "open"
    SUBMITTED = "submitted"
    FINISHED = "finished"
    ABANDONED = "abandoned"


class Running:
    """The rules of time of an attempt, for the stored noun and for what a hot page reads of it."""

    state: Any
    ends_at: Any

    @property
    def is_open(self) -> bool:
        """Whether the attempt has not been handed in or finished."""
        return bool(self.state == AttemptState.OPEN)

    @property
    def waits(self) -> bool:
        """Whether it was handed in and a trainer has still to mark a part of it."""
        return bool(self.state == AttemptState.SUBMITTED)

    def is_over(self, at: datetime) -> bool:
        """Whether nothing can be saved any more at this moment."""
        return not self.is_open or self.has_expired(at)

    def has_expired(self, at: datetime) -> bool:
        """Whether the time limit has passed, the grace for what is on its way included."""
        return self.ends_at is not None and at > self.ends_at + ARRIVAL_GRACE

    def seconds_left(self, at: datetime) -> int | None:
        """Give the time left in seconds, never below 0; None without a limit."""
        if self.ends_at is None:
            return None
        return max(0, int((self.ends_at - at).total_seconds()))


class Attempt(Running, Base):
    """A try; the order of questions and options is drawn at the start and kept.

    While it waits for a mark by hand, `marks` are those known so far, and there is no `percent`.
    `arrangement` holds `{"questions": [key…], "options": {question: [option…]}}`.
    """

    __tablename__ = "attempts"
    __table_args__ = (
        Index(
            "uq_attempts_one_open",
            "enrolment_id",
            "quiz",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        UniqueConstraint("enrolment_id", "quiz", "number"),
        Index(
            "ix_attempts_to_mark",
            "submitted_at",
            "id",
            sqlite_where=text("state = 'submitted'"),
            postgresql_where=text("state = 'submitted'"),
        ),
    )

    key: Mapped[str] = mapped_column(String(24), unique=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id", ondelete="CASCADE"))
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    quiz: Mapped[str] = mapped_column(String(97))
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(16), default=AttemptState.OPEN)
    arrangement: Mapped[dict[str, Any]] = mapped_column(JSON)
    started_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    marks: Mapped[Decimal | None] = mapped_column(Numeric(10, 4))
    marks_possible: Mapped[Decimal | None] = mapped_column(Numeric(10, 4))
    percent: Mapped[Decimal | None] = mapped_column(Numeric(5, 1))
    passed: Mapped[bool | None]
    receipt: Mapped[str | None] = mapped_column(String(16))
