"""Corrections: what a corrected key means for those who answered before it was corrected."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Numeric, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.db import Base


class Choice(StrEnum):
    """What a trainer decides for a question whose key has changed."""

    BOTH = "both"  # who was right by the old key or by the new one
    NEW = "new"  # only who is right by the new key: somebody may lose marks
    EVERYONE = "everyone"  # full marks for all, whatever they answered
    NONE = "none"  # results stay as they are


class Correction(Base):
    """One decision for a question that `edition_id` has corrected; the highest `number` counts.

    It holds for attempts of earlier editions of the course, those handed in later included.
    """

    __tablename__ = "corrections"
    __table_args__ = (
        Index("uq_corrections_decision", "edition_id", "quiz", "question", "number", unique=True),
        Index("ix_corrections_quiz", "course_id", "quiz"),
    )

    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    quiz: Mapped[str] = mapped_column(String(97))
    question: Mapped[str] = mapped_column(String(48))
    number: Mapped[int]
    choice: Mapped[str] = mapped_column(String(16))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime]
    carried_out_at: Mapped[datetime | None]


class Regrading(Base):
    """What a correction did to one attempt: the result before and the result after."""

    __tablename__ = "regradings"
    __table_args__ = (Index("ix_regradings_attempt", "attempt_id"),)

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id", ondelete="CASCADE"))
    marks_before: Mapped[Decimal] = mapped_column(Numeric(10, 4))
    marks_after: Mapped[Decimal] = mapped_column(Numeric(10, 4))
    percent_before: Mapped[Decimal | None] = mapped_column(Numeric(5, 1))
    percent_after: Mapped[Decimal | None] = mapped_column(Numeric(5, 1))
    regraded_at: Mapped[datetime]
