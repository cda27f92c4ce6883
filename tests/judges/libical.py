"""libical, the calendar engine of GNOME, KDE and others, as a judge of what we publish.

The shared library is asked through ctypes: the Debian package ``libical3`` is all it takes, no
compiler and no headers.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from ctypes.util import find_library
from datetime import UTC, datetime

from tests.judges.entry import Entry

NOTHING_MORE = None


class Time(ctypes.Structure):
    """``struct icaltimetype`` of libical 3."""

    _fields_ = (
        ("year", ctypes.c_int),
        ("month", ctypes.c_int),
        ("day", ctypes.c_int),
        ("hour", ctypes.c_int),
        ("minute", ctypes.c_int),
        ("second", ctypes.c_int),
        ("is_date", ctypes.c_int),
        ("is_daylight", ctypes.c_int),
        ("zone", ctypes.c_void_p),
    )


POINTER, TEXT, NUMBER = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
SIGNATURES = {
    "icalcomponent_count_errors": (NUMBER, [POINTER]),
    "icalcomponent_free": (None, [POINTER]),
    "icalcomponent_get_description": (TEXT, [POINTER]),
    "icalcomponent_get_dtend": (Time, [POINTER]),
    "icalcomponent_get_dtstart": (Time, [POINTER]),
    "icalcomponent_get_first_component": (POINTER, [POINTER, NUMBER]),
    "icalcomponent_get_first_property": (POINTER, [POINTER, NUMBER]),
    "icalcomponent_get_location": (TEXT, [POINTER]),
    "icalcomponent_get_next_component": (POINTER, [POINTER, NUMBER]),
    "icalcomponent_get_next_property": (POINTER, [POINTER, NUMBER]),
    "icalcomponent_get_sequence": (NUMBER, [POINTER]),
    "icalcomponent_get_status": (NUMBER, [POINTER]),
    "icalcomponent_get_summary": (TEXT, [POINTER]),
    "icalcomponent_get_uid": (TEXT, [POINTER]),
    "icalcomponent_string_to_kind": (NUMBER, [TEXT]),
    "icalparser_parse_string": (POINTER, [TEXT]),
    "icalproperty_get_xlicerror": (TEXT, [POINTER]),
    "icalproperty_status_to_string": (TEXT, [NUMBER]),
    "icalproperty_string_to_kind": (NUMBER, [TEXT]),
    "icalrestriction_check": (NUMBER, [POINTER]),
    "icaltime_as_timet_with_zone": (ctypes.c_long, [Time, POINTER]),
}


def load() -> ctypes.CDLL:
    """Return libical with its functions declared; raises OSError where it is not installed."""
    name = find_library("ical")
    if name is None:
        raise OSError("libical is not installed; on Debian: apt install libical3")
    library = ctypes.CDLL(name)
    for function, (result, arguments) in SIGNATURES.items():
        getattr(library, function).restype = result
        getattr(library, function).argtypes = arguments
    return library


class Calendar:
    """One iCalendar text, read by libical; use it in a ``with`` block."""

    def __init__(self, ics: bytes) -> None:
        self.lib = load()
        self.root = self.lib.icalparser_parse_string(ics)
        if not self.root:
            raise ValueError("libical finds no calendar in this text")

    def __enter__(self) -> Calendar:
        return self

    def __exit__(self, *_: object) -> None:
        self.lib.icalcomponent_free(self.root)

    def complaints(self) -> list[str]:
        """Everything libical objects to: broken lines, and what RFC 5546 forbids or demands."""
        self.lib.icalrestriction_check(self.root)
        return [text for part in self._parts(self.root, b"ANY") for text in self._errors(part)]

    def entries(self) -> list[Entry]:
        """The VEVENTs in their order, with the times that libical works out."""
        return [self._entry(event) for event in self._children(self.root, b"VEVENT")]

    def _entry(self, event: int) -> Entry:
        lib = self.lib
        return Entry(
            uid=lib.icalcomponent_get_uid(event).decode(),
            starts_at=self._moment(lib.icalcomponent_get_dtstart(event)),
            ends_at=self._moment(lib.icalcomponent_get_dtend(event)),
            summary=(lib.icalcomponent_get_summary(event) or b"").decode(),
            location=(lib.icalcomponent_get_location(event) or b"").decode(),
            description=(lib.icalcomponent_get_description(event) or b"").decode(),
            status=self._status(event),
            sequence=lib.icalcomponent_get_sequence(event),
        )

    def _status(self, event: int) -> str:
        return (
            self.lib.icalproperty_status_to_string(self.lib.icalcomponent_get_status(event)) or b""
        ).decode()

    def _moment(self, time: Time) -> datetime:
        return datetime.fromtimestamp(self.lib.icaltime_as_timet_with_zone(time, time.zone), UTC)

    def _parts(self, component: int, kind: bytes) -> Iterator[int]:
        yield component
        for child in self._children(component, kind):
            yield from self._parts(child, kind)

    def _children(self, component: int, kind: bytes) -> Iterator[int]:
        number = self.lib.icalcomponent_string_to_kind(kind)
        child = self.lib.icalcomponent_get_first_component(component, number)
        while child is not NOTHING_MORE:
            following = self.lib.icalcomponent_get_next_component(component, number)
            yield child
            child = following

    def _errors(self, component: int) -> Iterator[str]:
        number = self.lib.icalproperty_string_to_kind(b"X-LIC-ERROR")
        error = self.lib.icalcomponent_get_first_property(component, number)
        while error is not NOTHING_MORE:
            yield self.lib.icalproperty_get_xlicerror(error).decode()
            error = self.lib.icalcomponent_get_next_property(component, number)
