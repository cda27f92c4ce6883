"""What an organizer runs: their cities, and the seminars, venues and registrations in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from lms.accounts.person import Person
from lms.accounts.roles import Role, Scope
from lms.accounts.user import User
from lms.base.db import db
from lms.base.errors import NotFound
from lms.seminars.city import City
from lms.seminars.queries.cards import SeminarCard, card_of, cards
from lms.seminars.registration import Registration, RegistrationChange
from lms.seminars.seminar import Seminar
from lms.seminars.venue import Venue


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a registration; `by_name` is who took it, if anybody is known to have."""

    before: str
    after: str
    reason: str
    changed_at: datetime
    by_name: str | None


def city_keys_of(person: Person) -> frozenset[str] | None:
    """The keys of the cities a person acts for; None means all of them."""
    if person.is_administrator:
        return None
    return person.keys_for(Role.ORGANIZER, Scope.CITY)


def cities_run_by(person: Person) -> list[City]:
    """The cities a person acts for, by name."""
    keys = city_keys_of(person)
    query = select(City).order_by(City.name_en)
    if keys is not None:
        query = query.where(City.key.in_(keys))
    return list(db.session.scalars(query))


def seminars_run_by(person: Person, *, ending_after: datetime | None = None) -> list[SeminarCard]:
    """The seminars of the person's cities in order of time: one statement."""
    query = cards().order_by(Seminar.starts_at, Seminar.id)
    keys = city_keys_of(person)
    if keys is not None:
        query = query.where(City.key.in_(keys))
    if ending_after is not None:
        query = query.where(Seminar.ends_at > ending_after)
    return [card_of(row) for row in db.session.execute(query)]


def seminar_run_by(person: Person, slug: str) -> Seminar:
    """A seminar in one of the person's cities, with city, venue and days; raises NotFound."""
    query = (
        select(Seminar)
        .join(City, City.id == Seminar.city_id)
        .where(Seminar.slug == slug)
        .options(
            joinedload(Seminar.city), joinedload(Seminar.venue), selectinload(Seminar.sessions)
        )
    )
    keys = city_keys_of(person)
    if keys is not None:
        query = query.where(City.key.in_(keys))
    seminar = db.session.scalar(query)
    if seminar is None:
        raise NotFound
    return seminar


def registration_of(seminar: Seminar, key: str) -> Registration:
    """A registration of this seminar by its key; raises NotFound."""
    registration = db.session.scalar(
        select(Registration).where(Registration.seminar_id == seminar.id, Registration.key == key)
    )
    if registration is None:
        raise NotFound
    return registration


def history_of(registration_id: int) -> list[Step]:
    """The steps of a registration, the first one first: one statement."""
    rows = db.session.execute(
        select(
            RegistrationChange.before,
            RegistrationChange.after,
            RegistrationChange.reason,
            RegistrationChange.changed_at,
            User.display_name,
        )
        .outerjoin(User, User.id == RegistrationChange.changed_by_id)
        .where(RegistrationChange.registration_id == registration_id)
        .order_by(RegistrationChange.id)
    )
    return [Step(*row) for row in rows]


def venues_in(cities: Sequence[City]) -> list[Venue]:
    """The known venues of some cities, by name."""
    ids = [city.id for city in cities]
    return list(
        db.session.scalars(select(Venue).where(Venue.city_id.in_(ids)).order_by(Venue.name))
    )
