"""All judges at once: what every engine agrees on, or the test fails where they differ."""

from __future__ import annotations

import re

from playwright.sync_api import Page

from tests.judges import ical_js, libical, python_icalendar
from tests.judges.entry import Entry

LONGEST_LINE = 75  # octets, RFC 5545 section 3.1


def agreed(page: Page, ics: bytes) -> list[Entry]:
    """Return the entries as all three engines read them, after the bytes themselves were judged."""
    check_bytes(ics)
    with libical.Calendar(ics) as calendar:
        assert calendar.complaints() == []
        found = calendar.entries()
    assert python_icalendar.entries(ics) == found
    assert ical_js.entries(page, ics) == found
    return found


def check_bytes(ics: bytes) -> None:
    """Assert what RFC 5545 section 3.1 asks of the stream, whatever it says."""
    assert ics.startswith(b"BEGIN:VCALENDAR\r\n")
    assert ics.endswith(b"END:VCALENDAR\r\n")
    lines = ics.split(b"\r\n")
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    assert max(map(len, lines)) <= LONGEST_LINE
    assert "" not in [line.decode() for line in lines[:-1]]  # each line is whole UTF-8, none empty


def properties(ics: bytes) -> list[str]:
    """Names of all properties in their order, BEGIN and END with what they open and close."""
    unfolded = ics.decode().replace("\r\n ", "").split("\r\n")[:-1]
    names = [re.split("[:;]", line, maxsplit=1)[0] for line in unfolded]
    return [
        line if name in {"BEGIN", "END"} else name
        for name, line in zip(names, unfolded, strict=True)
    ]


def zones(ics: bytes) -> list[str]:
    """The VTIMEZONEs that are there, in their order."""
    return re.findall(r"BEGIN:VTIMEZONE\r\nTZID:(.*)\r\n", ics.decode())


def zones_used(ics: bytes) -> set[str]:
    """The zones that times refer to."""
    return set(re.findall(r"DT(?:START|END);TZID=([^:]+):", ics.decode()))
