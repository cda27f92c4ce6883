"""Checking a password that somebody typed: counted first, then compared, whoever it is."""

import logging
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from flask import request

from lms.accounts import guesses, passwords, queries
from lms.accounts.guesses import Bucket, Limit
from lms.accounts.person import Person
from lms.accounts.queries import Account
from lms.accounts.refusals import WrongPassword
from lms.accounts.user import email_key, username_key
from lms.base import clock
from lms.base.db import transaction
from lms.web.accounts import known_browsers
from lms.web.settings import secret_for

log = logging.getLogger("lms.web")


@dataclass(frozen=True, slots=True)
class RightGuess:
    """An account whose password was typed, and the counts to take back for it."""

    account: Account
    buckets: tuple[Bucket, ...]


def check(login: str, password: str) -> RightGuess:
    """Whose name and password these are; raises TooManyTries or WrongPassword.

    An account that does not exist, is suspended or has another password gives the same answer
    and costs the same time.
    """
    account = queries.account_named(login)
    buckets = _sign_in_buckets(login, account)
    with transaction():
        guesses.count(buckets, clock.now())
    known_hash = account.password_hash if account and account.is_active else None
    if not passwords.matches(known_hash, password) or account is None:
        log.info("sign-in refused")
        raise WrongPassword
    return RightGuess(account, buckets)


def check_own(person: Person, password: str) -> None:
    """A signed-in person types their present password; raises TooManyTries or WrongPassword."""
    buckets = (bucket(guesses.OWN_PASSWORD, str(person.id)),)
    password_hash = queries.account_of(person).password_hash
    with transaction():
        guesses.count(buckets, clock.now())
    if not passwords.matches(password_hash, password):
        raise WrongPassword
    with transaction():
        guesses.refund(buckets, clock.now())


def bucket(limit: Limit, *parts: str) -> Bucket:
    """A count of this installation."""
    return guesses.bucket(limit, secret_for("throttle"), *parts)


def place() -> str:
    """The network address that asks; of an IPv6 address the half that belongs to one customer."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False))
    return str(address)


def _sign_in_buckets(login: str, account: Account | None) -> tuple[Bucket, ...]:
    """What a try to sign in counts for: a known browser alone, or account and place."""
    name = email_key(login) if "@" in login else username_key(login)
    who = str(account.id) if account else f"nobody {name}"
    mark = known_browsers.mark_of(account.id if account else 0)
    if mark is not None:
        return (bucket(guesses.KNOWN_BROWSER, mark),)
    return (
        bucket(guesses.ACCOUNT_FROM_PLACE, who, place()),
        bucket(guesses.ACCOUNT, who),
        bucket(guesses.PLACE, place()),
    )
