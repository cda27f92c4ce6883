"""Calendars ready to be sent: built when something in them changed, kept as bytes in between.

A mark, one cheap statement, says whether a calendar is still the one that was built; only then
are its days read again. The ETag is a digest of the bytes, so two processes always agree on it.
"""

import gzip
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from hashlib import sha256

MOST_BYTES = 8_000_000  # of squeezed calendars kept in a process


@dataclass(frozen=True, slots=True)
class Ready:
    """A calendar as it is sent; kept squeezed, as nearly every program takes it."""

    squeezed: bytes
    etag: str

    @property
    def content(self) -> bytes:
        """The plain calendar."""
        return gzip.decompress(self.squeezed)


class Shelf:
    """The calendars one process keeps; the one not asked for the longest makes room."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        """Keep at most so many bytes, and always the calendar that was built last."""
        self.most_bytes = most_bytes
        self.bytes = 0
        self.kept: OrderedDict[Hashable, tuple[Hashable, Ready]] = OrderedDict()

    def fetch(self, name: Hashable, mark: Hashable, build: Callable[[], bytes]) -> Ready:
        """The calendar of this name in the state of this mark, built if need be."""
        found = self.kept.get(name)
        if found is not None and found[0] == mark:
            self.kept.move_to_end(name)
            return found[1]
        content = build()
        squeezed = gzip.compress(content, 6, mtime=0)
        ready = Ready(squeezed, sha256(content).hexdigest()[:32])
        self._keep(name, mark, ready)
        return ready

    def clear(self) -> None:
        """Forget all."""
        self.kept.clear()
        self.bytes = 0

    def _keep(self, name: Hashable, mark: Hashable, ready: Ready) -> None:
        """Put it where it is found last to make room, and make room."""
        if (before := self.kept.pop(name, None)) is not None:
            self.bytes -= len(before[1].squeezed)
        self.kept[name] = (mark, ready)
        self.bytes += len(ready.squeezed)
        while self.bytes > self.most_bytes and len(self.kept) > 1:
            _, (_, dropped) = self.kept.popitem(last=False)
            self.bytes -= len(dropped.squeezed)
