"""Somebody new who is in the legal course already."""

from lms.accounts.person import Person
from lms.base import clock
from lms.base.db import transaction
from lms.learning.operations.enrolling import enrol
from tests import cast
from tests.journeys import paper
from tests.journeys.stage import Stage, part


def join(stage: Stage, locale: str) -> str:
    """A new account in the course; the username."""
    one = part(cast.BORIS, locale)
    username = f"{one.username}.{len(stage.ids)}"
    person_id = stage.join(cast.Part(username, one.display_name, locale))
    with stage.app.app_context(), transaction():
        person = Person(person_id, username, one.display_name, locale, session_id=0)
        enrol(person, paper.COURSE, clock.now())
    return username


def newest(stage: Stage) -> int:
    """The one who has joined last."""
    return list(stage.ids.values())[-1]
