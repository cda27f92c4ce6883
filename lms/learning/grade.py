"""The grade of a person for one item: computed from attempts, or set by a trainer."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.db import Base

LONGEST_REASON = 500  # characters


class GradeCause(StrEnum):
    """Why a grade has changed."""

    ATTEMPT = "attempt"
    MARK = "mark"
    REGRADE = "regrade"
    OVERRIDE = "override"
    WITHDRAWAL = "withdrawal"


class Grade(Base):
    """What counts for an item, in per cent with one decimal; None before there is a result.

    `override` was set by a trainer and stands before `computed` until it is withdrawn; attempts
    go on changing `computed` beneath it.
    """

    __tablename__ = "grades"
    __table_args__ = (UniqueConstraint("enrolment_id", "item"),)

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id", ondelete="CASCADE"))
    item: Mapped[str] = mapped_column(String(97))
    computed: Mapped[Decimal | None] = mapped_column(Numeric(5, 1))
    override: Mapped[Decimal | None] = mapped_column(Numeric(5, 1))

    @property
    def percent(self) -> Decimal | None:
        """Give what counts."""
        return self.computed if self.override is None else self.override


class GradeChange(Base):
    """One step in the history of a grade: who, when, why, from what to what; only ever added.

    `changed_by_id` is None for what followed from an attempt.
    """

    __tablename__ = "grade_changes"
    __table_args__ = (Index("ix_grade_changes_grade", "grade_id", "id"),)

    grade_id: Mapped[int] = mapped_column(ForeignKey("grades.id", ondelete="CASCADE"))
    cause: Mapped[str] = mapped_column(String(16))
    before: Mapped[Decimal | None] = mapped_column(Numeric(5, 1))
    after: Mapped[Decimal | None] = mapped_column(Numeric(5, 1))
    reason: Mapped[str] = mapped_column(Text, default="")
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    changed_at: Mapped[datetime]
