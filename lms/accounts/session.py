"""A signed-in browser, which can be signed out from elsewhere."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.db import Base

A_DAY = timedelta(hours=24)
OWN_DEVICE = timedelta(days=30)


class UserSession(Base):
    """One sign-in on one device; the browser holds the token, we only its digest.

    `device` is as coarse as "Firefox on Android"; no network address is kept.
    """

    __tablename__ = "user_sessions"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(60))
    signed_in_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    @property
    def key(self) -> str:
        """What the session is called in addresses: tells nothing and leads nowhere."""
        return self.token_digest[:16]
