"""The analysis of a quiz as it was last computed: figures of the quiz and of its questions."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.db import Base


class Analysis(Base):
    """What all attempts at one quiz say of it: counts and figures, nothing of any person.

    `figures` holds `{"first": …, "all": …}` as `figures.dumped` writes it. `attempts` and
    `newest_at` say what had been handed in when it was computed.
    """

    __tablename__ = "analyses"
    __table_args__ = (UniqueConstraint("course_id", "quiz"),)

    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id", ondelete="CASCADE"))
    quiz: Mapped[str] = mapped_column(String(97))
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    attempts: Mapped[int]
    newest_at: Mapped[datetime]
    computed_at: Mapped[datetime]
