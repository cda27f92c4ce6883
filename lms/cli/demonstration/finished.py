"""Learners of the demo who have finished: what was missing set by hand, and a certificate."""

from datetime import datetime, timedelta

from sqlalchemy import select

from lms.accounts.user import User
from lms.base.db import db
from lms.cli.demonstration.learning import walk
from lms.cli.demonstration.people import COURSES, as_person
from lms.courseware.completion import counted_items
from lms.credentials.certificate import Certificate, Tongue
from lms.credentials.operations import confirm, open_up
from lms.learning.operations.completing import set_by_hand
from lms.learning.operations.enrolling import enrol
from lms.learning.operations.ledger import Hand
from lms.learning.queries.places import place_of

NAMES = {"raisa": "Раиса Вымышленная", "roman": None}  # as printed; None: not said yet
REASON = "Done on paper at the seminar (invented)."


def finish(users: dict[str, User], at: datetime) -> None:
    """Let two learners finish the first course; one of them has said which name to print."""
    for username, name in NAMES.items():
        user = users[username]
        enrol(as_person(user), COURSES[0], at - timedelta(days=30))
        _finish(user, users["anna"], at - timedelta(days=3))
        key = db.session.scalar(select(Certificate.key).where(Certificate.user_id == user.id))
        if key is not None and name:
            confirm(user.id, key, name, Tongue.BOTH, at - timedelta(days=2))
            open_up(user.id, key, name_is_shown=True, is_listed=True)


def _finish(user: User, trainer: User, at: datetime) -> None:
    """Do everything; what is still missing then, the trainer sets by hand."""
    place = place_of(user.id, COURSES[0])
    if place is None:
        return
    items = counted_items(place.syllabus)
    walk(user, COURSES[0], len(place.syllabus.items), at - timedelta(days=20), timedelta(hours=9))
    for item in items:
        set_by_hand(place.enrolment_id, item.path, at, Hand(trainer.id, REASON))
