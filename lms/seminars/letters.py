"""The letters about seminars: one function each, in the reader's language, without other names."""

from collections.abc import Callable
from functools import lru_cache

from lms.base.i18n import say_day, speaking
from lms.mail.letter import Letter, compose, site
from lms.mail.outbox import post
from lms.seminars.occasion import Occasion, Reader
from lms.seminars.times import say_hours, say_moscow_hours

MOST_KEPT = 1024
ForOne = Callable[[Occasion, Reader, str], None]


def registered(occasion: Occasion, reader: Reader, event: str) -> None:
    """You have a place."""
    _send("registered", occasion, reader, event)


def queued(occasion: Occasion, reader: Reader, event: str, *, position: int) -> None:
    """All places are taken; you stand in the queue at `position`, counted from 1."""
    _send("queued", occasion, reader, event, position=position)


def moved_up(occasion: Occasion, reader: Reader, event: str) -> None:
    """A place became free and is yours."""
    _send("moved-up", occasion, reader, event)


def cancelled(occasion: Occasion, reader: Reader, event: str) -> None:
    """Your registration was cancelled."""
    _send("cancelled", occasion, reader, event)


def seminar_cancelled(occasion: Occasion, reader: Reader, event: str) -> None:
    """The whole seminar will not be held."""
    _send("seminar-cancelled", occasion, reader, event)


def seminar_changed(occasion: Occasion, reader: Reader, event: str) -> None:
    """Time, venue or city are different now."""
    _send("seminar-changed", occasion, reader, event)


def call_by_telephone(occasion: Occasion, organizer: Reader, event: str) -> None:
    """To the organizer: somebody without an e-mail address has moved up and must be told."""
    _send("call-by-telephone", occasion, organizer, event)


@lru_cache(MOST_KEPT)
def _written(
    site: str,
    template: str,
    occasion: Occasion,
    locale: str,
    *,
    has_account: bool,
    position: int | None,
) -> Letter:
    """The letter; whoever hears the same of the same seminar gets the same one."""
    del site  # stands in the letter
    with speaking(locale):
        words = _words(occasion, locale)
    return compose(
        f"seminars/{template}", locale, **words, has_account=has_account, position=position
    )


def _send(
    template: str, occasion: Occasion, reader: Reader, event: str, *, position: int | None = None
) -> None:
    """Write and post, unless there is no address; `event` is told once to one reader."""
    if not reader.address:
        return
    has_account = reader.user_id is not None
    letter = _written(
        site(), template, occasion, reader.locale, has_account=has_account, position=position
    )
    kind = f"seminars.{template}"
    post(
        letter,
        kind=kind,
        dedupe_key=f"{kind}.{event}",
        address=reader.address,
        user_id=reader.user_id,
        locale=reader.locale,
    )


def _words(occasion: Occasion, locale: str) -> dict[str, object]:
    """What every letter says of the seminar, in the language spoken now."""
    zone = occasion.zone
    return {
        "title": occasion.title_in(locale),
        "city": occasion.city_in(locale),
        "slug": occasion.slug,
        "venue": occasion.venue_name,
        "address": occasion.venue_address,
        "first_day": say_day(occasion.days[0][0], zone),
        "days": [
            {
                "day": say_day(starts_at, zone),
                "hours": say_hours(starts_at, ends_at, zone),
                "moscow": say_moscow_hours(starts_at, ends_at, zone),
            }
            for starts_at, ends_at in occasion.days
        ],
    }
