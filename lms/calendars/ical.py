"""A whole calendar (VCALENDAR): zones, then entries, joined from ready bytes.

A calendar to subscribe to has a name and says how often to come back; one that is downloaded
once has neither, because a name makes Outlook open a new calendar for it.
"""

from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache

from icalendar import Calendar, vDuration

from lms.calendars.entries import clean, entry
from lms.calendars.zones import vtimezone
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
    entries = [entry(day, locale, base_url, private=private) for day in days]
    return b"".join([_named_head(clean(name)), *_zones(days, year), *entries, END])


def download(days: Sequence[CalendarSession], *, locale: str, base_url: str, year: int) -> bytes:
    """The days of one seminar, to be put into one's own calendar once."""
    entries = [entry(day, locale, base_url, private=False) for day in days]
    return b"".join([_head(), *_zones(days, year, always=()), *entries, END])


def _zones(
    days: Sequence[CalendarSession], year: int, always: tuple[str, ...] = (ALWAYS_THERE,)
) -> list[bytes]:
    """Each zone that is used, once, in the order of the alphabet."""
    return [vtimezone(zone, year) for zone in sorted({day.zone for day in days}.union(always))]


def _calendar() -> Calendar:
    """What every calendar begins with."""
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODID)
    calendar.add("CALSCALE", "GREGORIAN")
    return calendar


@lru_cache(maxsize=1)
def _head() -> bytes:
    """The head of a download."""
    content: bytes = _calendar().to_ical()
    return content.removesuffix(END)


@lru_cache(maxsize=512)
def _named_head(name: str) -> bytes:
    """The head of a subscription (RFC 7986 sections 5.1 and 5.7, and what older programs read)."""
    calendar = _calendar()
    calendar.add("NAME", name)
    calendar.add("X-WR-CALNAME", name)
    calendar.add(
        "REFRESH-INTERVAL", vDuration(timedelta(hours=1)), parameters={"VALUE": "DURATION"}
    )
    calendar.add("X-PUBLISHED-TTL", AN_HOUR)
    calendar.add("COLOR", COLOUR)
    calendar.add("X-APPLE-CALENDAR-COLOR", APPLE_COLOUR)
    content: bytes = calendar.to_ical()
    return content.removesuffix(END)
