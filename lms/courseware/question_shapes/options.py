"""How options to choose from are written, shared by `single` and `multiple`."""

from collections import Counter
from typing import ClassVar

from pydantic import Field

from lms.courseware.question_shapes.base import Findings, QuestionShape, Writer, doubled
from lms.courseware.questions import Option
from lms.courseware.questions.wording import normalised
from lms.courseware.shapes import Key, Shape, Texts


class OptionShape(Shape):
    """One possible answer."""

    key: Key
    text: Texts
    correct: bool = False
    feedback: Texts | None = None
    keep_last: bool = False


class ChoiceShape(QuestionShape):
    """What `single` and `multiple` have in common: options."""

    inside: ClassVar[dict[str, type[Shape]]] = {"options": OptionShape}

    options: list[OptionShape] = Field(min_length=2, max_length=20)

    @property
    def right(self) -> int:
        """Give the number of right options."""
        return sum(option.correct for option in self.options)

    def findings(self) -> Findings:
        """Find options of the same key or the same text."""
        yield from doubled("options", [option.key for option in self.options])
        for language in self.text:
            said = Counter(normalised(option.text[language]) for option in self.options)
            if max(said.values()) > 1:
                yield "same-options", ("options",), {}
                break

    def made_options(self, write: Writer) -> tuple[Option, ...]:
        """Make the options."""
        return tuple(
            Option(
                key=option.key,
                text=write.line(option.text, "options", index, "text"),
                correct=option.correct,
                keep_last=option.keep_last,
                feedback=write.block(option.feedback, "options", index, "feedback")
                if option.feedback
                else None,
            )
            for index, option in enumerate(self.options)
        )
