"""A person with an account: a name to sign in with and as little else as possible."""

import unicodedata
from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.db import Base


def username_key(username: str) -> str:
    """What makes two usernames the same: compatibility form, no letter case."""
    return unicodedata.normalize("NFKC", username).strip().casefold()


def email_key(email: str) -> str:
    """An address as it is stored and compared: trimmed, lower case."""
    return unicodedata.normalize("NFC", email).strip().lower()


class User(Base):
    """An account. No ethnicity, birth date, gender, telephone or photograph is ever asked."""

    __tablename__ = "users"

    username: Mapped[str] = mapped_column(String(64))
    username_key: Mapped[str] = mapped_column(String(128), unique=True)
    display_name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str]
    locale: Mapped[str] = mapped_column(String(8))
    created_at: Mapped[datetime]
    suspended_at: Mapped[datetime | None]

    @property
    def is_active(self) -> bool:
        """Whether the account may be used."""
        return self.suspended_at is None
