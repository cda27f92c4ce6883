"""Making and revoking secret calendar addresses."""

from lms.accounts.person import Person
from lms.base import clock
from lms.base.db import db
from lms.base.errors import NotFound, Refusal
from lms.base.i18n import lazy_gettext
from lms.base.tokens import digest
from lms.calendars import queries
from lms.calendars.feed import CalendarFeed

MOST = 5


class TooManyFeeds(Refusal):
    """Each address is a key to somebody's diary: nobody needs a drawer full of them."""

    text = lazy_gettext(
        "You already have five calendar addresses. Revoke one that you no longer use first."
    )


def open_feed(person: Person, token: str, label: str) -> CalendarFeed:
    """Make a feed of one's own for a secret drawn beforehand; the same secret finds the same feed.

    Raises TooManyFeeds, and NotFound for a secret that is somebody else's or was revoked.
    """
    known = queries.feed_by_digest(digest(token))
    if known is not None:
        if known.user_id != person.id or known.revoked_at is not None:
            raise NotFound
        return known
    if len(queries.feeds_of(person)) >= MOST:
        raise TooManyFeeds
    feed = CalendarFeed(
        user_id=person.id,
        token_digest=digest(token),
        label=label,
        locale=person.locale,
        created_at=clock.now(),
    )
    db.session.add(feed)
    db.session.flush()
    return feed


def revoke(person: Person, feed_id: int) -> CalendarFeed:
    """Close an address for ever, from the next request on; raises NotFound for another's."""
    feed = queries.own_feed(person, feed_id)
    feed.revoked_at = feed.revoked_at or clock.now()
    return feed
