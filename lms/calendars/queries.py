"""Finding calendar addresses: one's own, or the one a secret opens."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from lms.accounts.person import Person
from lms.accounts.user import User
from lms.base.db import db
from lms.base.errors import NotFound
from lms.base.prepared import Prepared
from lms.calendars.feed import CalendarFeed

_feeds, _users = CalendarFeed.__table__, User.__table__

# Programs ask every hour or more often: tables instead of nouns, and the statement is built once.
_OPEN_FEED = Prepared(
    select(_feeds.c.id, _feeds.c.user_id, _feeds.c.locale)
    .join(_users, _users.c.id == _feeds.c.user_id)
    .where(
        _feeds.c.token_digest == bindparam("token_digest"),
        _feeds.c.revoked_at.is_(None),
        _users.c.suspended_at.is_(None),
    )
)


@dataclass(frozen=True, slots=True)
class OpenFeed:
    """Whose diary a secret opens, and the language it is written in."""

    id: int
    user_id: int
    locale: str


def feeds_of(person: Person) -> list[CalendarFeed]:
    """The addresses a person has and has not revoked, oldest first."""
    query = select(CalendarFeed).where(
        CalendarFeed.user_id == person.id, CalendarFeed.revoked_at.is_(None)
    )
    return list(db.session.scalars(query.order_by(CalendarFeed.id)))


def own_feed(person: Person, feed_id: int) -> CalendarFeed:
    """One of the person's addresses; raises NotFound."""
    feed = db.session.scalar(
        select(CalendarFeed).where(CalendarFeed.id == feed_id, CalendarFeed.user_id == person.id)
    )
    if feed is None:
        raise NotFound
    return feed


def feed_by_digest(token_digest: str) -> CalendarFeed | None:
    """The feed of a secret, whoever's and in whatever state."""
    return db.session.scalar(select(CalendarFeed).where(CalendarFeed.token_digest == token_digest))


def open_feed(token_digest: str) -> OpenFeed:
    """The feed a secret opens; raises NotFound when it is revoked or its owner's account sleeps."""
    rows = _OPEN_FEED(token_digest=token_digest)
    if not rows:
        raise NotFound
    (row,) = rows
    return OpenFeed(row.id, row.user_id, row.locale)
