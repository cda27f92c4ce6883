"""How `type: matching` is written."""

from typing import Any, ClassVar, Literal

from pydantic import Field

from lms.courseware.question_shapes.base import Findings, QuestionShape, Writer, doubled
from lms.courseware.question_shapes.parts import ChoiceOptionShape, of_a_list
from lms.courseware.questions import Matching, Pair
from lms.courseware.shapes import Key, Shape, Texts


class PairShape(Shape):
    """A part and the key of the option that belongs to it."""

    key: Key
    text: Texts
    match: Key


class MatchingShape(QuestionShape):
    """Things that belong to each other."""

    inside: ClassVar[dict[str, type[Shape]]] = {"parts": PairShape, "options": ChoiceOptionShape}

    type: Literal["matching"]
    parts: list[PairShape] = Field(min_length=2, max_length=20)
    options: list[ChoiceOptionShape] = Field(min_length=2, max_length=20)

    def findings(self) -> Findings:
        """Refuse a part whose option is not there; warn where keys tell what belongs together."""
        yield from doubled("parts", [pair.key for pair in self.parts])
        yield from doubled("options", [option.key for option in self.options])
        keys = {option.key for option in self.options}
        for index, pair in enumerate(self.parts):
            if pair.match not in keys:
                yield "no-such-option", ("parts", index, "match"), {"key": pair.match}
        if any(pair.key == pair.match for pair in self.parts):
            yield "telling-keys", ("parts",), {}
        yield from of_a_list(self.options, "options")

    def made(self, write: Writer, common: dict[str, Any]) -> Matching:
        """Make the question."""
        parts = tuple(
            Pair(key=pair.key, text=write.line(pair.text, "parts", index, "text"), match=pair.match)
            for index, pair in enumerate(self.parts)
        )
        options = tuple(option.made() for option in self.options)
        return Matching(**common, parts=parts, options=options)
