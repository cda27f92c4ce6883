"""A certificate: that a person has finished a course, numbered, and to be checked by its code."""

import re
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.db import Base
from lms.base.tokens import SPOKEN, fresh_key

CODE = re.compile(f"[{SPOKEN}]{{12}}")


class Tongue(StrEnum):
    """The languages a certificate speaks."""

    ENGLISH = "en"
    RUSSIAN = "ru"
    BOTH = "both"


class Certificate(Base):
    """One for a person and a course, for ever; losing its validity is a state that can be undone.

    `printed_name` is the name as the holder wants it printed, None until they have confirmed one:
    a certificate in a name says who somebody is, so nobody else sets it. `name_is_shown` tells the
    check page to show it, `is_listed` lets the trainers of the course print it. `key` names it in
    addresses of the holder and the trainer, `code` on the page that anybody may open.
    """

    __tablename__ = "certificates"
    __table_args__ = (UniqueConstraint("user_id", "course_id"),)

    key: Mapped[str] = mapped_column(String(24), unique=True, default=fresh_key)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    completed_at: Mapped[datetime]
    awarded_at: Mapped[datetime]
    printed_name: Mapped[str | None] = mapped_column(String(120))
    tongue: Mapped[str | None] = mapped_column(String(8))
    confirmed_at: Mapped[datetime | None]
    name_is_shown: Mapped[bool] = mapped_column(default=False)
    is_listed: Mapped[bool] = mapped_column(default=False)
    revoked_at: Mapped[datetime | None]
    revocation: Mapped[str] = mapped_column(Text, default="")

    @property
    def number(self) -> str:
        """Give the number that is printed: the year and a running number."""
        return f"{self.awarded_at:%Y}-{self.id:05}"

    @property
    def is_valid(self) -> bool:
        """Whether it counts."""
        return self.revoked_at is None

    @property
    def is_confirmed(self) -> bool:
        """Whether the holder has said which name to print."""
        return self.printed_name is not None

    def confirm(self, name: str, tongue: Tongue, at: datetime) -> None:
        """Take the name as it shall be printed."""
        self.printed_name, self.tongue, self.confirmed_at = name, tongue, at

    def revoke(self, reason: str, at: datetime) -> None:
        """Let it count no more."""
        self.revoked_at, self.revocation = at, reason

    def restore(self) -> None:
        """Let it count again."""
        self.revoked_at, self.revocation = None, ""


class CertificateDeed(StrEnum):
    """What happened to a certificate; `reopened`: the course is no longer finished."""

    AWARDED = "awarded"
    CONFIRMED = "confirmed"
    REVOKED = "revoked"
    REOPENED = "reopened"
    RESTORED = "restored"


class CertificateEvent(Base):
    """Who did what to a certificate, when and why; only ever added. No name stands here."""

    __tablename__ = "certificate_events"
    __table_args__ = (Index("ix_certificate_events_certificate", "certificate_id", "id"),)

    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificates.id", ondelete="CASCADE"))
    deed: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    happened_at: Mapped[datetime]


def code_of(typed: str) -> str | None:
    """Give the code that somebody typed, however they wrote it; None for what cannot be one."""
    letters = re.sub(r"[\s\-–—.]+", "", typed).upper()
    if not CODE.fullmatch(letters):
        return None
    return "-".join(letters[start : start + 4] for start in range(0, 12, 4))
