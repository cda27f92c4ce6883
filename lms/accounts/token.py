"""A one-time secret sent to a person: a new password, a new address."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.user import User
from lms.base.db import Base
from lms.base.tokens import digest


class Purpose(StrEnum):
    """What a one-time secret is good for; it is good for nothing else."""

    RESET_PASSWORD = "reset-password"  # noqa: S105 (a purpose, not a password)
    CONFIRM_EMAIL = "confirm-email"
    RESTORE_EMAIL = "restore-email"


BY_LETTER = timedelta(minutes=30)
BY_HAND = timedelta(hours=24)
CONFIRMATION = timedelta(hours=24)
REGRET = timedelta(hours=72)


def binding(user: User, purpose: Purpose) -> str:
    """What must still be true of the account when the secret is used.

    A new password or another address kills what was sent before. Only giving an address back
    survives both: whoever took the account would have changed them.
    """
    if purpose is Purpose.RESTORE_EMAIL:
        return ""
    return digest(f"{user.password_hash}\n{user.email or ''}")


class AccountToken(Base):
    """A secret for one purpose, used once, dead when the account it was bound to changes."""

    __tablename__ = "account_tokens"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(String(24))
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str | None] = mapped_column(String(254))
    bound_to: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    def is_good(self, user: User, at: datetime) -> bool:
        """Whether it may be used for this account at this moment."""
        return (
            self.used_at is None
            and self.expires_at > at
            and user.is_active
            and self.bound_to == binding(user, Purpose(self.purpose))
        )
