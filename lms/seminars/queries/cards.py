"""A seminar as it stands in a list: one row of one statement, the places left included."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import aliased

from lms.seminars.city import City
from lms.seminars.queries.places import count_in
from lms.seminars.registration import RegistrationState
from lms.seminars.seminar import Kind, Seminar, SeminarSession
from lms.seminars.venue import Venue

Statement: TypeAlias = Select[*tuple[Any, ...]]
Found: TypeAlias = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class SeminarCard:
    """What a list shows of a seminar; moments in UTC, `zone` is the city's IANA name."""

    slug: str
    kind: Kind
    title_en: str
    title_ru: str
    city_key: str
    city_name_en: str
    city_name_ru: str
    zone: str
    venue_name: str
    course_key: str
    starts_at: datetime
    ends_at: datetime
    days: int
    capacity: int
    registered: int
    waiting: int
    opens_at: datetime
    closes_at: datetime
    cancelled: bool

    def title_in(self, locale: str) -> str:
        """The title in a language, or in the other one where only that was written."""
        if locale == "ru":
            return self.title_ru or self.title_en
        return self.title_en or self.title_ru

    def city_in(self, locale: str) -> str:
        """The city's name in a language."""
        return self.city_name_ru if locale == "ru" else self.city_name_en

    @property
    def places_left(self) -> int:
        """Free places; none while anybody waits for one."""
        return 0 if self.waiting else max(self.capacity - self.registered, 0)

    @property
    def over_by(self) -> int:
        """How many more are registered than there are places, after the capacity was reduced."""
        return max(self.registered - self.capacity, 0)


def day_count() -> ColumnElement[int]:
    """How many days the seminar of the statement around has."""
    day = aliased(SeminarSession)
    return (
        select(func.count(day.id))
        .where(day.seminar_id == Seminar.id, day.cancelled_at.is_(None))
        .correlate(Seminar)
        .scalar_subquery()
    )


CARD_COLUMNS = (
    Seminar.slug,
    Seminar.kind,
    Seminar.title_en,
    Seminar.title_ru,
    City.key.label("city_key"),
    City.name_en.label("city_name_en"),
    City.name_ru.label("city_name_ru"),
    City.zone,
    Venue.name.label("venue_name"),
    Seminar.course_key,
    Seminar.starts_at,
    Seminar.ends_at,
    day_count().label("days"),
    Seminar.capacity,
    count_in(RegistrationState.REGISTERED, Seminar.id).label("registered"),
    count_in(RegistrationState.WAITING, Seminar.id).label("waiting"),
    Seminar.registration_opens_at,
    Seminar.registration_closes_at,
    Seminar.cancelled_at,
)


@cache
def cards() -> Statement:
    """The statement that reads cards, to be narrowed and ordered; put together once."""
    return (
        select(*CARD_COLUMNS)
        .select_from(Seminar)
        .join(City, City.id == Seminar.city_id)
        .join(Venue, Venue.id == Seminar.venue_id)
    )


def card_of(row: Found) -> SeminarCard:
    """One row of `cards()` (more columns may follow) as a card."""
    values: list[Any] = list(row)[: len(CARD_COLUMNS)]
    values[1] = Kind(values[1])
    values[-1] = values[-1] is not None
    return SeminarCard(*values)
