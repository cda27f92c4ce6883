"""Seminar days as calendars see them: read with one statement, free of the database afterwards.

A *mark* tells cheaply whether a calendar has changed since it was last built.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Select, func, or_, select

from lms.base.db import db
from lms.base.errors import NotFound
from lms.seminars.city import City
from lms.seminars.registration import Registration, RegistrationState
from lms.seminars.seminar import Seminar, SeminarSession, SeminarTrainer
from lms.seminars.venue import Venue

Rows = Select[*tuple[Any, ...]]

KEPT = timedelta(days=60)  # how long a day stays in calendars after it is over
MOST = 1500  # entries in one calendar
TRAINS = SeminarTrainer.__table__.alias("trains")


class Standing(StrEnum):
    """What a day is for whoever looks: sure, not yet sure, or off."""

    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class CalendarSession:
    """One day of a seminar with all that a calendar entry says of it."""

    uid: str
    sequence: int
    revised_at: datetime
    created_at: datetime
    starts_at: datetime
    ends_at: datetime
    zone: str
    city_en: str
    city_ru: str
    kind: str
    title_en: str
    title_ru: str
    summary_en: str
    summary_ru: str
    slug: str
    venue_name: str
    venue_address: str
    latitude: float | None
    longitude: float | None
    number: int
    days: int
    standing: Standing

    def city_in(self, locale: str) -> str:
        """The city's name in a language."""
        return self.city_ru if locale == "ru" else self.city_en

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


@dataclass(frozen=True, slots=True)
class Scope:
    """Which seminars a calendar shows: all public ones, or those of a city, a course, one alone."""

    city: str = ""
    course: str = ""
    slug: str = ""


def since(at: datetime) -> datetime:
    """Where calendars begin: the same moment all day, so that their bytes stay the same all day."""
    return at.replace(hour=0, minute=0, second=0, microsecond=0) - KEPT


def public_days(scope: Scope, at: datetime) -> list[CalendarSession]:
    """The days of all seminars in scope, cancelled ones among them, in the order of time."""
    query = _within(_days(), scope, at)
    return [_session(row) for row in db.session.execute(query)]


def public_mark(scope: Scope, at: datetime) -> tuple[Any, ...]:
    """Changes whenever `public_days` would: one cheap statement."""
    query = _within(_mark(), scope, at, ordered=False)
    return tuple(db.session.execute(query).one())


def own_days(user_id: int, at: datetime) -> list[CalendarSession]:
    """The days of a person's own seminars: as participant, in the queue, or as trainer."""
    query = _own(_days().add_columns(Registration.state.label("state")), user_id, at)
    query = query.add_columns(Registration.changed_at.label("changed_at"))
    ordered = query.order_by(SeminarSession.starts_at, SeminarSession.id).limit(MOST)
    return [_session(row, row.state, row.changed_at) for row in db.session.execute(ordered)]


def own_mark(user_id: int, at: datetime) -> tuple[Any, ...]:
    """Changes whenever `own_days` would: one cheap statement."""
    query = _mark().add_columns(
        func.max(Registration.changed_at), func.sum(Registration.id), func.count(TRAINS.c.id)
    )
    return tuple(db.session.execute(_own(query, user_id, at)).one())


def city(key: str) -> City:
    """The city of this key; raises NotFound."""
    found = db.session.scalar(select(City).where(City.key == key))
    if found is None:
        raise NotFound
    return found


def _days() -> Rows:
    """Everything an entry says, with the number of the day and of all days."""
    return select(
        SeminarSession.uid,
        SeminarSession.sequence,
        SeminarSession.starts_at,
        SeminarSession.ends_at,
        SeminarSession.revised_at,
        Seminar.announced_at,
        Seminar.revised_at.label("seminar_revised_at"),
        Seminar.cancelled_at,
        Seminar.kind,
        Seminar.title_en,
        Seminar.title_ru,
        Seminar.summary_en,
        Seminar.summary_ru,
        Seminar.slug,
        City.zone,
        City.name_en.label("city_en"),
        City.name_ru.label("city_ru"),
        Venue.name.label("venue_name"),
        Venue.address.label("venue_address"),
        Venue.latitude,
        Venue.longitude,
        func.row_number()
        .over(partition_by=SeminarSession.seminar_id, order_by=SeminarSession.starts_at)
        .label("number"),
        func.count().over(partition_by=SeminarSession.seminar_id).label("days"),
    )


def _mark() -> Rows:
    """How many days there are and when the latest change to any of them was made."""
    return select(
        func.count(SeminarSession.id),
        func.sum(SeminarSession.sequence),
        func.max(SeminarSession.revised_at),
        func.max(Seminar.revised_at),
    )


def _joined(query: Rows) -> Rows:
    """The tables an entry is made from."""
    return (
        query.select_from(SeminarSession)
        .join(Seminar, Seminar.id == SeminarSession.seminar_id)
        .join(City, City.id == Seminar.city_id)
        .join(Venue, Venue.id == Seminar.venue_id)
    )


def _within(query: Rows, scope: Scope, at: datetime, *, ordered: bool = True) -> Rows:
    """Only what is in scope and not long over."""
    query = _joined(query).where(Seminar.ends_at >= since(at))
    if scope.city:
        query = query.where(City.key == scope.city)
    if scope.course:
        query = query.where(Seminar.course_key == scope.course)
    if scope.slug:
        query = query.where(Seminar.slug == scope.slug)
    if ordered:
        query = query.order_by(SeminarSession.starts_at, SeminarSession.id).limit(MOST)
    return query


def _own(query: Rows, user_id: int, at: datetime) -> Rows:
    """Only seminars the person has to do with; of several registrations the newest counts."""
    newest = (
        select(func.max(Registration.id))
        .where(Registration.seminar_id == Seminar.id, Registration.user_id == user_id)
        .correlate(Seminar)
        .scalar_subquery()
    )
    return (
        _joined(query)
        .outerjoin(Registration, Registration.id == newest)
        .outerjoin(TRAINS, (TRAINS.c.seminar_id == Seminar.id) & (TRAINS.c.user_id == user_id))
        .where(
            Seminar.ends_at >= since(at),
            or_(Registration.id.is_not(None), TRAINS.c.id.is_not(None)),
        )
    )


def _session(
    row: Row[Any], state: str | None = None, changed_at: datetime | None = None
) -> CalendarSession:
    """A day for whoever looks; `state` is that of their own registration, if they have one."""
    off = row.cancelled_at is not None or state == RegistrationState.CANCELLED
    waits = state == RegistrationState.WAITING
    standing = Standing.CANCELLED if off else Standing.TENTATIVE if waits else Standing.CONFIRMED
    revisions = [row.revised_at, row.seminar_revised_at, *([changed_at] if changed_at else [])]
    return CalendarSession(
        uid=row.uid,
        sequence=row.sequence,
        revised_at=max(revisions).replace(microsecond=0),
        created_at=row.announced_at.replace(microsecond=0),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        zone=row.zone,
        city_en=row.city_en,
        city_ru=row.city_ru,
        kind=row.kind,
        title_en=row.title_en,
        title_ru=row.title_ru,
        summary_en=row.summary_en,
        summary_ru=row.summary_ru,
        slug=row.slug,
        venue_name=row.venue_name,
        venue_address=row.venue_address,
        latitude=row.latitude,
        longitude=row.longitude,
        number=row.number,
        days=row.days,
        standing=standing,
    )
