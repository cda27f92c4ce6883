"""VTIMEZONE for our cities: the few shapes that every calendar program reads right.

A zone without daylight saving is one STANDARD block; a zone on the European Union's rule
(Directive 2000/84/EC: last Sundays of March and October, 01:00 UTC) is two yearly RRULE blocks.
Never RDATE, never DAYLIGHT alone (RFC 5545 section 3.6.5 allows both, programs misread them).
"""

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

CHECKED_YEARS = 10
LAST_SUNDAY = {"FREQ": "YEARLY", "BYDAY": "-1SU"}
SWITCH_HOUR = timedelta(hours=1)  # UTC


class ZoneNotUnderstood(Exception):
    """The zone changes its clocks in a way that neither shape can say."""


@cache
def vtimezone(zone: str, year: int) -> bytes:
    """The VTIMEZONE of an IANA zone as it stands in `year` and after, ready to be sent.

    Raises ZoneNotUnderstood for a zone with another daylight saving rule than the European one.
    """
    component = Timezone()
    component.add("TZID", zone)
    winter, summer = _at(zone, year, 1), _at(zone, year, 7)
    if _is_fixed(zone, year):
        component.add_component(_fixed(winter))
    elif _is_european(zone, year):
        component.add_component(_yearly(TimezoneDaylight(), 3, 29, winter, summer))
        component.add_component(_yearly(TimezoneStandard(), 10, 25, summer, winter))
    else:
        raise ZoneNotUnderstood(zone)
    content: bytes = component.to_ical()
    return content


def _at(zone: str, year: int, month: int) -> datetime:
    """The middle of a month in the zone."""
    return datetime(year, month, 15, 12, tzinfo=UTC).astimezone(ZoneInfo(zone))


def _is_fixed(zone: str, year: int) -> bool:
    """Whether the clocks stay as they are for the years that are looked at."""
    moments = [_at(zone, year + n, month) for n in range(CHECKED_YEARS) for month in range(1, 13)]
    return len({moment.utcoffset() for moment in moments}) == 1


def _is_european(zone: str, year: int) -> bool:
    """Whether the clocks change at the European moments, every year that is looked at."""
    info = ZoneInfo(zone)
    for n in range(CHECKED_YEARS):
        for month in (3, 10):
            switch = _last_sunday(year + n, month) + SWITCH_HOUR
            before = (switch - timedelta(seconds=1)).astimezone(info).utcoffset()
            after = switch.astimezone(info).utcoffset()
            if before is None or after is None or abs(after - before) != timedelta(hours=1):
                return False
    return True


def _last_sunday(year: int, month: int) -> datetime:
    """Midnight UTC of the last Sunday of a month with 31 days."""
    last = datetime(year, month, 31, tzinfo=UTC)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def _fixed(moment: datetime) -> TimezoneStandard:
    """One block for ever."""
    block = TimezoneStandard()
    block.add("DTSTART", datetime(1970, 1, 1))  # noqa: DTZ001 (local by RFC 5545 section 3.6.5)
    block.add("TZOFFSETFROM", moment.utcoffset())
    block.add("TZOFFSETTO", moment.utcoffset())
    block.add("TZNAME", moment.tzname())
    return block


def _yearly(
    block: TimezoneDaylight | TimezoneStandard,
    month: int,
    day_in_1970: int,
    before: datetime,
    after: datetime,
) -> TimezoneDaylight | TimezoneStandard:
    """A block that begins every year on the last Sunday of a month.

    DTSTART is the local time before the change (RFC 5545 section 3.6.5).
    """
    offset_before = before.utcoffset() or timedelta()
    block.add("DTSTART", datetime(1970, month, day_in_1970) + SWITCH_HOUR + offset_before)  # noqa: DTZ001
    block.add("RRULE", vRecur({**LAST_SUNDAY, "BYMONTH": month}))
    block.add("TZOFFSETFROM", before.utcoffset())
    block.add("TZOFFSETTO", after.utcoffset())
    block.add("TZNAME", after.tzname())
    return block
