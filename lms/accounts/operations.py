"""What people do with accounts that touches more than one noun."""

from lms.accounts.person import Person
from lms.accounts.user import User
from lms.base.db import db


def speak(person: Person, locale: str) -> None:
    """Write down the language a person wants to be spoken to in."""
    user = db.session.get_one(User, person.id)
    user.locale = locale
