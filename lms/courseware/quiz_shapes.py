"""The shapes of a quiz, checked by pydantic, and how each kind of question is made from its own.

A new kind of question is one shape here, added to `AnyQuestion`, and its class in `questions`.
"""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, Protocol

from pydantic import AfterValidator, Field

from lms.courseware import questions
from lms.courseware.policy_shapes import Findings, PolicyShape
from lms.courseware.questions.short import normalised
from lms.courseware.shapes import Key, Line, Lines, Numeral, Shape, Texts, in_every_language
from lms.courseware.texts import ByLanguage, Html, Text


class Writer(Protocol):
    """Renders the texts of one question; the path says where a text stands in the question."""

    def block(self, texts: Mapping[str, str], *path: str | int) -> Html:
        """Render paragraphs and lists."""

    def line(self, texts: Mapping[str, str], *path: str | int) -> Html:
        """Render one line without links."""


class OptionShape(Shape):
    """One possible answer."""

    key: Key
    text: Texts
    correct: bool = False
    feedback: Texts | None = None
    keep_last: bool = False


class QuestionShape(ABC, Shape):
    """What every kind of question has."""

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
    def made(self, write: Writer, common: dict[str, Any]) -> questions.Question:
        """Make the question."""


class ChoiceShape(QuestionShape):
    """What `single` and `multiple` have in common: options."""

    options: list[OptionShape] = Field(min_length=2, max_length=20)

    @property
    def right(self) -> int:
        """Give the number of right options."""
        return sum(option.correct for option in self.options)

    def findings(self) -> Findings:
        """Find options of the same key or the same text."""
        first: dict[str, int] = {}
        for index, option in enumerate(self.options):
            if option.key in first:
                values = {"key": option.key, "first": str(first[option.key])}
                yield "twice", ("options", index, "key"), values
            first.setdefault(option.key, index)
        for language in self.text:
            said = Counter(normalised(option.text[language]) for option in self.options)
            if max(said.values()) > 1:
                yield "same-options", ("options",), {}
                break

    def made_options(self, write: Writer) -> tuple[questions.Option, ...]:
        """Make the options."""
        return tuple(
            questions.Option(
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


class SingleShape(ChoiceShape):
    """One right option."""

    type: Literal["single"]

    def findings(self) -> Findings:
        """Refuse any number of right options but one."""
        yield from ChoiceShape.findings(self)
        if self.right != 1:
            yield "not-one-right", ("options",), {"count": str(self.right)}

    def made(self, write: Writer, common: dict[str, Any]) -> questions.Question:
        """Make the question."""
        return questions.Single(**common, options=self.made_options(write))


class MultipleShape(ChoiceShape):
    """Several right options."""

    type: Literal["multiple"]
    credit: Literal["right-minus-wrong", "exact"] = "right-minus-wrong"

    def findings(self) -> Findings:
        """Refuse options of which none is right."""
        yield from ChoiceShape.findings(self)
        if self.right == 0:
            yield "none-right", ("options",), {}
        if self.right == len(self.options):
            yield "all-right", ("options",), {}

    def made(self, write: Writer, common: dict[str, Any]) -> questions.Question:
        """Make the question."""
        return questions.Multiple(**common, options=self.made_options(write), credit=self.credit)


class TrueFalseShape(QuestionShape):
    """A statement."""

    type: Literal["true-false"]
    answer: bool

    def made(self, write: Writer, common: dict[str, Any]) -> questions.Question:
        """Make the question."""
        del write
        return questions.TrueFalse(**common, answer=self.answer)


class NumberShape(QuestionShape):
    """A number."""

    type: Literal["number"]
    answer: Numeral
    tolerance: Annotated[Numeral, Field(ge=0)] = Decimal(0)
    unit: Lines | None = None

    def made(self, write: Writer, common: dict[str, Any]) -> questions.Question:
        """Make the question."""
        del write
        unit = Text.of(self.unit) if self.unit else None
        return questions.Number(**common, answer=self.answer, tolerance=self.tolerance, unit=unit)


class ShortShape(QuestionShape):
    """A word or a few."""

    type: Literal["short"]
    accept: Annotated[
        dict[str, Annotated[list[Line], Field(min_length=1, max_length=50)]],
        AfterValidator(in_every_language),
    ]

    def findings(self) -> Findings:
        """Refuse an accepted answer of nothing but punctuation."""
        for language, answers in self.accept.items():
            for index, answer in enumerate(answers):
                if not normalised(answer):
                    yield "nothing-to-compare", ("accept", language, index), {}

    def made(self, write: Writer, common: dict[str, Any]) -> questions.Question:
        """Make the question."""
        del write
        accept = {language: tuple(answers) for language, answers in self.accept.items()}
        return questions.Short(**common, accept=ByLanguage.of(accept))


AnyQuestion = Annotated[
    SingleShape | MultipleShape | TrueFalseShape | NumberShape | ShortShape,
    Field(discriminator="type"),
]


class QuizShape(Shape):
    """A quiz file."""

    title: Lines
    intro: Texts | None = None
    policy: PolicyShape = Field(default_factory=PolicyShape)
    questions: list[AnyQuestion] = Field(min_length=1, max_length=200)
