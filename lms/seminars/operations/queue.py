"""Moving the queue up: whoever waits longest gets what is free."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select, update

from lms.accounts.user import User
from lms.base.db import db
from lms.seminars import letters
from lms.seminars.occasion import Occasion, Reader
from lms.seminars.operations.steps import take_step
from lms.seminars.queries.door import Held
from lms.seminars.queries.occasions import ADDRESS, LOCALE, occasion_of
from lms.seminars.registration import (
    Reason,
    Registration,
    RegistrationChange,
    RegistrationState,
)
from lms.seminars.seminar import Seminar

REGISTERED, WAITING = RegistrationState.REGISTERED, RegistrationState.WAITING


@dataclass(frozen=True, slots=True)
class MovedUp:
    """Somebody who has got a place out of the queue, for the organizer's eyes."""

    registration_id: int
    user_id: int | None
    name: str
    phone: str | None
    reader: Reader

    @property
    def gets_a_letter(self) -> bool:
        """Whether a letter tells them; otherwise somebody has to."""
        return self.reader.address is not None


def move_up(seminar: Seminar | Held, at: datetime) -> list[MovedUp]:
    """Give the free places to those who wait, in their order, and write to them.

    Only while the seminar's row is held. Once the seminar has begun nobody is moved: a letter
    would come too late, and who stands at the door is registered by the organizer.
    """
    if seminar.cancelled_at is not None or at >= seminar.starts_at:
        return []
    free = seminar.capacity - _taken(seminar.id)
    risen = _first_in_queue(seminar.id, free) if free > 0 else []
    if not risen:
        return []
    db.session.execute(
        update(Registration)
        .where(Registration.id.in_([person.registration_id for person in risen]))
        .values(state=REGISTERED.value, changed_at=at)
        .execution_options(synchronize_session=False)
    )
    occasion = occasion_of(seminar.id)
    for person in risen:
        step = take_step(
            person.registration_id, WAITING, REGISTERED, by_id=None, reason=Reason.QUEUE, at=at
        )
        _tell(occasion, person, str(step))
    return risen


def _taken(seminar_id: int) -> int:
    return db.session.scalars(
        select(func.count(Registration.id)).where(
            Registration.seminar_id == seminar_id, Registration.state == REGISTERED.value
        )
    ).one()


def _first_in_queue(seminar_id: int, most: int) -> list[MovedUp]:
    """Those who wait longest, at most so many."""
    rows = db.session.execute(
        select(
            Registration.id,
            Registration.user_id,
            func.coalesce(User.display_name, Registration.name),
            Registration.contact_phone,
            ADDRESS,
            LOCALE,
        )
        .outerjoin(User, User.id == Registration.user_id)
        .where(Registration.seminar_id == seminar_id, Registration.state == WAITING.value)
        .order_by(Registration.queued_at, Registration.id)
        .limit(most)
    )
    return [
        MovedUp(number, user_id, name, phone, Reader(address, user_id, locale))
        for number, user_id, name, phone, address, locale in rows
    ]


def _tell(occasion: Occasion, person: MovedUp, event: str) -> None:
    """Write to the person, or where no letter reaches them to whoever registered them."""
    if person.gets_a_letter:
        letters.moved_up(occasion, person.reader, event)
        return
    organizer = _registered_by(person.registration_id)
    if organizer is not None and organizer.user_id != person.user_id:
        letters.call_by_telephone(occasion, organizer, event)


def _registered_by(registration_id: int) -> Reader | None:
    """The account that put the person on the list."""
    row = db.session.execute(
        select(case((User.suspended_at.is_not(None), None), else_=User.email), User.id, User.locale)
        .join(RegistrationChange, RegistrationChange.changed_by_id == User.id)
        .where(RegistrationChange.registration_id == registration_id)
        .order_by(RegistrationChange.id)
        .limit(1)
    ).first()
    return Reader(*row) if row else None
