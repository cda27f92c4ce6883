"""Our VTIMEZONE blocks against the clocks of the world, for every city and ten years."""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

import lms.seminars.city
from lms.calendars.zones import ZoneNotUnderstood, vtimezone

CITIES = Path(lms.seminars.city.__file__).with_name("cities.csv")
YEAR = 2026


def zones() -> list[str]:
    with CITIES.open(newline="") as file:
        return sorted({row["zone"] for row in csv.DictReader(file)})


def read_back(zone: str) -> object:
    """The zone as another program understands it from our bytes alone."""
    around = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
    (component,) = Calendar.from_ical(around + vtimezone(zone, YEAR) + b"END:VCALENDAR").walk(
        "VTIMEZONE"
    )
    return component.to_tz(lookup_tzid=False)


@pytest.mark.parametrize("zone", zones())
def test_every_city_keeps_its_time_for_ten_years(zone: str) -> None:
    """Noon of every day, and every hour around the European changes of clocks."""
    ours, theirs = read_back(zone), ZoneInfo(zone)
    start = datetime(YEAR, 1, 1, 12, tzinfo=UTC)
    moments = [start + timedelta(days=n) for n in range(3652)]
    for year in range(YEAR, YEAR + 10):
        for month in (3, 10):
            first = datetime(year, month, 24, tzinfo=UTC)
            moments += [first + timedelta(hours=n) for n in range(8 * 24)]
    wrong = [
        moment
        for moment in moments
        if moment.astimezone(ours).utcoffset() != moment.astimezone(theirs).utcoffset()  # type: ignore[arg-type]
    ]
    assert wrong == []


@pytest.mark.parametrize("zone", zones())
def test_a_zone_says_only_what_all_programs_read(zone: str) -> None:
    text = vtimezone(zone, YEAR).decode()
    assert "RDATE" not in text
    assert "COMMENT" not in text
    assert "BEGIN:STANDARD" in text
    assert text.count("RRULE") in {0, 2}


def test_another_rule_is_refused_and_not_guessed() -> None:
    with pytest.raises(ZoneNotUnderstood):
        vtimezone("America/New_York", YEAR)
