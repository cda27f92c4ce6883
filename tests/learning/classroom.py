"""Learners at work: short ways to enrol, start, answer and hand in, in tests."""

from collections.abc import Iterable, Mapping

from lms.accounts.person import Person
from lms.accounts.user import User
from lms.base import clock
from lms.base.db import transaction
from lms.base.tokens import fresh_key
from lms.learning.operations.answering import Saved, Sending, save
from lms.learning.operations.completing import mark_read
from lms.learning.operations.enrolling import enrol
from lms.learning.operations.finishing import submit
from lms.learning.operations.trying import start
from lms.learning.queries.places import Place, place_of
from tests.catalogue.bundles import KEY


def person(user: User) -> Person:
    """Give the user as a person who asks."""
    return Person(user.id, user.username, user.display_name, user.locale, 0)


def sit(user: User, course: str = KEY) -> Place:
    """Enrol the user and give their place."""
    with transaction():
        enrol(person(user), course, clock.now())
    return place(user, course)


def place(user: User, course: str = KEY) -> Place:
    """Give the place of a user who is in the course."""
    found = place_of(user.id, course)
    assert found is not None
    return found


def read(user: User, *paths: str, course: str = KEY) -> list[bool]:
    """Mark lessons as read; tells for each whether the course became complete."""
    told = []
    for path in paths:
        here = place(user, course)
        with transaction():
            told.append(mark_read(here, *path.split("/"), clock.now()))
    return told


def begin(user: User, quiz: str = "start/check", number: int | None = None) -> str:
    """Start an attempt and give its key."""
    here = place(user)
    with transaction():
        return start(here, *quiz.split("/"), clock.now(), number).key


def answer(
    user: User,
    key: str,
    question: str,
    values: Iterable[str],
    base: Iterable[str] = (),
    op_id: str | None = None,
) -> Saved:
    """Save one answer."""
    sending = Sending(question, {"answer": list(values)}, op_id or fresh_key(), list(base))
    person_id = user.id
    with transaction():
        return save(person_id, key, sending, clock.now())


def answer_all(user: User, key: str, answers: Mapping[str, Iterable[str]]) -> None:
    """Save an answer to each question."""
    for question, values in answers.items():
        answer(user, key, question, values)


def hand_in(user: User, key: str) -> tuple[str, str | None, bool | None]:
    """Hand in and give state, percentage and whether it was enough."""
    person_id = user.id
    with transaction():
        attempt = submit(person_id, key, clock.now())
        return attempt.state, str(attempt.percent), attempt.passed
