"""A course: its lasting identity, whatever its text says today."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.db import Base


class Course(Base):
    """A course by its author's key; what people read is the Edition with this number."""

    __tablename__ = "courses"

    key: Mapped[str] = mapped_column(String(48), unique=True)
    position: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    edition_number: Mapped[int] = mapped_column(default=0)
