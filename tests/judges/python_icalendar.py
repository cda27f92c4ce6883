"""icalendar, the Python library behind khal, reading what we publish: the third judge."""

from __future__ import annotations

from datetime import UTC

from icalendar import Calendar

from tests.judges.entry import Entry


def entries(ics: bytes) -> list[Entry]:
    """Return the VEVENTs as icalendar reads them; raises ValueError for what it cannot."""
    calendar = Calendar.from_ical(ics)
    broken = [error for component in calendar.walk() for error in component.errors]
    if broken:
        raise ValueError(f"icalendar finds broken lines: {broken}")
    return [
        Entry(
            uid=str(event["UID"]),
            starts_at=event.decoded("DTSTART").astimezone(UTC),
            ends_at=event.decoded("DTEND").astimezone(UTC),
            summary=str(event.get("SUMMARY", "")),
            location=str(event.get("LOCATION", "")),
            description=str(event.get("DESCRIPTION", "")),
            status=str(event.get("STATUS", "")),
            sequence=int(event.get("SEQUENCE", 0)),
        )
        for event in calendar.walk("VEVENT")
    ]
