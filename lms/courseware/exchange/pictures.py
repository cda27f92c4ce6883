"""Pictures that travel with questions: named safely, bounded, only of kinds a course may hold."""

import re
from collections.abc import Mapping
from typing import Any

from lms.base.i18n import lazy_gettext
from lms.courseware.exchange.keys import key_from
from lms.courseware.exchange.rows import Remarks
from lms.courseware.pictures import FOLDER

KINDS = {"png": "png", "jpg": "jpg", "jpeg": "jpg", "webp": "webp", "svg": "svg"}
SIGNS = {
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff",
    "webp": b"RIFF",
}
MOST_BYTES = 2 * 1024 * 1024
MOST_PICTURES = 500
MOST_IN_ALL = 16 * 1024 * 1024
USED = re.compile(r"!\[[^\]]*\]\((files/[^\s()]+)\)")


class Pictures:
    """The pictures taken from one file; equal names with other content get a number."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self._bytes = 0

    def take(self, name: str, content: bytes, remarks: Remarks) -> str | None:
        """Keep a picture and give its path in the course; None, and a remark, where it cannot."""
        stem, _, ending = name.replace("\\", "/").rsplit("/", 1)[-1].rpartition(".")
        kind = KINDS.get(ending.lower())
        if kind is None or not looks_like(kind, content):
            remarks.lost(
                lazy_gettext("“%(name)s” is no picture of a kind we have.", name=name[-60:])
            )
            return None
        if len(content) > MOST_BYTES or self._bytes + len(content) > MOST_IN_ALL:
            remarks.lost(lazy_gettext("The picture “%(name)s” is too large.", name=name[-60:]))
            return None
        return self._kept(key_from(stem, "picture"), kind, content, remarks)

    def _kept(self, stem: str, kind: str, content: bytes, remarks: Remarks) -> str | None:
        number = 1
        while number <= MOST_PICTURES and len(self.files) < MOST_PICTURES:
            path = f"{FOLDER}{stem}{'' if number == 1 else f'-{number}'}.{kind}"
            if self.files.setdefault(path, content) == content:
                self._bytes += len(content)
                return path
            number += 1
        remarks.lost(lazy_gettext("A picture: there are more than a file of questions may have."))
        return None


def looks_like(kind: str, content: bytes) -> bool:
    """Say whether the first bytes are those of the kind."""
    return (kind == "svg" and b"<svg" in content[:1000]) or content.startswith(
        SIGNS.get(kind, b"\x00never")
    )


def used_in(text: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give the pictures of the course that a Markdown text shows."""
    return {path: files[path] for path in USED.findall(text) if path in files}


def settled(files: Mapping[str, bytes], present: Mapping[str, bytes]) -> dict[str, str]:
    """Give each picture a path in the course: its own, or another where that one is taken."""
    known = {content: path for path, content in present.items() if path.startswith(FOLDER)}
    taken = {path.casefold(): content for path, content in present.items()}
    names: dict[str, str] = {}
    for path, content in files.items():
        stem, _, kind = path.rpartition(".")
        number, new = 1, known.get(content, path)
        while taken.get(new.casefold(), content) != content:
            number += 1
            new = f"{stem}-{number}.{kind}"
        names[path] = new
        taken[new.casefold()] = content
    return names


def renamed(value: Any, names: Mapping[str, str]) -> Any:
    """Give the values of a question with pictures under their new paths."""
    if isinstance(value, dict):
        return {name: renamed(each, names) for name, each in value.items()}
    if isinstance(value, list):
        return [renamed(each, names) for each in value]
    if isinstance(value, str) and FOLDER in value:
        return USED.sub(lambda m: m[0].replace(f"({m[1]})", f"({names.get(m[1], m[1])})"), value)
    return value


def shown_in(value: Any) -> set[str]:
    """Give the paths of all pictures that a question shows."""
    if isinstance(value, dict):
        return {path for each in value.values() for path in shown_in(each)}
    if isinstance(value, list):
        return {path for each in value for path in shown_in(each)}
    return set(USED.findall(value)) if isinstance(value, str) else set()
