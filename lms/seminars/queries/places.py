"""Counting places in SQL: a place is counted where it is needed, never stored."""

from sqlalchemy import ScalarSelect, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from lms.seminars.registration import Registration, RegistrationState

SeminarId = InstrumentedAttribute[int]


def count_in(state: RegistrationState, seminar_id: SeminarId) -> ScalarSelect[int]:
    """How many registrations of the seminar of the enclosing statement are in this state."""
    counted = aliased(Registration)
    return (
        select(func.count(counted.id))
        .where(counted.seminar_id == seminar_id, counted.state == state.value)
        .correlate(seminar_id.class_)
        .scalar_subquery()
    )


def position_of(registration: type[Registration]) -> ScalarSelect[int]:
    """The turn in the queue, counted from 1, of a waiting registration of the statement around."""
    before = aliased(Registration)
    return (
        select(func.count(before.id))
        .where(
            before.seminar_id == registration.seminar_id,
            before.state == RegistrationState.WAITING.value,
            or_(
                before.queued_at < registration.queued_at,
                and_(before.queued_at == registration.queued_at, before.id <= registration.id),
            ),
        )
        .correlate(registration)
        .scalar_subquery()
    )
