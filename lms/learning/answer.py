"""Answers as they arrive: only ever added, never overwritten."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.db import Base


class Answer(Base):
    """One saved reply; the newest that is not `aside` counts.

    `op_id` is drawn by the sender: a repeat finds what is already stored. `aside` marks what a
    stale tab sent in place of a newer answer: kept, shown, not counted.
    """

    __tablename__ = "answers"
    __table_args__ = (
        UniqueConstraint("attempt_id", "op_id"),
        Index("ix_answers_question", "attempt_id", "question"),
    )

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(String(48))
    op_id: Mapped[str] = mapped_column(String(40))
    response: Mapped[Any] = mapped_column(JSON)
    aside: Mapped[bool] = mapped_column(default=False)
    saved_at: Mapped[datetime]
