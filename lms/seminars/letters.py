"""The letters about seminars: one function each, in the reader's language, without other names."""

from collections.abc import Callable

from lms.base.i18n import say_day, speaking
from lms.mail.letter import compose
from lms.mail.outbox import post
from lms.seminars.occasion import Occasion, Reader
from lms.seminars.times import say_hours, say_moscow_hours

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


def _send(template: str, occasion: Occasion, reader: Reader, event: str, **more: object) -> None:
    """Write and post, unless there is no address; `event` is told once to one reader."""
    if not reader.address:
        return
    with speaking(reader.locale):
        words = _words(occasion, reader)
    letter = compose(f"seminars/{template}", reader.locale, **words, **more)
    kind = f"seminars.{template}"
    post(
        letter,
        kind=kind,
        dedupe_key=f"{kind}.{event}",
        address=reader.address,
        user_id=reader.user_id,
        locale=reader.locale,
    )


def _words(occasion: Occasion, reader: Reader) -> dict[str, object]:
    """What every letter says of the seminar, in the language spoken now."""
    zone = occasion.zone
    return {
        "title": occasion.title_in(reader.locale),
        "city": occasion.city_in(reader.locale),
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
        "has_account": reader.user_id is not None,
    }
