"""One day of a seminar as a calendar entry (VEVENT, RFC 5545 section 3.6.1), made once a change.

Public and private entries of a day share their UID and SEQUENCE. No entry names a person.
"""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from lms.base.i18n import gettext as _
from lms.base.i18n import say_day, say_time
from lms.calendars.lines import clean, local_moment, moment, one_line, plain, text
from lms.seminars.queries import CalendarSession, Standing

MOSCOW = "Europe/Moscow"


@lru_cache(maxsize=4096)
def entry(
    day: CalendarSession, locale: str, base_url: str, *, private: bool, told_zone: bool = True
) -> bytes:
    """The entry as it is sent; the same day in the same state gives the same bytes anywhere.

    `locale` must be the language spoken now. Without `told_zone` the times are in UTC: the
    calendar has no VTIMEZONE for them.
    """
    cancelled = day.standing is Standing.CANCELLED
    address = f"{base_url}/seminars/{day.slug}/"
    return b"".join(
        (
            b"BEGIN:VEVENT\r\n",
            text("UID", day.uid),
            moment("DTSTAMP", day.revised_at),
            moment("CREATED", day.created_at),
            moment("LAST-MODIFIED", day.revised_at),
            plain("SEQUENCE", str(day.sequence)),
            plain("STATUS", day.standing),
            plain("TRANSP", "TRANSPARENT" if cancelled else "OPAQUE"),
            *_times(day, told=told_zone),
            text("SUMMARY", one_line(summary(day, locale))),
            text("LOCATION", place(day, locale)),
            _geo(day),
            text("DESCRIPTION", clean(description(day, locale, address))),
            plain("URL", address),
            plain("CLASS", "PRIVATE" if private else "PUBLIC"),
            text("CATEGORIES", day.kind.upper()),
            b"END:VEVENT\r\n",
        )
    )


def _times(day: CalendarSession, *, told: bool) -> tuple[bytes, bytes]:
    """Start and end by the clocks of the city; in UTC where a clock would show one of them twice.

    Of such an hour RFC 5545 section 3.3.5 can say only the first.
    """
    zone = ZoneInfo(day.zone)
    start, end = day.starts_at.astimezone(zone), day.ends_at.astimezone(zone)
    if not told or start.fold or end.fold:
        return moment("DTSTART", start), moment("DTEND", end)
    return local_moment("DTSTART", start, day.zone), local_moment("DTEND", end, day.zone)


def _geo(day: CalendarSession) -> bytes:
    """Latitude and longitude in decimal degrees, where the venue has them; about 10 cm exact."""
    if day.latitude is None or day.longitude is None:
        return b""
    return plain("GEO", f"{_degrees(day.latitude)};{_degrees(day.longitude)}")


def _degrees(value: float) -> str:
    """Six decimals without an exponent, which RFC 5545 section 3.3.7 does not know."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def place(day: CalendarSession, locale: str) -> str:
    """«House of Friendship, 5 Lenin Street, Irkutsk»."""
    parts = (day.venue_name, day.venue_address, day.city_in(locale))
    return ", ".join(filter(None, map(one_line, parts)))


def summary(day: CalendarSession, locale: str) -> str:
    """«Irkutsk: title (day 1 of 2)», with the state in words for programs that ignore STATUS."""
    text = f"{day.city_in(locale)}: {day.title_in(locale)}"
    if day.days > 1:
        counted = _("day %(number)d of %(days)d", number=day.day, days=day.days)
        text = f"{text} ({counted})"
    if day.standing is Standing.CANCELLED:
        return _("CANCELLED: %(title)s", title=text)
    if day.standing is Standing.TENTATIVE:
        return _("Waiting list: %(title)s", title=text)
    return text


def description(day: CalendarSession, locale: str, address: str) -> str:
    """Local and Moscow time in words, which survive every program, then what it is about."""
    hours = when(day.starts_at, day.ends_at, day.zone, day.city_in(locale))
    lines = [hours[:1].upper() + hours[1:]]
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
