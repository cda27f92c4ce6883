"""What the door must know of seminar and participant before it gives a place: one statement."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Integer, String, bindparam, func, select
from sqlalchemy.orm import aliased

from lms.accounts.user import User
from lms.base.db import db
from lms.seminars.city import City
from lms.seminars.occasion import Occasion, Reader
from lms.seminars.participant import Participant, Place
from lms.seminars.queries.cards import Statement
from lms.seminars.queries.occasions import DAY_COLUMNS, OCCASION_COLUMNS, occasion_from
from lms.seminars.queries.places import count_in, position_of
from lms.seminars.registration import Registration, RegistrationState
from lms.seminars.seminar import Seminar, SeminarSession
from lms.seminars.venue import Venue

WAITING = RegistrationState.WAITING


@dataclass(frozen=True, slots=True)
class Known:
    """Counts, earlier registrations, and the words for the letter.

    `earlier` is what the same form came to when it was sent before; `last_queued_at` the moment
    of the last one in the queue, whom nobody may overtake.
    """

    registered: int
    waiting: int
    last_queued_at: datetime | None
    is_on_the_list: bool
    earlier: Place | None
    occasion: Occasion
    reader: Reader


def know(seminar_id: int, participant: Participant, operation: str) -> Known:
    """Count and look around; to be trusted only while the seminar's row is held."""
    asked = {
        "seminar_id": seminar_id,
        "user_id": participant.user_id,
        "email": participant.email,
        "operation": operation,
    }
    # Past the session, which would look for objects in every column: the lock is held meanwhile.
    rows = db.session.connection().execute(_everything(), asked).all()
    registered, waiting, last_queued_at, same_id, *rest = rows[0]
    user_email, user_locale, suspended_at = rest[4:7]
    own_address = user_email if suspended_at is None else None
    return Known(
        registered,
        waiting,
        last_queued_at,
        is_on_the_list=same_id is not None,
        earlier=_place(*rest[:4]) if rest[0] is not None else None,
        occasion=occasion_from(rows),
        reader=Reader(
            own_address or participant.email,
            participant.user_id,
            user_locale or participant.locale,
        ),
    )


@cache
def _everything() -> Statement:
    """One row a day of the seminar, the counts and the person repeated on each.

    Put together once: registering is asked for by many at the same time. A person without account
    or address is like no other, because nothing equals NULL.
    """
    earlier, same = aliased(Registration), aliased(Registration)
    user_id = bindparam("user_id", type_=Integer)
    is_same = (same.user_id == user_id) | (same.contact_email == bindparam("email", type_=String))
    return (
        select(
            count_in(RegistrationState.REGISTERED, Seminar.id),
            count_in(WAITING, Seminar.id),
            _last_queued_at(),
            same.id,
            earlier.id,
            earlier.key,
            earlier.state,
            position_of(earlier),
            User.email,
            User.locale,
            User.suspended_at,
            *OCCASION_COLUMNS,
            *DAY_COLUMNS,
        )
        .select_from(Seminar)
        .join(City, City.id == Seminar.city_id)
        .join(Venue, Venue.id == Seminar.venue_id)
        .join(SeminarSession, SeminarSession.seminar_id == Seminar.id)
        .outerjoin(User, User.id == user_id)
        .outerjoin(earlier, earlier.op_id == bindparam("operation", type_=String))
        .outerjoin(
            same,
            (same.seminar_id == Seminar.id)
            & (same.state != RegistrationState.CANCELLED.value)
            & is_same,
        )
        .where(Seminar.id == bindparam("seminar_id"), SeminarSession.cancelled_at.is_(None))
        .order_by(SeminarSession.starts_at)
    )


def _last_queued_at() -> ColumnElement[datetime]:
    queued = aliased(Registration)
    return (
        select(func.max(queued.queued_at))
        .where(queued.seminar_id == Seminar.id, queued.state == WAITING.value)
        .correlate(Seminar)
        .scalar_subquery()
    )


def _place(registration_id: int, key: str, state: str, position: int) -> Place:
    waits = state == WAITING
    return Place(
        registration_id, key, RegistrationState(state), position if waits else None, repeated=True
    )
