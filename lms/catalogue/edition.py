"""An edition: the text of a course as it was published, never changed afterwards."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.db import Base


class Edition(Base):
    """State 1, 2, 3 … of a course; `compiled` is its syllabus with the lessons rendered."""

    __tablename__ = "editions"
    __table_args__ = (UniqueConstraint("course_id", "number"),)

    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[datetime]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    notes: Mapped[str] = mapped_column(Text, default="")
    compiler: Mapped[int]
    compiled: Mapped[str] = mapped_column(Text, deferred=True)


class EditionFile(Base):
    """One file of an edition, byte for byte."""

    __tablename__ = "edition_files"
    __table_args__ = (UniqueConstraint("edition_id", "path"),)

    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    path: Mapped[str] = mapped_column(String(240))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
