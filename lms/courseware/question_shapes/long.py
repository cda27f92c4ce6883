"""How `type: long` is written."""

from typing import Any, Literal

from pydantic import Field

from lms.courseware.question_shapes.base import Findings, Writer
from lms.courseware.question_shapes.by_hand import HandShape
from lms.courseware.questions import Long
from lms.courseware.shapes import Shape


class LengthShape(Shape):
    """How many words a text should have at least, and may have at most."""

    least: int = Field(default=0, ge=0, le=2000)
    most: int = Field(default=600, ge=1, le=2000)


class LongShape(HandShape):
    """A long text."""

    type: Literal["long"]
    words: LengthShape = Field(default_factory=LengthShape)

    def findings(self) -> Findings:
        """Refuse a text that has to be longer than it may be."""
        yield from HandShape.findings(self)
        if self.words.least > self.words.most:
            values = {"least": str(self.words.least), "most": str(self.words.most)}
            yield "least-above-most", ("words",), values

    def made(self, write: Writer, common: dict[str, Any]) -> Long:
        """Make the question."""
        hand = self.of_hand(write, common)
        return Long(**hand, least_words=self.words.least, most_words=self.words.most)
