"""What the shapes of all kinds of question have in common: how an author writes a question."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, Protocol

from pydantic import Field

from lms.courseware.policy_shapes import Findings
from lms.courseware.questions import Question
from lms.courseware.shapes import Key, Line, Lines, Shape, Texts
from lms.courseware.texts import Html, Text

__all__ = ["Findings", "QuestionShape", "Writer", "doubled"]


class Writer(Protocol):
    """Renders the texts of one question; the path says where a text stands in the question."""

    def block(self, texts: Mapping[str, str], *path: str | int) -> Html:
        """Render paragraphs and lists."""

    def line(self, texts: Mapping[str, str], *path: str | int) -> Html:
        """Render one line without links."""


class QuestionShape(ABC, Shape):
    """What every kind of question has; `inside` names the shapes of its own fields."""

    inside: ClassVar[dict[str, type[Shape]]] = {}

    type: str
    key: Key
    marks: int = Field(default=1, ge=1, le=100)
    lesson: Key | None = None
    source: Line | Lines | None = None
    tags: list[Key] = Field(default_factory=list, max_length=20)
    hints: list[Texts] = Field(default_factory=list, max_length=5)
    text: Texts
    feedback: Texts

    def findings(self) -> Findings:
        """Say what does not agree inside the question: code, path, values."""
        yield from ()

    def common(self, write: Writer, module: str, languages: tuple[str, ...]) -> dict[str, Any]:
        """Give the fields that every kind of question has."""
        source = self.source
        if isinstance(source, str):
            source = dict.fromkeys(languages, source)
        return {
            "key": self.key,
            "marks": self.marks,
            "lesson": f"{module}/{self.lesson}" if self.lesson else None,
            "source": Text.of(source) if source else None,
            "text": write.block(self.text, "text"),
            "feedback": write.block(self.feedback, "feedback"),
            "tags": tuple(dict.fromkeys(self.tags)),
            "hints": tuple(
                write.block(hint, "hints", place) for place, hint in enumerate(self.hints)
            ),
        }

    @abstractmethod
    def made(self, write: Writer, common: dict[str, Any]) -> Question:
        """Make the question."""


def doubled(field: str, keys: list[str]) -> Findings:
    """Find keys that are used twice in a list of the question."""
    first: dict[str, int] = {}
    for index, key in enumerate(keys):
        if key in first:
            yield "twice", (field, index, "key"), {"key": key, "first": str(first[key])}
        first.setdefault(key, index)
