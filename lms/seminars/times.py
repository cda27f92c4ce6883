"""Clock times of a city: reading what an organizer types, saying it with Moscow time beside it."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from lms.base.errors import Refusal
from lms.base.i18n import lazy_gettext, say_day, say_time

MOSCOW = "Europe/Moscow"


class TimeLeftOut(Refusal):
    """A local time that the clocks of the city jump over; the text names one that exists."""

    def __init__(self, wanted: time, instead: time) -> None:
        """Advise the time that the clocks show instead."""
        super().__init__(
            lazy_gettext(
                "On this day the clocks of the city go forward and %(wanted)s does not exist. "
                "Choose %(instead)s or another time.",
                wanted=f"{wanted:%H:%M}",
                instead=f"{instead:%H:%M}",
            )
        )


def moment_in(zone: str, day: date, at: time) -> datetime:
    """The moment in UTC when the clocks of `zone` (an IANA name) show this.

    Where the clocks show it twice, the first time is meant. Raises TimeLeftOut where they never
    do (PEP 495: a local time that does not survive the way to UTC and back lies in a gap).
    """
    wall = datetime.combine(day, at)
    moment = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    back = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    if back != wall:
        raise TimeLeftOut(at, back.time())
    return moment


def wall_clock(moment: datetime, zone: str) -> datetime:
    """What the clocks of `zone` show at a moment, without a zone: for a form to be filled with."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def differs_from_moscow(moment: datetime, zone: str) -> bool:
    """Whether the clocks of `zone` and of Moscow show different times at that moment."""
    return moment.astimezone(ZoneInfo(zone)).utcoffset() != _in_moscow(moment).utcoffset()


def say_hours(starts_at: datetime, ends_at: datetime, zone: str) -> str:
    """From when to when by the clocks of `zone`: «10:00–18:00»."""
    return f"{say_time(starts_at, zone)}–{say_time(ends_at, zone)}"


def say_moscow_hours(starts_at: datetime, ends_at: datetime, zone: str) -> str:
    """The same hours in Moscow, with the day where it is another one; empty where they agree."""
    if not differs_from_moscow(starts_at, zone):
        return ""
    hours = say_hours(starts_at, ends_at, MOSCOW)
    return _with_day(hours, starts_at, zone)


def say_moscow_time(moment: datetime, zone: str) -> str:
    """One moment by the clocks of Moscow, with the day where it is another one, or empty."""
    if not differs_from_moscow(moment, zone):
        return ""
    return _with_day(say_time(moment, MOSCOW), moment, zone)


def _with_day(words: str, moment: datetime, zone: str) -> str:
    if _in_moscow(moment).date() == moment.astimezone(ZoneInfo(zone)).date():
        return words
    return f"{words}, {say_day(moment, MOSCOW)}"


def _in_moscow(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(MOSCOW))
