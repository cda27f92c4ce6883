"""One day of a seminar as a calendar entry (VEVENT, RFC 5545 section 3.6.1), made once a change.

Public and private entries of a day share their UID and SEQUENCE. No entry names a person.
"""

import re
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Event, vGeo, vText

from lms.base.i18n import gettext as _
from lms.base.i18n import say_day, say_time, speaking
from lms.seminars.queries import CalendarSession, Standing

MOSCOW = "Europe/Moscow"
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@lru_cache(maxsize=20_000)
def entry(day: CalendarSession, locale: str, base_url: str, *, private: bool) -> bytes:
    """The entry as it is sent; the same day in the same state gives the same bytes anywhere."""
    with speaking(locale):
        content: bytes = _event(day, locale, base_url, private=private).to_ical()
        return content


def _event(day: CalendarSession, locale: str, base_url: str, *, private: bool) -> Event:
    """The entry with its times, place and words, in a fixed order of properties."""
    cancelled = day.standing is Standing.CANCELLED
    zone = ZoneInfo(day.zone)
    address = f"{base_url}/seminars/{day.slug}/"
    event = Event()
    event.add("UID", day.uid)
    event.add("DTSTAMP", day.revised_at)
    event.add("CREATED", day.created_at)
    event.add("LAST-MODIFIED", day.revised_at)
    event.add("SEQUENCE", day.sequence)
    event.add("STATUS", day.standing)
    event.add("TRANSP", "TRANSPARENT" if cancelled else "OPAQUE")
    event.add("DTSTART", day.starts_at.astimezone(zone))
    event.add("DTEND", day.ends_at.astimezone(zone))
    event.add("SUMMARY", clean(summary(day, locale)))
    event.add("LOCATION", clean(f"{day.venue_name}, {day.venue_address}, {day.city_in(locale)}"))
    if day.latitude is not None and day.longitude is not None:
        event["GEO"] = vGeo((round(day.latitude, 6), round(day.longitude, 6)))
    event.add("DESCRIPTION", clean(description(day, locale, address)))
    event.add("URL", address)
    event.add("CLASS", "PRIVATE" if private else "PUBLIC")
    event["CATEGORIES"] = vText(day.kind.upper())
    return event


def summary(day: CalendarSession, locale: str) -> str:
    """«Irkutsk: title (day 1 of 2)», with the state in words for programs that ignore STATUS."""
    text = f"{day.city_in(locale)}: {day.title_in(locale)}"
    if day.days > 1:
        counted = _("day %(number)d of %(days)d", number=day.day, days=day.days)
        text = f"{text} ({counted})"
    if day.standing is Standing.CANCELLED:
        return _("CANCELLED: %(title)s", title=text)
    if day.standing is Standing.TENTATIVE:
        return _("In the queue: %(title)s", title=text)
    return text


def description(day: CalendarSession, locale: str, address: str) -> str:
    """Local and Moscow time in words, which survive every program, then what it is about."""
    lines = [when(day.starts_at, day.ends_at, day.zone, day.city_in(locale))]
    if day.summary_in(locale):
        lines += ["", day.summary_in(locale)]
    return "\n".join([*lines, "", address])


def when(starts_at: datetime, ends_at: datetime, zone: str, city: str) -> str:
    """«Saturday, 5 December 2026, 10:00–18:00 in Irkutsk (05:00–13:00 in Moscow)»."""
    local = _(
        "%(day)s, %(start)s–%(end)s, local time of %(city)s",
        day=say_day(starts_at, zone),
        start=say_time(starts_at, zone),
        end=say_time(ends_at, zone),
        city=city,
    )
    if (
        starts_at.astimezone(ZoneInfo(zone)).utcoffset()
        == starts_at.astimezone(ZoneInfo(MOSCOW)).utcoffset()
    ):
        return local
    moscow = _(
        "Moscow time: %(start)s–%(end)s",
        start=say_time(starts_at, MOSCOW),
        end=say_time(ends_at, MOSCOW),
    )
    return f"{local} ({moscow})"


def clean(text: str) -> str:
    """Without control characters, which the library would let through; line ends stay."""
    return CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
