"""Local time and Moscow time, the day named where it is another one."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from lms.base.i18n import speaking
from lms.seminars import times


def moment(hour: int, day: int = 5) -> datetime:
    return datetime(2026, 12, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "starts", "local", "moscow"),
    [
        ("Asia/Irkutsk", 2, "10:00–18:00", "05:00–13:00"),
        ("Europe/Moscow", 7, "10:00–18:00", ""),
        ("Europe/Volgograd", 7, "10:00–18:00", ""),
        ("Europe/Kaliningrad", 8, "10:00–18:00", "11:00–19:00"),
        ("Asia/Irkutsk", -4, "04:00–12:00", "23:00–07:00, Friday, 4 December 2026"),
    ],
)
def test_hours_are_said_in_both_places(app, zone, starts, local, moscow):
    begins = moment(0) + timedelta(hours=starts)
    ends = begins + timedelta(hours=8)
    with speaking("en"):
        assert times.say_hours(begins, ends, zone) == local
        assert times.say_moscow_hours(begins, ends, zone) == moscow


def test_a_wall_clock_time_survives_the_way_there_and_back():
    at = times.moment_in("Asia/Irkutsk", date(2026, 12, 5), time(10))
    assert at == moment(2)
    assert times.wall_clock(at, "Asia/Irkutsk") == datetime(2026, 12, 5, 10)  # noqa: DTZ001


def test_a_time_shown_twice_means_the_first():
    at = times.moment_in("Europe/London", date(2026, 10, 25), time(1, 30))
    assert at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_time_never_shown_is_refused():
    with pytest.raises(times.TimeLeftOut):
        times.moment_in("Europe/London", date(2026, 3, 29), time(1, 30))
