"""The address of an account: it is the account's only once its holder has said so."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms.accounts import letters
from lms.accounts.operations import sessions, tokens
from lms.accounts.person import Person
from lms.accounts.refusals import EmailTaken
from lms.accounts.token import CONFIRMATION, REGRET, Purpose
from lms.accounts.user import User
from lms.base.db import db, lock
from lms.base.tokens import fresh_token


def ask(user: User, address: str, at: datetime) -> None:
    """Write to an address somebody gave; until it is confirmed it belongs to nobody.

    A letter goes out in any case: to an address that has an account already it says so. Whoever
    gave the address sees no difference, in what is answered and in what it costs.
    """
    token = fresh_token()
    taken = db.session.scalar(select(User.id).where(User.email == address))
    tokens.issue(user, Purpose.CONFIRM_EMAIL, token, at, CONFIRMATION, address)
    write = letters.confirm_email if taken is None else letters.address_in_use
    write(user, address, token)


def confirm(token_digest: str, at: datetime) -> None:
    """The holder of an address confirms it; raises DeadLink or EmailTaken.

    The address before is told and may be taken back for 72 hours.
    """
    token, user = tokens.spend(token_digest, Purpose.CONFIRM_EMAIL, at)
    _replace(user, token.email, at)


def remove(person: Person, at: datetime) -> None:
    """The account has no address any more; the one it had is told."""
    (user,) = lock(User, [person.id])
    _replace(user, None, at)


def restore(token_digest: str, at: datetime) -> None:
    """The address before comes back, and all devices are signed out; raises DeadLink, EmailTaken.

    Whoever took the account may have changed its address again: secrets given out since are dead,
    so that this cannot be undone by them. A new password is asked for by letter.
    """
    token, user = tokens.spend(token_digest, Purpose.RESTORE_EMAIL, at)
    user.email = token.email
    _flush()
    tokens.kill_later(token, at)
    sessions.end_all(user.id, at)


def _replace(user: User, address: str | None, at: datetime) -> None:
    """Put another address, or none, in the place of the present one."""
    before, user.email = user.email, address
    _flush()
    if before is not None and before != address:
        token = fresh_token()
        tokens.issue(user, Purpose.RESTORE_EMAIL, token, at, REGRET, before)
        letters.email_changed(user, before, token)


def _flush() -> None:
    try:
        db.session.flush()
    except IntegrityError as error:
        raise EmailTaken from error
