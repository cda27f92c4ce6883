"""What a trainer gave for an answer that no machine can mark: only ever added."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.db import Base

LONGEST_COMMENT = 4000  # characters


class Mark(Base):
    """The points for one answer; of several the one with the highest `number` counts.

    An attempt is marked as a whole: all its marks of one sitting carry the same `number`, counted
    from 1. `points` holds `{criterion: points}` of the rubric. The unique rule lets only one of
    two trainers through who mark at the same time.
    """

    __tablename__ = "marks"
    __table_args__ = (Index("uq_marks_sitting", "attempt_id", "question", "number", unique=True),)

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(String(48))
    number: Mapped[int]
    points: Mapped[dict[str, Any]] = mapped_column(JSON)
    comment: Mapped[str] = mapped_column(Text, default="")
    marked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    marked_at: Mapped[datetime]

    def says(self, points: Mapping[str, int], comment: str) -> bool:
        """Whether this is the very same mark."""
        return dict(self.points) == dict(points) and self.comment == comment
