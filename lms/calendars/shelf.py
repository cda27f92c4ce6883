"""Calendars ready to be sent: built when something in them changed, kept as bytes in between.

A mark, one cheap statement, says whether a calendar is still the one that was built; only then
are its days read again. The ETag is a digest of the bytes, so two processes always agree on it.
"""

import gzip
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from hashlib import sha256

MOST = 256  # calendars kept in a process


@dataclass(frozen=True, slots=True)
class Ready:
    """A calendar as it is sent, plain and squeezed."""

    content: bytes
    squeezed: bytes
    etag: str


class Shelf:
    """The calendars one process keeps; the one not asked for the longest makes room."""

    def __init__(self, most: int = MOST) -> None:
        """Keep at most `most` calendars."""
        self.most = most
        self.kept: OrderedDict[Hashable, tuple[Hashable, Ready]] = OrderedDict()

    def fetch(self, name: Hashable, mark: Hashable, build: Callable[[], bytes]) -> Ready:
        """The calendar of this name in the state of this mark, built if need be."""
        found = self.kept.get(name)
        if found is not None and found[0] == mark:
            self.kept.move_to_end(name)
            return found[1]
        content = build()
        squeezed = gzip.compress(content, 6, mtime=0)
        ready = Ready(content, squeezed, sha256(content).hexdigest()[:32])
        self.kept[name] = (mark, ready)
        self.kept.move_to_end(name)
        while len(self.kept) > self.most:
            self.kept.popitem(last=False)
        return ready
