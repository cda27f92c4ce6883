"""The two calendar engines we trust as judges are there, agree, and can say no."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.judges import ical_js, libical

CALENDAR = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//LMS//Seminars//EN
BEGIN:VTIMEZONE
TZID:Asia/Irkutsk
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0800
TZOFFSETTO:+0800
TZNAME:+08
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:6f1f8f0e-0d56-4a5b-9a59-0b8a6a0f2f11
DTSTAMP:20261122T100000Z
SEQUENCE:2
STATUS:CONFIRMED
DTSTART;TZID=Asia/Irkutsk:20261205T100000
DTEND;TZID=Asia/Irkutsk:20261205T180000
SUMMARY:Иркутск: семинар\\, день 1
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n").encode()


def test_libical_reads_the_moment_in_the_zone_of_the_calendar():
    with libical.Calendar(CALENDAR) as calendar:
        assert calendar.complaints() == []
        (entry,) = calendar.entries()
    assert entry.starts_at == datetime(2026, 12, 5, 2, tzinfo=UTC)
    assert entry.summary == "Иркутск: семинар, день 1"
    assert (entry.status, entry.sequence) == ("CONFIRMED", 2)


def test_libical_says_what_is_wrong():
    with libical.Calendar(CALENDAR.replace(b"SEQUENCE:2", b"SEQUENCE")) as calendar:
        assert len(calendar.complaints()) == 1


def test_ical_js_reads_the_same(page):
    with libical.Calendar(CALENDAR) as calendar:
        assert ical_js.entries(page, CALENDAR) == calendar.entries()
