"""People who have finished the small course, in tests."""

from sqlalchemy import select

from lms.accounts.user import User
from lms.base import clock
from lms.base.db import db, transaction
from lms.credentials.certificate import Certificate, Tongue
from lms.credentials.operations import confirm, open_up
from tests.learning.classroom import read, sit
from tests.learning.ruled import published

SHORT = "completion:\n  - all: [end]"


def finish(user: User) -> Certificate:
    """Let somebody finish the course by its last lesson; gives the certificate of that moment."""
    sit(user)
    read(user, "end/last")
    return certificate_of(user)


def short_course(**lines: str) -> None:
    """Publish the course that is finished by its last lesson."""
    published(**{"completion": SHORT, **lines})


def certificate_of(user: User) -> Certificate:
    """Give the one certificate of a person."""
    return db.session.scalars(select(Certificate).where(Certificate.user_id == user.id)).one()


def named(
    user: User,
    name: str = "Boris Borisovich",
    tongue: Tongue = Tongue.ENGLISH,
    *,
    shown: bool = False,
    listed: bool = False,
) -> Certificate:
    """Confirm the name to print."""
    user_id, key = user.id, certificate_of(user).key
    with transaction():
        confirm(user_id, key, name, tongue, clock.now())
        open_up(user_id, key, name_is_shown=shown, is_listed=listed)
    return certificate_of(user)
