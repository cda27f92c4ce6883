"""Forgotten passwords and usernames; nobody who asks can tell whether there is such an account."""

from datetime import datetime

from sqlalchemy import delete, select

from lms.accounts import letters, queries
from lms.accounts.operations import sessions, tokens
from lms.accounts.token import BY_HAND, BY_LETTER, AccountToken, Purpose
from lms.accounts.user import User
from lms.base.db import db, lock
from lms.base.tokens import digest, fresh_key, fresh_token
from lms.mail.message import OutboxMessage

NOWHERE = "nobody@invalid.invalid"


def forgotten_password(login: str, locale: str, at: datetime) -> None:
    """Write to whoever signs in with this name or address, if that account has an address."""
    user, token = queries.user_named(login), fresh_token()
    if user is None or not user.is_active or user.email is None:
        letters.reset_password(_nobody(locale), NOWHERE, token)
        _throw_away(f"reset-password:{digest(token)}")
        return
    tokens.issue(user, Purpose.RESET_PASSWORD, token, at, BY_LETTER)
    letters.reset_password(user, user.email, token)
    db.session.flush()


def forgotten_username(email: str, locale: str) -> None:
    """Write the username to this address, if it is an account's."""
    user, wish = queries.user_with_email(email), fresh_key()
    if user is None or not user.is_active or user.email is None:
        letters.forgotten_username(_nobody(locale), NOWHERE, wish)
        _throw_away(f"forgotten-username:{wish}")
        return
    letters.forgotten_username(user, user.email, wish)
    _throw_away(f"forgotten-username:{fresh_key()}")  # nothing, at the same cost


def _nobody(locale: str) -> User:
    """A stand-in that is never stored: a letter to nobody costs as much as one to somebody."""
    return User(username="nobody", locale=locale)


def _throw_away(dedupe_key: str) -> None:
    """The letter to nobody is written and thrown away: the same work, and no letter."""
    db.session.flush()
    db.session.execute(delete(OutboxMessage).where(OutboxMessage.dedupe_key == dedupe_key))


def issue_by_hand(user_id: int, token: str, at: datetime) -> None:
    """An administrator gives a person a one-time address; the same secret again changes nothing."""
    (user,) = lock(User, [user_id])
    known = select(AccountToken.id).where(AccountToken.token_digest == digest(token))
    if db.session.scalar(known) is None:
        tokens.issue(user, Purpose.RESET_PASSWORD, token, at, BY_HAND)


def reset(token_digest: str, password_hash: str, at: datetime) -> User:
    """Take the new password and sign out everywhere; raises DeadLink the second time.

    Every other secret of the account was bound to the old password and is dead with it.
    """
    _, user = tokens.spend(token_digest, Purpose.RESET_PASSWORD, at)
    user.password_hash = password_hash
    sessions.end_all(user.id, at)
    if user.email:
        letters.password_changed(user, user.email, fresh_key())
    return user
