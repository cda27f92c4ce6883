"""Many files in one: a zip that is sent while it is made, and never held as a whole."""

from collections.abc import Iterable, Iterator
from typing import IO, cast
from zipfile import ZIP_STORED, ZipFile, ZipInfo

PART = 50  # certificates in one parcel: about a second of setting
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day a zip knows: the same files give the same bytes


class _Belt:
    """What a zip is written to: takes pieces, gives them on, and only counts how many went by."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.gone = 0

    def write(self, piece: bytes) -> int:
        self.pieces.append(bytes(piece))
        self.gone += len(piece)
        return len(piece)

    def tell(self) -> int:
        return self.gone

    def flush(self) -> None:
        """Nothing is kept back."""

    def taken(self) -> bytes:
        pieces, self.pieces = b"".join(self.pieces), []
        return pieces


def parcel(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """Give the zip piece by piece, one or more for each file."""
    belt = _Belt()
    with ZipFile(cast(IO[bytes], belt), "w", ZIP_STORED) as archive:
        for name, content in files:
            archive.writestr(ZipInfo(name, EPOCH), content)
            yield belt.taken()
    yield belt.taken()
