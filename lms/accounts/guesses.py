"""Counting guesses: how often a thing may be tried before it has to wait.

The counts live in the database, so that they hold across worker processes, and each is one
atomic statement, so that they hold under parallel tries. Who tried is kept as a keyed digest only.
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, delete, func, select, update

from lms.accounts.refusals import TooManyTries
from lms.accounts.throttle import Throttle
from lms.base.db import db
from lms.base.insertion import insert_into


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries in a window that begins with the first of them."""

    kind: str
    tries: int
    window: timedelta


# Signing in. A browser that has signed in to the account before has a count of its own, so that
# nobody can lock a person out by guessing at their account (OWASP: device cookies).
ACCOUNT_FROM_PLACE = Limit("sign-in: account from place", 5, timedelta(minutes=15))
ACCOUNT = Limit("sign-in: account", 20, timedelta(days=1))
PLACE = Limit("sign-in: place", 30, timedelta(hours=1))
KNOWN_BROWSER = Limit("sign-in: known browser", 10, timedelta(minutes=15))

# Whole training rooms share one network address.
SIGN_UPS = Limit("sign-up: place", 60, timedelta(hours=1))
OWN_PASSWORD = Limit("own password", 10, timedelta(hours=1))
LETTER_WISHES = Limit("letters: place", 30, timedelta(hours=1))
LETTERS = Limit("letters: address", 4, timedelta(hours=1))
CODES = Limit("certificates: place", 30, timedelta(hours=1))

_SWEEP = 200  # rows that are over, taken away at once


@dataclass(frozen=True, slots=True)
class Bucket:
    """One count: a limit and, as a keyed digest, who or what it counts."""

    limit: Limit
    digest: str


def bucket(limit: Limit, key: bytes, *parts: str) -> Bucket:
    """The count for these parts; without the key nobody can tell whom it is about."""
    text = "\0".join((limit.kind, *parts)).encode()
    return Bucket(limit, hmac.new(key, text, "sha256").hexdigest())


def count(buckets: Sequence[Bucket], at: datetime) -> None:
    """Count one try in each, in this order, or raise TooManyTries; then the try must not happen.

    The exception must leave the transaction, which takes back what was counted.
    """
    for one in buckets:
        tries, window_ends_at = _add(one, at)
        if tries > one.limit.tries:
            raise TooManyTries(window_ends_at - at)


def is_within(one: Bucket, at: datetime) -> bool:
    """Count one try and say whether it may happen, where a refusal would tell too much."""
    tries, _ = _add(one, at)
    return tries <= one.limit.tries


def refuse_if_spent(one: Bucket, at: datetime) -> None:
    """Raise TooManyTries where the limit is reached already; reads only, counts nothing."""
    ends_at = db.session.scalar(
        select(Throttle.window_ends_at).where(
            Throttle.bucket == one.digest,
            Throttle.tries >= one.limit.tries,
            Throttle.window_ends_at > at,
        )
    )
    if ends_at is not None:
        raise TooManyTries(ends_at - at)


def refund(buckets: Sequence[Bucket], at: datetime) -> None:
    """A right answer was no guess: take it back, and sweep away some counts that are over."""
    for one in buckets:
        db.session.execute(
            update(Throttle)
            .where(Throttle.bucket == one.digest, Throttle.tries > 0)
            .values(tries=Throttle.tries - 1)
        )
    over = select(Throttle.id).where(Throttle.window_ends_at <= at).limit(_SWEEP)
    db.session.execute(
        delete(Throttle).where(Throttle.id.in_(over.with_for_update(skip_locked=True)))
    )


def _add(one: Bucket, at: datetime) -> tuple[int, datetime]:
    """One more try: how many there are now in the window, and when it ends. One statement."""
    ends_at = at + one.limit.window
    over = Throttle.window_ends_at <= at
    more = func.least if db.engine.dialect.name == "postgresql" else func.min
    insert = insert_into(Throttle)
    statement = insert.values(bucket=one.digest, window_ends_at=ends_at, tries=1)
    added = db.session.execute(
        statement.on_conflict_do_update(
            index_elements=[Throttle.bucket],
            set_={
                "tries": case((over, 1), else_=more(Throttle.tries + 1, one.limit.tries + 1)),
                "window_ends_at": case((over, ends_at), else_=Throttle.window_ends_at),
            },
        ).returning(Throttle.tries, Throttle.window_ends_at)
    ).one()
    return added.tries, added.window_ends_at
