"""A course as files in memory: an immutable mapping from path to content, with a digest."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

EXTENSIONS = frozenset({"yaml", "md", "svg", "png", "jpg", "webp", "pdf"})
MOST_FILES = 2_000
MOST_BYTES = 20 * 1024 * 1024
MOST_BYTES_IN_FILE = 2 * 1024 * 1024
LONGEST_PATH = 200
PART = re.compile(r"\w[\w.-]*")


class BundleRefused(Exception):
    """The files cannot be taken as a course at all; `reason` is a plain sentence."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Bundle(Mapping[str, bytes]):
    """Paths and contents, sorted by path; raises BundleRefused for what no course may hold."""

    __slots__ = ("_contents", "_digest")

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        check_sizes({path: len(content) for path, content in contents.items()})
        self._contents = {path: bytes(contents[path]) for path in sorted(contents)}
        self._digest = digest_of(self._contents)

    @property
    def digest(self) -> str:
        """Give the sha256 (hex) over all paths and contents, whatever their order was."""
        return self._digest

    @property
    def size(self) -> int:
        """Give the number of bytes of all files together."""
        return sum(map(len, self._contents.values()))

    def __getitem__(self, path: str) -> bytes:
        return self._contents[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._contents)

    def __len__(self) -> int:
        return len(self._contents)

    def __hash__(self) -> int:
        return hash(self._digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Bundle) and self._digest == other._digest

    def __repr__(self) -> str:
        return f"<Bundle of {len(self)} files, {self._digest[:12]}>"


def digest_of(contents: Mapping[str, bytes]) -> str:
    """Give the sha256 over lengths, paths and contents, so that no two folders look the same."""
    total = hashlib.sha256()
    for path in sorted(contents):
        name = path.encode()
        total.update(b"%d:%d:" % (len(name), len(contents[path])))
        total.update(name)
        total.update(contents[path])
    return total.hexdigest()


def check_sizes(sizes: Mapping[str, int]) -> None:
    """Refuse bad paths, too many files and too many bytes; raises BundleRefused."""
    if len(sizes) > MOST_FILES:
        raise BundleRefused(f"A course has at most {MOST_FILES} files; this one has {len(sizes)}.")
    seen: dict[str, str] = {}
    for path, size in sizes.items():
        check_path(path)
        twin = seen.setdefault(path.casefold(), path)
        if twin != path:
            raise BundleRefused(f"{shown(twin)} and {shown(path)} differ only in capitals.")
        if size > MOST_BYTES_IN_FILE:
            raise BundleRefused(f"{shown(path)} is larger than 2 MB. Make it smaller.")
    if sum(sizes.values()) > MOST_BYTES:
        raise BundleRefused("All files together are larger than 20 MB. Make the pictures smaller.")


def check_path(path: str) -> None:
    """Refuse a path that is absolute, climbs, hides or is of a wrong kind; raises BundleRefused."""
    reason = path_flaw(path)
    if reason:
        raise BundleRefused(f"{shown(path)}: {reason}")


def path_flaw(path: str) -> str | None:
    """Say what is wrong with a path, or None."""
    if not path or len(path) > LONGEST_PATH:
        return f"a path has 1 to {LONGEST_PATH} characters."
    if "\\" in path or path.startswith("/") or re.match(r"[A-Za-z]:", path):
        return "a path is relative to the course and uses forward slashes."
    parts = path.split("/")
    if ".." in parts or "." in parts:
        return "a path may not contain `.` or `..`."
    if not path.isprintable() or unicodedata.normalize("NFC", path) != path:
        return "the name has characters that look the same on screen and are not; type it again."
    if not all(PART.fullmatch(part) and not part.endswith(".") for part in parts):
        return "a name has letters, digits, dots, hyphens and underscores, and no spaces."
    if PurePosixPath(path).suffix.removeprefix(".") not in EXTENSIONS:
        return f"a course consists of files of the kinds {', '.join(sorted(EXTENSIONS))}."
    return None


def shown(path: str) -> str:
    """Write a path so that it can be printed: no control characters, not endless."""
    printable = "".join(c if c.isprintable() else "?" for c in path)
    return printable if len(printable) <= 80 else f"{printable[:77]}..."
