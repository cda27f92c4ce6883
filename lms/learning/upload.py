"""A file handed in as an answer: what it is called and where its bytes are."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.db import Base


class Upload(Base):
    """One file of one attempt; its bytes lie in the store under their digest.

    `name` is what the sender called it: text to show and to save it under, never a path here.
    `kind` was told by the bytes.
    """

    __tablename__ = "uploads"
    __table_args__ = (Index("ix_uploads_question", "attempt_id", "question"),)

    key: Mapped[str] = mapped_column(String(24), unique=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(String(48))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    bytes: Mapped[int]
    kind: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(String(120))
    uploaded_at: Mapped[datetime]

    @property
    def file_name(self) -> str:
        """Give a name to save it under, ending as its bytes say."""
        stem = self.name.rpartition(".")[0] or self.name
        return f"{stem}.{self.kind}"
