"""A whole calendar (VCALENDAR): zones, then entries, joined from ready bytes.

A calendar to subscribe to has a name and says how often to come back; one that is downloaded
once has neither, because a name makes Outlook open a new calendar for it.
"""

from collections.abc import Collection, Sequence
from contextlib import suppress

from lms.base.i18n import speaking
from lms.calendars.entries import entry
from lms.calendars.lines import one_line, plain, text
from lms.calendars.zones import ZoneNotUnderstood, vtimezone
from lms.seminars.queries import CalendarSession

PRODID = "-//Leader trainings//Seminars//EN"
AN_HOUR = "PT1H"
COLOUR = "teal"
APPLE_COLOUR = "#0F5E63"
ALWAYS_THERE = "Europe/Moscow"  # an empty calendar still has a component, as the grammar wants
END = b"END:VCALENDAR\r\n"


def subscription(
    days: Sequence[CalendarSession],
    *,
    name: str,
    locale: str,
    base_url: str,
    private: bool,
    year: int,
) -> bytes:
    """A calendar that programs come back for; the same input gives the same bytes anywhere."""
    zones = _zones(days, year, ALWAYS_THERE)
    entries = _entries(days, locale, base_url, zones.keys(), private=private)
    return b"".join([_head(), _name(name), *zones.values(), *entries, END])


def download(days: Sequence[CalendarSession], *, locale: str, base_url: str, year: int) -> bytes:
    """The days of one seminar, to be put into one's own calendar once."""
    zones = _zones(days, year)
    entries = _entries(days, locale, base_url, zones.keys(), private=False)
    return b"".join([_head(), *zones.values(), *entries, END])


def _entries(
    days: Sequence[CalendarSession],
    locale: str,
    base_url: str,
    zones: Collection[str],
    *,
    private: bool,
) -> list[bytes]:
    """The days in the order given, in one language."""
    with speaking(locale):
        return [
            entry(day, locale, base_url, private=private, told_zone=day.zone in zones)
            for day in days
        ]


def _zones(days: Sequence[CalendarSession], year: int, *always: str) -> dict[str, bytes]:
    """Each zone that is used and can be told, once, in the order of the alphabet.

    A law may change any zone; a city whose clocks no program would read right from a VTIMEZONE
    has its times in UTC instead.
    """
    told = {}
    for zone in sorted({day.zone for day in days}.union(always)):
        with suppress(ZoneNotUnderstood):
            told[zone] = vtimezone(zone, year)
    return told


def _head() -> bytes:
    """What every calendar begins with."""
    return b"".join(
        (
            b"BEGIN:VCALENDAR\r\n",
            plain("VERSION", "2.0"),
            plain("PRODID", PRODID),
            plain("CALSCALE", "GREGORIAN"),
        )
    )


def _name(name: str) -> bytes:
    """What a subscription adds (RFC 7986 sections 5.1 and 5.7, and what older programs read)."""
    return b"".join(
        (
            text("NAME", one_line(name)),
            text("X-WR-CALNAME", one_line(name)),
            plain("REFRESH-INTERVAL;VALUE=DURATION", AN_HOUR),
            plain("X-PUBLISHED-TTL", AN_HOUR),
            plain("COLOR", COLOUR),
            plain("X-APPLE-CALENDAR-COLOR", APPLE_COLOUR),
        )
    )
