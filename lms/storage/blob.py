"""Files that people hand in, on disk by their digest, outside of everything the web serves.

A file appears under its name in one step: it is written beside, made durable and renamed, so a
process that is killed leaves no half file under a name. What no row knows is swept later.
"""

import fcntl
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

PIECE = 64 * 1024  # bytes read at once
DIGEST = re.compile(r"[0-9a-f]{64}")
# What is younger may belong to a transaction that has not ended yet.
YOUTH = timedelta(days=1)


class TooLarge(ValueError):
    """The file has more bytes than are allowed; nothing of it is kept."""


@dataclass(frozen=True, slots=True)
class Blob:
    """A stored file: its digest (64 hexadecimal digits) and its size in bytes."""

    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class BlobStore:
    """The folder of all files; made when the first one comes."""

    root: Path

    def put(self, stream: BinaryIO, most: int) -> Blob:
        """Store the rest of a stream of at most `most` bytes; raises TooLarge.

        The same content is stored once; putting it again makes it young again.
        """
        incoming = self._folder("incoming") / uuid4().hex
        try:
            blob = _written(incoming, stream, most)
            target = self.path_of(blob.sha256)
            target.parent.mkdir(mode=0o700, exist_ok=True)
            with self._hold(fcntl.LOCK_SH):
                incoming.rename(target)
            _make_durable(target.parent)
        finally:
            incoming.unlink(missing_ok=True)
        return blob

    def path_of(self, sha256: str) -> Path:
        """Give where a file lies, or would lie; raises ValueError for what is no digest."""
        if not DIGEST.fullmatch(sha256):
            raise ValueError("a file is named by its SHA-256")
        return self.root / sha256[:2] / sha256

    def digests(self) -> Iterator[str]:
        """Give the digests of all files there are."""
        for path in sorted(self.root.glob("[0-9a-f][0-9a-f]/*")):
            if DIGEST.fullmatch(path.name):
                yield path.name

    def sweep(self, orphans: set[str], at: datetime) -> int:
        """Remove these files and what was never finished, unless they are young; gives how many."""
        swept = 0
        with self._hold(fcntl.LOCK_EX):
            unfinished = self._folder("incoming").iterdir()
            for path in (*map(self.path_of, sorted(orphans)), *unfinished):
                if _is_old(path, at):
                    path.unlink()
                    swept += 1
        return swept

    def _folder(self, name: str) -> Path:
        folder = self.root / name
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder

    @contextmanager
    def _hold(self, how: int) -> Iterator[None]:
        """Keep sweeping and storing apart: many may store at once, who sweeps is alone."""
        with (self._folder("incoming").parent / "lock").open("a") as lock:
            fcntl.flock(lock, how)
            yield


def _written(path: Path, stream: BinaryIO, most: int) -> Blob:
    """Write the stream to a new file, durably."""
    digest, size = hashlib.sha256(), 0
    with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        while piece := stream.read(PIECE):
            size += len(piece)
            if size > most:
                raise TooLarge(f"more than {most} bytes")
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return Blob(digest.hexdigest(), size)


def _make_durable(folder: Path) -> None:
    """See to it that a new name in a folder outlives a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _is_old(path: Path, at: datetime) -> bool:
    try:
        return at.timestamp() - path.stat().st_mtime > YOUTH.total_seconds()
    except FileNotFoundError:
        return False
