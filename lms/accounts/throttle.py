"""Counting guesses, in the database, so that the count holds across worker processes."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.db import Base


class Throttle(Base):
    """How often something was tried since a window began; the key is a digest."""

    __tablename__ = "throttles"

    bucket: Mapped[str] = mapped_column(String(64), unique=True)
    window_ends_at: Mapped[datetime] = mapped_column(index=True)
    tries: Mapped[int]
