"""A one-time secret sent to a person: a new password, a new address."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.db import Base


class Purpose(StrEnum):
    """What a one-time secret is good for; it is good for nothing else."""

    RESET_PASSWORD = "reset-password"  # noqa: S105 (a purpose, not a password)
    CONFIRM_EMAIL = "confirm-email"


class AccountToken(Base):
    """A secret for one purpose, used once, dead when the password it was bound to changes."""

    __tablename__ = "account_tokens"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(String(24))
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str | None] = mapped_column(String(254))
    bound_to: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
