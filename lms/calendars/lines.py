"""Content lines of a calendar (RFC 5545 section 3.1): escaped, folded, ended by CRLF.

Written here and not by the icalendar library because a calendar has thousands of them, and
because only here is it certain that no text can become a second line.
"""

import re
from datetime import UTC, datetime

LONGEST = 75  # octets, without the line end
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def text(name: str, value: str) -> bytes:
    """A property of the type TEXT (section 3.3.11)."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain(name, escaped.replace("\n", "\\n"))


def plain(name: str, value: str) -> bytes:
    """A property whose value needs no escapes; raises ValueError for what would be two lines."""
    line = f"{name}:{value}"
    if "\n" in line or "\r" in line:
        raise ValueError(f"{name} would break its line")
    return _fold(line.encode())


def moment(name: str, value: datetime) -> bytes:
    """A property of the type DATE-TIME in UTC (section 3.3.5, form 2)."""
    return plain(name, value.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ"))


def local_moment(name: str, value: datetime, zone: str) -> bytes:
    """A property of the type DATE-TIME in a zone that the calendar describes (form 3)."""
    return plain(f"{name};TZID={zone}", value.strftime("%Y%m%dT%H%M%S"))


def clean(value: str) -> str:
    """Without control characters, which programs choke on; tabs and line ends stay."""
    return CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip()


def one_line(value: str) -> str:
    """Clean and on a single line, as names and places are shown."""
    return " ".join(clean(value).split())


def _fold(line: bytes) -> bytes:
    """The line in pieces of at most 75 octets, never cut inside a UTF-8 character."""
    if len(line) <= LONGEST:
        return line + b"\r\n"
    pieces, start, room = [], 0, LONGEST
    while len(line) - start > room:
        end = start + room
        while line[end] & 0b1100_0000 == 0b1000_0000:
            end -= 1
        pieces.append(line[start:end])
        start, room = end, LONGEST - 1
    pieces.append(line[start:])
    return b"\r\n ".join(pieces) + b"\r\n"
