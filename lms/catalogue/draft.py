"""A draft: the text of a course being written, as the files that differ from its edition."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.db import Base


class Draft(Base):
    """The one draft of a course; it reads as the newest edition with these files over it."""

    __tablename__ = "drafts"

    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), unique=True)
    begun_at: Mapped[datetime]
    begun_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))


class DraftFile(Base):
    """A file that is new or changed; `base_sha256` is that of the edition's file, None for none.

    Where the edition has another one by now, somebody has published since: the file is outdated.
    """

    __tablename__ = "draft_files"
    __table_args__ = (UniqueConstraint("draft_id", "path"),)

    draft_id: Mapped[int] = mapped_column(ForeignKey("drafts.id"))
    path: Mapped[str] = mapped_column(String(240))
    base_sha256: Mapped[str | None] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))


class QuestionFile(Base):
    """A file of questions that somebody has brought and not yet put into a quiz.

    Once it is placed its content is gone and `placed_in` names the quiz (`<module>/<key>`).
    """

    __tablename__ = "question_files"

    key: Mapped[str] = mapped_column(String(24), unique=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    brought_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    brought_at: Mapped[datetime]
    name: Mapped[str] = mapped_column(String(120))
    format: Mapped[str] = mapped_column(String(12))
    language: Mapped[str] = mapped_column(String(2))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    placed_in: Mapped[str | None] = mapped_column(String(97))
