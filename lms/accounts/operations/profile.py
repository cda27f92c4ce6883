"""How a person is called and spoken to, and the password they sign in with."""

from datetime import datetime

from lms.accounts import letters
from lms.accounts.names import clean
from lms.accounts.operations import sessions
from lms.accounts.person import Person
from lms.accounts.user import User
from lms.base.db import db, lock
from lms.base.tokens import fresh_key


def speak(person: Person, locale: str) -> None:
    """Write down the language a person wants to be spoken to in."""
    user = db.session.get_one(User, person.id)
    user.locale = locale


def introduce(person: Person, display_name: str, locale: str) -> None:
    """Write down the name others see (the username when it is left empty) and the language."""
    user = db.session.get_one(User, person.id)
    user.display_name = clean(display_name) or user.username
    user.locale = locale


def change_password(person: Person, password_hash: str, at: datetime) -> None:
    """Take the new password, sign out everywhere else and tell the person's address."""
    (user,) = lock(User, [person.id])
    user.password_hash = password_hash
    sessions.end_others(user.id, person.session_id, at)
    if user.email:
        letters.password_changed(user, user.email, fresh_key())


def strengthen(user_id: int, password_hash: str) -> None:
    """Keep the same password under the stronger settings of today."""
    db.session.get_one(User, user_id).password_hash = password_hash
