"""A question that somebody did not understand, said by whoever had to answer it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.db import Base

LONGEST_TEXT = 500  # characters


class Unclarity(Base):
    """One person's word on one question of the edition they read; `text` may be empty.

    Trainers read the texts and the number, never who said it.
    """

    __tablename__ = "unclarities"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "quiz", "question"),
        Index("ix_unclarities_edition", "edition_id"),
    )

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id", ondelete="CASCADE"))
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    quiz: Mapped[str] = mapped_column(String(97))
    question: Mapped[str] = mapped_column(String(48))
    text: Mapped[str] = mapped_column(String(500), default="")
    said_at: Mapped[datetime]
