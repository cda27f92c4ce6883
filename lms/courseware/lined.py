"""YAML as plain values that still know the lines they stand on.

Only the plain part of YAML 1.2 is taken: mappings, lists, texts, numbers, `true`, `false`, `null`.
Anchors, aliases, tags and several documents are refused, so nothing can grow or repeat by itself.
The tree is built from events without recursion: deep nesting costs nothing but a problem.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from lms.courseware.advice import say
from lms.courseware.problems import Problem

Path = tuple[str | int, ...]

LARGEST = 256 * 1024
DEEPEST = 12
CONSTANTS: Mapping[str, object] = {
    "true": True,
    "false": False,
    "null": None,
    "~": None,
    "": None,
}
WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
BROKEN_NUMBER = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,18}")


class Refused(Exception):
    """The text is not the plain part of YAML; carries its one problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


@dataclass(frozen=True, slots=True)
class Lined:
    """Values and, for the path to each of them, the line it begins on."""

    value: object
    lines: Mapping[Path, int]

    def line(self, path: Sequence[str | int]) -> int:
        """Give the line of a value; parts of the path that are not there are passed over."""
        at: Path = ()
        for part in path:
            if (*at, part) in self.lines:
                at = (*at, part)
        return self.lines.get(at, 1)


@dataclass(slots=True)
class _Open:
    """A mapping or list that is still being read."""

    value: dict[str, Any] | list[Any]
    path: Path
    key: str | None = None


@dataclass(slots=True)
class _Tree:
    file: str
    offset: int
    stack: list[_Open] = field(default_factory=list)
    lines: dict[Path, int] = field(default_factory=dict)
    root: object = None
    documents: int = 0

    def take(self, event: Event) -> None:
        """Put one event in its place."""
        self._refuse_what_is_not_plain(event)
        if isinstance(event, ScalarEvent):
            self._scalar(event)
        elif isinstance(event, MappingStartEvent):
            self._begin({}, event)
        elif isinstance(event, SequenceStartEvent):
            self._begin([], event)
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            self.stack.pop()

    def _refuse_what_is_not_plain(self, event: Event) -> None:
        if isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise self._refusal("yaml-several", event)
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            raise self._refusal("yaml-anchor", event)
        if getattr(event, "tag", None):
            raise self._refusal("yaml-tag", event)

    def _scalar(self, event: ScalarEvent) -> None:
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            self._key(top, event)
        else:
            self._place(scalar(event), event)

    def _key(self, top: _Open, event: ScalarEvent) -> None:
        key = str(event.value)
        if key in top.value:
            raise self._refusal("yaml-twice", event, key=key)
        top.key = key
        self.lines[(*top.path, key)] = self._line(event)

    def _begin(self, value: dict[str, Any] | list[Any], event: Event) -> None:
        if len(self.stack) >= DEEPEST:
            raise self._refusal("yaml-deep", event)
        path = self._place(value, event)
        self.stack.append(_Open(value, path))

    def _place(self, value: object, event: Event) -> Path:
        if not self.stack:
            self.root = value
            self.lines[()] = self._line(event)
            return ()
        top = self.stack[-1]
        if isinstance(top.value, list):
            path: Path = (*top.path, len(top.value))
            self.lines[path] = self._line(event)
            top.value.append(value)
            return path
        if top.key is None:
            raise self._refusal("yaml-key", event)
        path = (*top.path, top.key)
        top.value[top.key] = value
        top.key = None
        return path

    def _line(self, event: Event) -> int:
        return int(event.start_mark.line) + self.offset

    def _refusal(self, code: str, event: Event, **values: str) -> Refused:
        return Refused(say(code, self.file, self._line(event), **values))


def scalar(event: ScalarEvent) -> object:
    """Give the value of a scalar: quoted ones are text, plain ones may be numbers and truths."""
    written = str(event.value)
    if not event.implicit[0]:
        return written
    if written in CONSTANTS:
        return CONSTANTS[written]
    if WHOLE.fullmatch(written):
        return int(written)
    return Decimal(written) if BROKEN_NUMBER.fullmatch(written) else written


def parse(text: str, file: str, first_line: int = 1) -> tuple[Lined | None, list[Problem]]:
    """Read a text whose first line is `first_line` of `file`; never raises for any text."""
    if len(text) > LARGEST:
        return None, [say("yaml-large", file)]
    tree = _Tree(file, first_line)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            tree.take(event)
    except Refused as refused:
        return None, [refused.problem]
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line if mark else 0) + first_line
        return None, [say("yaml-broken", file, line, what=str(error.problem or error.context))]
    except Exception as error:
        return None, [say("yaml-broken", file, first_line, what=type(error).__name__)]
    return Lined(tree.root, tree.lines), []
