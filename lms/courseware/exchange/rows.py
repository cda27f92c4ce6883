"""What was understood of a file of questions: rows, each with everything to know of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from lms.base.errors import Refusal
from lms.base.i18n import Translatable, lazy_gettext

# A question as it is written in a quiz file: names and values, texts per language.
Values = dict[str, Any]
Level = Literal["error", "lost", "warning"]
MOST_QUESTIONS = 20_000


class FileRefused(Refusal):
    """A file cannot be read as questions at all; `line` counts from 1, 0 is the file as a whole."""

    text = lazy_gettext("This file cannot be read as questions.")

    def __init__(self, text: Translatable | None = None, line: int = 0) -> None:
        self.line = line
        super().__init__(text)


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to know of a question.

    `error`: it was not understood; `lost`: this part of it cannot be carried; `warning`: it can,
    and somebody should look.
    """

    level: Level
    text: Translatable

    def __str__(self) -> str:
        return str(self.text)


@dataclass(slots=True)
class Remarks:
    """Remarks as they gather while one question is read or written; each is kept once."""

    found: list[Remark] = field(default_factory=list)

    def error(self, text: Translatable) -> None:
        """Note that the question cannot be taken."""
        self._add("error", text)

    def lost(self, text: Translatable) -> None:
        """Note a part that cannot be carried."""
        self._add("lost", text)

    def warn(self, text: Translatable) -> None:
        """Note something to look at."""
        self._add("warning", text)

    def _add(self, level: Level, text: Translatable) -> None:
        remark = Remark(level, text)
        if remark not in self.found:
            self.found.append(remark)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One question of a file: where it stands, what the file calls it, what it was understood as.

    `question` has all its values but the final key; it is None where nothing was understood.
    `native` is the word of the format for the type.
    """

    number: int
    line: int
    native: str
    title: str
    question: Values | None
    remarks: tuple[Remark, ...] = ()

    @property
    def type(self) -> str | None:
        """Give the type understood."""
        return self.question["type"] if self.question else None

    @property
    def is_good(self) -> bool:
        """Say whether the question can be taken."""
        return self.question is not None and not self.of("error")

    def of(self, level: Level) -> list[Remark]:
        """Give the remarks of one level."""
        return [remark for remark in self.remarks if remark.level == level]


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that is being read: how many questions there may be, and the rows one by one.

    `files` fills with pictures while rows are read: names in the course and contents.
    """

    total: int
    rows: Iterator[Row]
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """A file of questions: its name's end, its content, and what the format cannot carry."""

    content: bytes
    left_out: tuple[tuple[str, tuple[Remark, ...]], ...] = ()


class QuestionRefused(Exception):
    """One question cannot be understood, the others can; `text` says why and what to do."""

    def __init__(self, text: Translatable) -> None:
        self.text = text
        super().__init__(type(self).__name__)
