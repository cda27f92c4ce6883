"""What the door must know of seminar and participant before it gives a place: one statement."""

from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    ScalarSelect,
    String,
    TextClause,
    bindparam,
    func,
    literal_column,
    select,
    type_coerce,
)
from sqlalchemy.orm import aliased

from lms.accounts.user import User
from lms.base.db import UtcDateTime, db
from lms.base.prepared import Prepared
from lms.seminars.city import City
from lms.seminars.occasion import Occasion, Reader
from lms.seminars.participant import Participant, Place
from lms.seminars.queries.occasions import DAY_COLUMNS, OCCASION_COLUMNS, occasion_from
from lms.seminars.queries.places import position_of
from lms.seminars.registration import ACTIVE, Registration, RegistrationState
from lms.seminars.seminar import Seminar, SeminarSession
from lms.seminars.venue import Venue

WAITING = RegistrationState.WAITING


@dataclass(frozen=True, slots=True)
class Held:
    """A seminar whose row is held until the transaction ends; the moments are in UTC."""

    id: int
    capacity: int
    cancelled_at: datetime | None
    starts_at: datetime
    ends_at: datetime
    registration_opens_at: datetime
    registration_closes_at: datetime


_seminars = Seminar.__table__
_HOLD = Prepared(
    select(_seminars.c.id).where(_seminars.c.id == bindparam("seminar_id")).with_for_update()
)


def hold(seminar_id: int) -> None:
    """Hold the seminar's row; on SQLite the whole transaction already holds the only write lock."""
    if db.engine.dialect.name != "sqlite":
        _HOLD(seminar_id=seminar_id)


SEMINAR_COLUMNS = tuple(_seminars.c[part.name] for part in fields(Held))
OWN = 7  # where the columns of the seminar begin, after the four of the earlier registration
ALL = OWN + len(SEMINAR_COLUMNS)


@dataclass(frozen=True, slots=True)
class Known:
    """The seminar, counts, earlier registrations, and the words for the letter.

    `earlier` is what the same form came to when it was sent before; `last_queued_at` the moment
    of the last one in the queue, whom nobody may overtake.
    """

    seminar: Held
    registered: int
    waiting: int
    last_queued_at: datetime | None
    is_on_the_list: bool
    earlier: Place | None
    occasion: Occasion
    reader: Reader


def know(seminar_id: int, participant: Participant, operation: str) -> Known:
    """Count and look around; to be trusted only while the seminar's row is held."""
    rows = _everything()(
        seminar_id=seminar_id,
        user_id=participant.user_id,
        email=participant.email,
        operation=operation,
    )
    registered, waiting, last_queued_at, same_account, same_email, *rest = rows[0]
    user_email, user_locale, suspended_at = rest[4:7]
    own_address = user_email if suspended_at is None else None
    return Known(
        Held(*rest[OWN:ALL]),
        registered,
        waiting,
        last_queued_at,
        is_on_the_list=same_account is not None or same_email is not None,
        earlier=_place(*rest[:4]) if rest[0] is not None else None,
        occasion=occasion_from(rows),
        reader=Reader(
            own_address or participant.email,
            participant.user_id,
            user_locale or participant.locale,
        ),
    )


@cache
def _everything() -> Prepared:
    """One row a day of the seminar, the counts and the person repeated on each.

    A person without account or address is like no other, because nothing equals NULL.
    """
    user_id, email = bindparam("user_id", type_=Integer), bindparam("email", type_=String)
    earlier = aliased(Registration)
    has_place, waits = (
        Registration.state == literal_column(f"'{state}'")
        for state in (RegistrationState.REGISTERED, WAITING)
    )
    last = _of_seminar(func.max(Registration.queued_at), waits)
    return Prepared(
        select(
            _of_seminar(func.count(Registration.id), has_place),
            _of_seminar(func.count(Registration.id), waits),
            type_coerce(last, UtcDateTime()),
            _of_seminar(Registration.id, ACTIVE, Registration.user_id == user_id),
            _of_seminar(Registration.id, ACTIVE, Registration.contact_email == email),
            earlier.id,
            earlier.key,
            earlier.state,
            position_of(earlier),
            User.email,
            User.locale,
            User.suspended_at,
            *SEMINAR_COLUMNS,
            *OCCASION_COLUMNS,
            *DAY_COLUMNS,
        )
        .select_from(Seminar)
        .join(City, City.id == Seminar.city_id)
        .join(Venue, Venue.id == Seminar.venue_id)
        .join(SeminarSession, SeminarSession.seminar_id == Seminar.id)
        .outerjoin(User, User.id == user_id)
        .outerjoin(earlier, earlier.op_id == bindparam("operation", type_=String))
        .where(Seminar.id == bindparam("seminar_id"), SeminarSession.cancelled_at.is_(None))
        .order_by(SeminarSession.starts_at)
    )


def _of_seminar(wanted: Any, *conditions: ColumnElement[bool] | TextClause) -> ScalarSelect[Any]:
    """Something of the registrations for the seminar: a statement of its own in the one around.

    It names the seminar by the parameter, so that it is answered once, by an index.
    """
    ours = Registration.seminar_id == bindparam("seminar_id")
    return select(wanted).where(ours, *conditions).scalar_subquery()


def _place(registration_id: int, key: str, state: str, position: int) -> Place:
    waits = state == WAITING
    return Place(
        registration_id, key, RegistrationState(state), position if waits else None, repeated=True
    )
