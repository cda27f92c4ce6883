"""What one person has registered for, and how they stand at one seminar."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased

from lms.base.db import db
from lms.seminars.queries.cards import CARD_COLUMNS, Found, SeminarCard, Statement, card_of, cards
from lms.seminars.queries.places import position_of
from lms.seminars.registration import Registration, RegistrationState
from lms.seminars.seminar import Seminar


@dataclass(frozen=True, slots=True)
class OwnRegistration:
    """A person's own registration; `position` is the turn in the queue while they wait."""

    key: str
    state: RegistrationState
    position: int | None
    changed_at: datetime
    seminar: SeminarCard


@dataclass(frozen=True, slots=True)
class Stand:
    """How a person stands at a seminar; `position` is the turn in the queue while they wait."""

    registration_id: int
    key: str
    state: RegistrationState
    position: int | None


def registrations_of_person(user_id: int) -> list[OwnRegistration]:
    """The latest registration for each seminar, the latest seminar first: one statement."""
    latest = aliased(Registration)
    query = _own(user_id).where(
        Registration.id
        == select(func.max(latest.id))
        .where(latest.user_id == user_id, latest.seminar_id == Seminar.id)
        .correlate(Seminar)
        .scalar_subquery()
    )
    rows = db.session.execute(query.order_by(Seminar.starts_at.desc(), Seminar.id.desc()))
    return [_own_of(row) for row in rows]


def next_of_person(user_id: int, at: datetime) -> OwnRegistration | None:
    """The nearest seminar that is not over, where the person has a place or waits for one."""
    query = _own(user_id).where(
        Registration.state != RegistrationState.CANCELLED.value,
        Seminar.ends_at > at,
        Seminar.cancelled_at.is_(None),
    )
    row = db.session.execute(query.order_by(Seminar.starts_at, Seminar.id).limit(1)).first()
    return _own_of(row) if row else None


def stand_of(user_id: int, seminar_id: int) -> Stand | None:
    """How the person stands there now; None when they have neither a place nor a turn."""
    asked = {"user_id": user_id, "seminar_id": seminar_id}
    row = db.session.execute(_stand(), asked).first()
    if row is None:
        return None
    registration_id, key, state, position = row
    return Stand(
        registration_id,
        key,
        RegistrationState(state),
        position if state == RegistrationState.WAITING else None,
    )


@cache
def _stand() -> Statement:
    """The active registration of a person at a seminar; put together once."""
    return select(
        Registration.id, Registration.key, Registration.state, position_of(Registration)
    ).where(
        Registration.user_id == bindparam("user_id"),
        Registration.seminar_id == bindparam("seminar_id"),
        Registration.state != RegistrationState.CANCELLED.value,
    )


def _own(user_id: int) -> Statement:
    return (
        cards()
        .join(Registration, Registration.seminar_id == Seminar.id)
        .add_columns(
            Registration.key,
            Registration.state,
            position_of(Registration),
            Registration.changed_at,
        )
        .where(Registration.user_id == user_id)
    )


def _own_of(row: Found) -> OwnRegistration:
    key, state, position, changed_at = tuple(row)[len(CARD_COLUMNS) :]
    waits = state == RegistrationState.WAITING
    return OwnRegistration(
        key, RegistrationState(state), position if waits else None, changed_at, card_of(row)
    )
