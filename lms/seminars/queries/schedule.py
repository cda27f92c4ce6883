"""The public schedule: what is announced, where and when; open to everybody."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import joinedload, selectinload

from lms.accounts.user import User
from lms.base.db import db
from lms.base.errors import NotFound
from lms.base.prepared import Prepared
from lms.seminars.city import City
from lms.seminars.queries.cards import SeminarCard, Statement, card_of, cards
from lms.seminars.seminar import Seminar, SeminarTrainer

_seminars = Seminar.__table__
ANNOUNCED = Prepared(select(_seminars.c.id).where(_seminars.c.slug == bindparam("slug")))


@dataclass(frozen=True, slots=True)
class CityCard:
    """A city in the list of cities, with how many seminars are ahead."""

    key: str
    name_en: str
    name_ru: str
    country: str
    zone: str
    upcoming: int

    def name_in(self, locale: str) -> str:
        """The city's name in a language."""
        return self.name_ru if locale == "ru" else self.name_en


def upcoming(
    at: datetime, *, city: str | None = None, course: str | None = None, limit: int | None = None
) -> list[SeminarCard]:
    """Seminars that are held and not yet over, the nearest first: one statement."""
    query = _of(city, course).where(Seminar.ends_at > at, Seminar.cancelled_at.is_(None))
    return _read(query.order_by(Seminar.starts_at, Seminar.id).limit(limit))


def schedule(at: datetime, *, city: str | None = None) -> list[SeminarCard]:
    """Everything not yet over, cancelled ones included, the nearest first: one statement."""
    query = _of(city, None).where(Seminar.ends_at > at)
    return _read(query.order_by(Seminar.starts_at, Seminar.id))


def past(at: datetime, *, city: str, limit: int) -> list[SeminarCard]:
    """What has been held in a city, the latest first."""
    query = _of(city, None).where(Seminar.ends_at <= at, Seminar.cancelled_at.is_(None))
    return _read(query.order_by(Seminar.starts_at.desc(), Seminar.id.desc()).limit(limit))


def announced(slug: str) -> int:
    """The id of a seminar by its address; raises NotFound."""
    found = ANNOUNCED.first(slug=slug)
    if found is None:
        raise NotFound
    return int(found.id)


def announced_in_full(slug: str) -> Seminar:
    """A seminar with its city, venue and days; raises NotFound."""
    seminar = db.session.scalar(
        select(Seminar)
        .where(Seminar.slug == slug)
        .options(
            joinedload(Seminar.city), joinedload(Seminar.venue), selectinload(Seminar.sessions)
        )
    )
    if seminar is None:
        raise NotFound
    return seminar


def card(slug: str) -> SeminarCard:
    """One seminar as a card; raises NotFound."""
    row = db.session.execute(cards().where(Seminar.slug == slug)).one_or_none()
    if row is None:
        raise NotFound
    return card_of(row)


def trainers_of(seminar_id: int) -> list[User]:
    """Who teaches at a seminar, in the order of their names."""
    query = (
        select(User)
        .join(SeminarTrainer, SeminarTrainer.user_id == User.id)
        .where(SeminarTrainer.seminar_id == seminar_id)
        .order_by(User.display_name, User.id)
    )
    return list(db.session.scalars(query))


def city(key: str) -> City:
    """A city by its key; raises NotFound."""
    found = db.session.scalar(select(City).where(City.key == key))
    if found is None:
        raise NotFound
    return found


def all_cities(at: datetime) -> list[CityCard]:
    """Every city with how many seminars are ahead in it: one statement."""
    ahead = (
        select(func.count(Seminar.id))
        .where(Seminar.city_id == City.id, Seminar.ends_at > at, Seminar.cancelled_at.is_(None))
        .correlate(City)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(City.key, City.name_en, City.name_ru, City.country, City.zone, ahead)
    )
    return [CityCard(*row) for row in rows]


def _of(city: str | None, course: str | None) -> Statement:
    """Cards of a city and of a course; None means all."""
    query = cards()
    if city is not None:
        query = query.where(City.key == city)
    if course is not None:
        query = query.where(Seminar.course_key == course)
    return query


def _read(query: Statement) -> list[SeminarCard]:
    return [card_of(row) for row in db.session.execute(query)]
