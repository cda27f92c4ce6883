"""Seminar days as calendars want them: identity, revision, time, place and standing."""

from collections.abc import Hashable
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, literal, null, select
from sqlalchemy.orm import aliased

from lms.base.prepared import Prepared
from lms.seminars.city import City
from lms.seminars.queries.cards import Statement
from lms.seminars.registration import Registration, RegistrationChange, RegistrationState
from lms.seminars.schedule_mark import THE_ONE, ScheduleMark
from lms.seminars.seminar import Kind, Seminar, SeminarSession
from lms.seminars.venue import Venue


class Standing(StrEnum):
    """How sure a day is, in the words of RFC 5545 section 3.8.1.11."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class CalendarSession:
    """One day of a seminar; moments in UTC, coordinates in degrees.

    Read for a person, `sequence` and `revised_at` also rise with every step of that person's own
    registration, and `standing` says whether they have a place, wait for one or gave it up.
    """

    uid: str
    sequence: int
    revised_at: datetime
    created_at: datetime
    starts_at: datetime
    ends_at: datetime
    zone: str
    city_key: str
    city_name_en: str
    city_name_ru: str
    country: str
    kind: Kind
    title_en: str
    title_ru: str
    summary_en: str
    summary_ru: str
    slug: str
    course_key: str
    venue_name: str
    venue_address: str
    latitude: float | None
    longitude: float | None
    cancelled: bool
    standing: Standing
    day: int
    days: int

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

    def city_in(self, locale: str) -> str:
        """The city's name in a language."""
        return self.city_name_ru if locale == "ru" else self.city_name_en


@dataclass(frozen=True, slots=True)
class Choice:
    """Which days: of a city, of a course, of one seminar, of one person; None means all.

    With `user_id` only what the person has registered for, each seminar once, by their latest
    registration for it.
    """

    city_key: str | None = None
    course_key: str | None = None
    seminar_slug: str | None = None
    user_id: int | None = None


def calendar_sessions(
    *,
    city_key: str | None = None,
    course_key: str | None = None,
    seminar_slug: str | None = None,
    user_id: int | None = None,
    since: datetime,
    at: datetime,
) -> list[CalendarSession]:
    """Days that end after `since`, of seminars announced by `at`, in order of time: one statement.

    `cancelled` tells of the day or the whole seminar; `standing` adds what the person's own
    registration makes of it (a place in the queue is tentative).
    """
    given = _given(Choice(city_key, course_key, seminar_slug, user_id), since, at)
    rows = _days(frozenset(given))(**given)
    return [_session(*row) for row in rows]


def calendar_mark(*, user_id: int | None = None, at: datetime) -> Hashable:
    """A mark that changes with whatever `calendar_sessions` would read: one cheap statement.

    An unchanged feed can so be answered without being read or written. It covers days, seminars,
    venues and registrations; names of cities are reference data and change with a release. A
    change in one city gives the calendars of all a new mark: what is read anew then is the same,
    and to look at a few indexes is far cheaper than to look at each seminar.
    """
    if user_id is None:
        return tuple(_mark(own=False).first(at=at))
    return tuple(_mark(own=True).first(at=at, user_id=user_id))


def _given(choice: Choice, since: datetime, at: datetime) -> dict[str, Any]:
    """What a statement is narrowed by."""
    chosen = {name: value for name, value in asdict(choice).items() if value is not None}
    return {**chosen, "since": since, "at": at}


@cache
def _days(given: frozenset[str]) -> Prepared:
    """The statement that reads days, put together once: that costs more than to run it."""
    query = _chosen(select(*_COLUMNS, *_own_columns(given)), given)
    query = query.join(City, City.id == Seminar.city_id).join(Venue, Venue.id == Seminar.venue_id)
    return Prepared(query.order_by(SeminarSession.starts_at, SeminarSession.id))


@cache
def _mark(*, own: bool) -> Prepared:
    """The statement behind a mark, put together once; each part is one look into an index."""
    days, seminars, registrations, marks = (
        noun.__table__ for noun in (SeminarSession, Seminar, Registration, ScheduleMark)
    )
    announced = seminars.c.announced_at
    columns: list[ColumnElement[Any]] = [
        select(marks.c.number).where(marks.c.id == THE_ONE).scalar_subquery(),
        select(func.max(days.c.revised_at)).scalar_subquery(),
        select(func.max(seminars.c.revised_at)).scalar_subquery(),
        select(func.max(announced)).where(announced <= bindparam("at")).scalar_subquery(),
    ]
    if own:
        mine = registrations.c.user_id == bindparam("user_id")
        columns += [
            select(func.count()).select_from(registrations).where(mine).scalar_subquery(),
            select(func.max(registrations.c.changed_at)).where(mine).scalar_subquery(),
        ]
    return Prepared(select(*columns))


def _other_days() -> tuple[type[SeminarSession], ColumnElement[bool]]:
    """The days of the same seminar that are held."""
    other = aliased(SeminarSession)
    same = (other.seminar_id == SeminarSession.seminar_id) & other.cancelled_at.is_(None)
    return other, same


def _day_number() -> ColumnElement[int]:
    other, same = _other_days()
    earlier = same & (other.starts_at <= SeminarSession.starts_at)
    counted = select(func.count(other.id)).where(earlier)
    return counted.correlate(SeminarSession).scalar_subquery()


def _day_count() -> ColumnElement[int]:
    other, same = _other_days()
    return select(func.count(other.id)).where(same).correlate(SeminarSession).scalar_subquery()


_COLUMNS = (
    SeminarSession.uid,
    SeminarSession.sequence,
    SeminarSession.revised_at,
    SeminarSession.cancelled_at,
    SeminarSession.starts_at,
    SeminarSession.ends_at,
    _day_number(),
    _day_count(),
    Seminar.revised_at,
    Seminar.cancelled_at,
    Seminar.announced_at,
    Seminar.kind,
    Seminar.title_en,
    Seminar.title_ru,
    Seminar.summary_en,
    Seminar.summary_ru,
    Seminar.slug,
    Seminar.course_key,
    City.key,
    City.name_en,
    City.name_ru,
    City.country,
    City.zone,
    Venue.name,
    Venue.address,
    Venue.latitude,
    Venue.longitude,
)


def _own_columns(given: frozenset[str]) -> tuple[ColumnElement[Any], ...]:
    """State, moment and number of steps of the person's own registration, if there is a person."""
    if "user_id" not in given:
        return (null(), null(), literal(1))
    mine = aliased(Registration)
    steps = (
        select(func.count(RegistrationChange.id))
        .join(mine, mine.id == RegistrationChange.registration_id)
        .where(mine.user_id == bindparam("user_id"), mine.seminar_id == Seminar.id)
        .correlate(Seminar)
        .scalar_subquery()
    )
    return (Registration.state, Registration.changed_at, steps)  # type: ignore[return-value]


def _chosen(query: Statement, given: frozenset[str]) -> Statement:
    """Narrow a statement over days to what is given."""
    query = (
        query.select_from(SeminarSession)
        .join(Seminar, Seminar.id == SeminarSession.seminar_id)
        .where(SeminarSession.ends_at > bindparam("since"))
        .where(Seminar.announced_at <= bindparam("at"))
    )
    if "city_key" in given:
        city = select(City.id).where(City.key == bindparam("city_key"))
        query = query.where(Seminar.city_id == city.scalar_subquery())
    if "course_key" in given:
        query = query.where(Seminar.course_key == bindparam("course_key"))
    if "seminar_slug" in given:
        query = query.where(Seminar.slug == bindparam("seminar_slug"))
    if "user_id" in given:
        latest = aliased(Registration)
        newest = select(func.max(latest.id)).where(latest.user_id == bindparam("user_id"))
        query = query.join(Registration, Registration.seminar_id == Seminar.id).where(
            Registration.id.in_(newest.group_by(latest.seminar_id))
        )
    return query


def _session(*row: Any) -> CalendarSession:
    """One row of the statement as a day."""
    uid, sequence, day_revised_at, day_cancelled_at, starts_at, ends_at, day, days, *rest = row
    seminar_revised_at, seminar_cancelled_at, announced_at, kind, *texts = rest[:10]
    slug, course_key = texts[-2:]
    city_key, city_en, city_ru, country, zone, venue, address, latitude, longitude = rest[10:19]
    state, changed_at, steps = rest[19:]
    cancelled = day_cancelled_at is not None or seminar_cancelled_at is not None
    return CalendarSession(
        uid=uid,
        sequence=sequence + steps - 1,
        revised_at=max(filter(None, (day_revised_at, seminar_revised_at, changed_at))),
        created_at=announced_at,
        starts_at=starts_at,
        ends_at=ends_at,
        zone=zone,
        city_key=city_key,
        city_name_en=city_en,
        city_name_ru=city_ru,
        country=country,
        kind=Kind(kind),
        title_en=texts[0],
        title_ru=texts[1],
        summary_en=texts[2],
        summary_ru=texts[3],
        slug=slug,
        course_key=course_key,
        venue_name=venue,
        venue_address=address,
        latitude=latitude,
        longitude=longitude,
        cancelled=cancelled,
        standing=_standing(state, cancelled=cancelled),
        day=day,
        days=days,
    )


def _standing(state: str | None, *, cancelled: bool) -> Standing:
    """What the day and the person's registration come to."""
    if cancelled or state == RegistrationState.CANCELLED:
        return Standing.CANCELLED
    return Standing.TENTATIVE if state == RegistrationState.WAITING else Standing.CONFIRMED
