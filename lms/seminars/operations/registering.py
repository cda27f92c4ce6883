"""The one door to a place: whoever registers whomever, it is counted here, under the lock.

First the seminar's row is held, then places are counted in SQL, then a place or a turn in the
queue is given.
"""

from dataclasses import replace
from datetime import datetime

from lms.accounts.user import email_key
from lms.base import clock
from lms.base.insertion import insert_row
from lms.base.tokens import fresh_key
from lms.seminars import letters
from lms.seminars.operations.queue import move_up
from lms.seminars.operations.steps import take_step
from lms.seminars.participant import Participant, Place
from lms.seminars.queries.door import Held, Known, hold, know
from lms.seminars.refusals import AlreadyRegistered, NobodyNamed
from lms.seminars.registration import Reason, Registration, RegistrationState
from lms.seminars.window import why_not_register

REGISTERED, WAITING = RegistrationState.REGISTERED, RegistrationState.WAITING


def register(
    seminar_id: int,
    participant: Participant,
    *,
    by_id: int | None,
    op_id: str,
    by_organizer: bool = False,
) -> Place:
    """Give a place, or a turn in the queue when there is none: the only function that does.

    `op_id` names the form that was sent: a repeat by the same person answers with the first
    result. Coming back after cancelling makes a new registration; in calendars the days keep
    their identity all the same, because it belongs to the days. Raises what `why_not_register`
    names, AlreadyRegistered and NobodyNamed.
    """
    participant = _tidy(participant)
    operation = f"{seminar_id}.{by_id or 0}.{op_id}"
    hold(seminar_id)
    known = know(seminar_id, participant, operation)
    seminar = known.seminar
    if known.earlier is not None:
        return known.earlier
    at = clock.now()
    refusal = why_not_register(seminar, at, by_organizer=by_organizer)
    if refusal is not None:
        raise refusal
    if known.is_on_the_list:
        raise AlreadyRegistered
    place = _give(seminar, participant, known, operation, at)
    reason = Reason.ORGANIZER if by_organizer else Reason.OWN
    step = take_step(place.registration_id, "", place.state, by_id=by_id, reason=reason, at=at)
    _tell(known, place, str(step))
    if place.state is WAITING and known.registered < seminar.capacity:
        move_up(seminar, at)
    return place


def _tidy(participant: Participant) -> Participant:
    """An account needs nothing else; a person without one needs a name (raises NobodyNamed)."""
    if participant.user_id is not None:
        return Participant(participant.user_id, locale=participant.locale)
    if not participant.name:
        raise NobodyNamed
    email = email_key(participant.email) if participant.email else None
    return replace(participant, email=email, phone=participant.phone or None)


def _give(
    seminar: Held, participant: Participant, known: Known, operation: str, at: datetime
) -> Place:
    """Write the registration: a place while there is one and nobody waits, else a turn.

    The turn is never earlier than the last one given, even if the clock was set back meanwhile.
    """
    queue_moves = at < seminar.starts_at
    has_place = known.registered < seminar.capacity and not (known.waiting and queue_moves)
    state = REGISTERED if has_place else WAITING
    key = fresh_key()
    number = insert_row(
        Registration,
        key=key,
        op_id=operation,
        seminar_id=seminar.id,
        user_id=participant.user_id,
        name=participant.name,
        contact_email=participant.email,
        contact_phone=participant.phone,
        locale=known.reader.locale,
        state=state.value,
        queued_at=max(at, known.last_queued_at or at),
        changed_at=at,
    )
    return Place(number, key, state, None if has_place else known.waiting + 1)


def _tell(known: Known, place: Place, event: str) -> None:
    """Write to the participant what they have got."""
    if place.position is None:
        letters.registered(known.occasion, known.reader, event)
    else:
        letters.queued(known.occasion, known.reader, event, position=place.position)
