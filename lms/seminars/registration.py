"""A registration: a person's place at a seminar, or their turn in its queue."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.db import Base
from lms.seminars.seminar import Seminar

ACTIVE = text("state <> 'cancelled'")
ACTIVE_WITH_EMAIL = text("state <> 'cancelled' AND contact_email IS NOT NULL")


class RegistrationState(StrEnum):
    """Where a registration stands."""

    REGISTERED = "registered"
    WAITING = "waiting"
    CANCELLED = "cancelled"


class Reason(StrEnum):
    """Why a registration took a step."""

    OWN = "own"
    ORGANIZER = "organizer"
    QUEUE = "queue"


class Registration(Base):
    """A place or a turn in the queue, for an account or for a person known by name only."""

    __tablename__ = "registrations"
    __table_args__ = (
        CheckConstraint("(user_id IS NULL) = (name IS NOT NULL)", name="account_or_name"),
        Index(
            "uq_registrations_active_user",
            "seminar_id",
            "user_id",
            unique=True,
            sqlite_where=ACTIVE,
            postgresql_where=ACTIVE,
        ),
        Index(
            "uq_registrations_active_email",
            "seminar_id",
            "contact_email",
            unique=True,
            sqlite_where=ACTIVE_WITH_EMAIL,
            postgresql_where=ACTIVE_WITH_EMAIL,
        ),
        Index("ix_registrations_queue", "seminar_id", "state", "queued_at", "id"),
        Index("ix_registrations_user", "user_id", "changed_at"),
    )

    key: Mapped[str] = mapped_column(String(24), unique=True)
    op_id: Mapped[str] = mapped_column(String(40), unique=True)
    seminar_id: Mapped[int] = mapped_column(ForeignKey("seminars.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str | None] = mapped_column(String(120))
    contact_email: Mapped[str | None] = mapped_column(String(254))
    contact_phone: Mapped[str | None] = mapped_column(String(32))
    locale: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(16))
    queued_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    seminar: Mapped[Seminar] = relationship()


class RegistrationChange(Base):
    """A step in the life of a registration: who, when, from what to what. Only ever added."""

    __tablename__ = "registration_changes"

    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registrations.id", ondelete="CASCADE"), index=True
    )
    before: Mapped[str] = mapped_column(String(16), default="")
    after: Mapped[str] = mapped_column(String(16))
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(String(48), default="")
