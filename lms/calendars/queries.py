"""Finding calendar addresses: one's own, or the one a secret opens."""

from dataclasses import dataclass

from sqlalchemy import select

from lms.accounts.person import Person
from lms.accounts.user import User
from lms.base.db import db
from lms.base.errors import NotFound
from lms.calendars.feed import CalendarFeed


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
    row = db.session.execute(
        select(CalendarFeed.id, CalendarFeed.user_id, CalendarFeed.locale)
        .join(User, User.id == CalendarFeed.user_id)
        .where(
            CalendarFeed.token_digest == token_digest,
            CalendarFeed.revoked_at.is_(None),
            User.suspended_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        raise NotFound
    return OpenFeed(row.id, row.user_id, row.locale)
