"""What the letters need: the seminar as an occasion, and everybody who should be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, select

from lms.accounts.user import User
from lms.base.db import db
from lms.seminars.city import City
from lms.seminars.occasion import Occasion, Reader
from lms.seminars.registration import Registration, RegistrationState
from lms.seminars.seminar import Seminar, SeminarSession
from lms.seminars.venue import Venue

OCCASION_COLUMNS = (
    Seminar.slug,
    Seminar.title_en,
    Seminar.title_ru,
    City.name_en,
    City.name_ru,
    City.zone,
    Venue.name,
    Venue.address,
)
DAY_COLUMNS = (SeminarSession.starts_at, SeminarSession.ends_at)

# An account that sleeps is written to no more; its own language and address outdo what was noted.
ADDRESS = case(
    (User.suspended_at.is_not(None), None),
    else_=func.coalesce(User.email, Registration.contact_email),
)
LOCALE = func.coalesce(User.locale, Registration.locale)


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody on the list and where a letter reaches them."""

    registration_id: int
    state: RegistrationState
    reader: Reader


def occasion_of(seminar_id: int) -> Occasion:
    """The seminar in the words of a letter: one statement."""
    rows = db.session.execute(
        select(*OCCASION_COLUMNS, *DAY_COLUMNS)
        .join(City, City.id == Seminar.city_id)
        .join(Venue, Venue.id == Seminar.venue_id)
        .join(SeminarSession, SeminarSession.seminar_id == Seminar.id)
        .where(Seminar.id == seminar_id, SeminarSession.cancelled_at.is_(None))
        .order_by(SeminarSession.starts_at)
    ).all()
    return occasion_from(rows)


def occasion_from(rows: Sequence[Sequence[Any]]) -> Occasion:
    """An occasion out of rows that end in OCCASION_COLUMNS and DAY_COLUMNS, one row a day."""
    words: list[Any] = list(rows[0])[-len(OCCASION_COLUMNS) - len(DAY_COLUMNS) : -len(DAY_COLUMNS)]
    words.append(tuple((row[-2], row[-1]) for row in rows))
    return Occasion(*words)


def listed(seminar_id: int) -> list[Listed]:
    """Everybody with a place or a turn, in order of registration: one statement."""
    rows = db.session.execute(
        select(Registration.id, Registration.state, ADDRESS, Registration.user_id, LOCALE)
        .outerjoin(User, User.id == Registration.user_id)
        .where(
            Registration.seminar_id == seminar_id,
            Registration.state != RegistrationState.CANCELLED.value,
        )
        .order_by(Registration.queued_at, Registration.id)
    )
    return [
        Listed(
            row[0], RegistrationState(row[1]), Reader(address=row[2], user_id=row[3], locale=row[4])
        )
        for row in rows
    ]


def reader_of(registration_id: int) -> Reader:
    """Where a letter reaches the person of one registration."""
    row = db.session.execute(
        select(ADDRESS, Registration.user_id, LOCALE)
        .select_from(Registration)
        .outerjoin(User, User.id == Registration.user_id)
        .where(Registration.id == registration_id)
    ).one()
    return Reader(*row)
