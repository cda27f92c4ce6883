"""Who wants a place, and what came of it."""

from dataclasses import dataclass

from lms.seminars.registration import RegistrationState


@dataclass(frozen=True, slots=True)
class Participant:
    """Who comes: an account by its id, or a person known by name only, with or without address."""

    user_id: int | None = None
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    locale: str = "en"


@dataclass(frozen=True, slots=True)
class Place:
    """What registering came to; `position` is the turn in the queue, counted from 1.

    `repeated` says that the same form had been sent before and this is its first result.
    """

    registration_id: int
    key: str
    state: RegistrationState
    position: int | None = None
    repeated: bool = False
