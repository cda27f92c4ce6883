"""Whether the list of a seminar may still change: the page and the door ask the same."""

from datetime import datetime
from typing import Protocol

from lms.base.errors import Refusal
from lms.seminars.refusals import (
    RegistrationClosed,
    RegistrationNotOpen,
    SeminarBegun,
    SeminarCancelled,
    SeminarOver,
)


class Timed(Protocol):
    """What there is to know of a seminar: the stored noun, or what a hot way reads of it."""

    @property
    def cancelled_at(self) -> datetime | None: ...  # noqa: D102
    @property
    def starts_at(self) -> datetime: ...  # noqa: D102
    @property
    def ends_at(self) -> datetime: ...  # noqa: D102
    @property
    def registration_opens_at(self) -> datetime: ...  # noqa: D102
    @property
    def registration_closes_at(self) -> datetime: ...  # noqa: D102


def why_not_register(seminar: Timed, at: datetime, *, by_organizer: bool = False) -> Refusal | None:
    """Why nobody can be registered at this moment, or None.

    An organizer is not bound to the registration window: people ring before and after it.
    """
    refusal = why_not_cancel(seminar, at, by_organizer=by_organizer)
    if refusal is not None or by_organizer:
        return refusal
    if at < seminar.registration_opens_at:
        return RegistrationNotOpen()
    return RegistrationClosed() if at >= seminar.registration_closes_at else None


def why_not_cancel(seminar: Timed, at: datetime, *, by_organizer: bool = False) -> Refusal | None:
    """Why no registration can be cancelled at this moment, or None."""
    if seminar.cancelled_at is not None:
        return SeminarCancelled()
    if at >= seminar.ends_at:
        return SeminarOver()
    return SeminarBegun() if at >= seminar.starts_at and not by_organizer else None
