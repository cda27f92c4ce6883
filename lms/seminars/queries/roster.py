"""Who comes to a seminar, for its organizer's eyes only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from lms.accounts.user import User
from lms.base.db import db
from lms.seminars.queries.places import position_of
from lms.seminars.registration import Registration, RegistrationState


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A person on the list; `email` and `phone` are what an organizer wrote down for a person
    without an account, `gets_letters` says whether a letter reaches them at all.
    """

    key: str
    name: str
    has_account: bool
    email: str | None
    phone: str | None
    gets_letters: bool
    state: RegistrationState
    position: int | None
    queued_at: datetime
    changed_at: datetime


def roster(seminar_id: int) -> list[RosterRow]:
    """Everybody who is or was on the list, in order of registration: one statement."""
    query = (
        select(
            Registration.key,
            func.coalesce(User.display_name, Registration.name),
            User.id,
            User.email,
            User.suspended_at,
            Registration.contact_email,
            Registration.contact_phone,
            Registration.state,
            position_of(Registration),
            Registration.queued_at,
            Registration.changed_at,
        )
        .outerjoin(User, User.id == Registration.user_id)
        .where(Registration.seminar_id == seminar_id)
        .order_by(Registration.queued_at, Registration.id)
    )
    return [_row_of(*row) for row in db.session.execute(query)]


def unreachable(rows: list[RosterRow]) -> list[RosterRow]:
    """Those of the list who still take part and whom no letter reaches: to be telephoned."""
    return [row for row in rows if takes_part(row) and not row.gets_letters]


def takes_part(row: RosterRow) -> bool:
    """Whether the person has a place or waits for one."""
    return row.state is not RegistrationState.CANCELLED


def _row_of(*row: Any) -> RosterRow:
    key, name, user_id, user_email, suspended_at, email, phone, state, position, *moments = row
    own_address = user_email if suspended_at is None else None
    return RosterRow(
        key=key,
        name=name,
        has_account=user_id is not None,
        email=email,
        phone=phone,
        gets_letters=bool(own_address or email),
        state=RegistrationState(state),
        position=position if state == RegistrationState.WAITING else None,
        queued_at=moments[0],
        changed_at=moments[1],
    )
