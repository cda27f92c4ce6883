"""Giving a place back: the queue moves up under the same lock."""

from lms.base import clock
from lms.base.db import db, lock
from lms.seminars import letters
from lms.seminars.operations.queue import MovedUp, move_up
from lms.seminars.operations.steps import take_step
from lms.seminars.queries.occasions import occasion_of, reader_of
from lms.seminars.registration import Reason, Registration, RegistrationState
from lms.seminars.seminar import Seminar
from lms.seminars.window import why_not_cancel

CANCELLED = RegistrationState.CANCELLED


def cancel(
    seminar_id: int, registration_id: int, *, by_id: int | None, by_organizer: bool = False
) -> list[MovedUp]:
    """Give a place, or a turn in the queue, back; says who has moved up for it.

    Cancelling what is cancelled changes nothing. Raises what `why_not_cancel` names, and
    ValueError for a registration of another seminar.
    """
    (seminar,) = lock(Seminar, [seminar_id])
    (registration,) = lock(Registration, [registration_id])
    if registration.seminar_id != seminar.id:
        raise ValueError("the registration belongs to another seminar")
    if registration.state == CANCELLED:
        return []
    at = clock.now()
    refusal = why_not_cancel(seminar, at, by_organizer=by_organizer)
    if refusal is not None:
        raise refusal
    before = registration.state
    registration.state, registration.changed_at = CANCELLED.value, at
    db.session.flush()
    reason = Reason.ORGANIZER if by_organizer else Reason.OWN
    step = take_step(registration_id, before, CANCELLED, by_id=by_id, reason=reason, at=at)
    letters.cancelled(occasion_of(seminar_id), reader_of(registration_id), str(step))
    return move_up(seminar, at)
