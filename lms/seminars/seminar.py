"""A seminar: an event in a city, with days, trainers and a number of places."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.db import Base
from lms.seminars.city import City
from lms.seminars.venue import Venue


class Kind(StrEnum):
    """What sort of event it is."""

    SEMINAR = "seminar"
    TRAINING = "training"
    CONFERENCE = "conference"
    PRESS_CONFERENCE = "press-conference"


class Seminar(Base):
    """An announced event; times live in its sessions, places are counted, never stored."""

    __tablename__ = "seminars"
    __table_args__ = (
        CheckConstraint("capacity > 0", name="capacity_positive"),
        CheckConstraint("title_en <> '' OR title_ru <> ''", name="has_a_title"),
        Index("ix_seminars_city_start", "city_id", "starts_at"),
        Index("ix_seminars_start", "starts_at"),
        Index("ix_seminars_announced", "announced_at"),
        Index("ix_seminars_revised", "revised_at"),
    )

    slug: Mapped[str] = mapped_column(String(80), unique=True)
    op_id: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[str] = mapped_column(String(24))
    title_en: Mapped[str] = mapped_column(String(160), default="")
    title_ru: Mapped[str] = mapped_column(String(160), default="")
    summary_en: Mapped[str] = mapped_column(Text, default="")
    summary_ru: Mapped[str] = mapped_column(Text, default="")
    city_id: Mapped[int] = mapped_column(ForeignKey("cities.id"))
    venue_id: Mapped[int] = mapped_column(ForeignKey("venues.id"))
    course_key: Mapped[str] = mapped_column(String(48), default="")
    capacity: Mapped[int]
    registration_opens_at: Mapped[datetime]
    registration_closes_at: Mapped[datetime]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    announced_at: Mapped[datetime]
    announced_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    cancelled_at: Mapped[datetime | None]
    revised_at: Mapped[datetime]

    city: Mapped[City] = relationship()
    venue: Mapped[Venue] = relationship()
    sessions: Mapped[list["SeminarSession"]] = relationship(
        order_by="SeminarSession.starts_at", cascade="all, delete-orphan", back_populates="seminar"
    )

    @property
    def days(self) -> list["SeminarSession"]:
        """The days that are held, in order."""
        return [session for session in self.sessions if session.cancelled_at is None]

    def title_in(self, locale: str) -> str:
        """The title in a language, or in the other one where only that was written."""
        if locale == "ru":
            return self.title_ru or self.title_en
        return self.title_en or self.title_ru

    def summary_in(self, locale: str) -> str:
        """What it is about, in a language or in the other one."""
        if locale == "ru":
            return self.summary_ru or self.summary_en
        return self.summary_en or self.summary_ru


class SeminarSession(Base):
    """One day of a seminar; its `uid` is its identity in every calendar for ever.

    `sequence` rises when time, venue or status change (RFC 5546 section 2.1.4). A day taken out of
    the programme is kept as cancelled, so that calendars which fetched it can strike it through.
    """

    __tablename__ = "seminar_sessions"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        Index("ix_seminar_sessions_ends", "ends_at"),
        Index("ix_seminar_sessions_revised", "revised_at"),
    )

    seminar_id: Mapped[int] = mapped_column(
        ForeignKey("seminars.id", ondelete="CASCADE"), index=True
    )
    uid: Mapped[str] = mapped_column(String(36), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    revised_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]

    seminar: Mapped[Seminar] = relationship(back_populates="sessions")


class SeminarTrainer(Base):
    """Who teaches at a seminar."""

    __tablename__ = "seminar_trainers"
    __table_args__ = (UniqueConstraint("seminar_id", "user_id"),)

    seminar_id: Mapped[int] = mapped_column(ForeignKey("seminars.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
