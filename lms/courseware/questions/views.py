"""What may be shown of a question: before an answer (no key in it) and after an attempt."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from markupsafe import Markup

Verdict = Literal["right", "partly", "wrong", "blank", "waiting", "marked"]
NOTHING = Markup()


@dataclass(frozen=True, slots=True)
class OptionView:
    """An option to choose: its key and its text in the reader's language, nothing else."""

    key: str
    text: Markup


@dataclass(frozen=True, slots=True)
class PartView:
    """A part that is answered by itself: typed, or chosen where there are options.

    `text` says what is asked; in a text with gaps it is what is read before the gap.
    """

    key: str
    text: Markup
    options: tuple[OptionView, ...] = ()


@dataclass(frozen=True, slots=True)
class CriterionView:
    """What a trainer looks for, and the points it is worth."""

    key: str
    text: str
    points: int
    description: Markup


@dataclass(frozen=True, slots=True)
class HandView:
    """How a trainer marks, and what is taken: so many words, or files of these kinds and size."""

    rubric: tuple[CriterionView, ...]
    least_words: int = 0
    most_words: int = 0
    kinds: tuple[str, ...] = ()
    megabytes: int = 0

    @property
    def points(self) -> int:
        """Give the points of all criteria together."""
        return sum(criterion.points for criterion in self.rubric)


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question to answer. It has no place for what is right, why, or where to read it.

    `tail` is what is read after the last part, `by_hand` how a trainer will mark the answer.
    """

    key: str
    type: str
    marks: int
    text: Markup
    options: tuple[OptionView, ...] = ()
    parts: tuple[PartView, ...] = ()
    tail: Markup = NOTHING
    unit: str | None = None
    by_hand: HandView | None = None


@dataclass(frozen=True, slots=True)
class OptionReview:
    """An option after the attempt; `correct` is None where it is not shown."""

    key: str
    text: Markup
    chosen: bool
    correct: bool | None
    feedback: Markup | None = None


@dataclass(frozen=True, slots=True)
class PartReview:
    """A part after the attempt: what was answered (empty when nothing was) and what is right.

    `verdict` and `right` are None where they are not shown.
    """

    key: str
    text: Markup
    verdict: Verdict | None
    given: str
    right: str | None


@dataclass(frozen=True, slots=True)
class QuestionReview:
    """A question after the attempt; `fraction` is the exact part of the marks in [0, 1].

    `right_chosen` of `right_total` let a page say "partly right, 2 of 3". `lesson` is the path
    `<module>/<item>` to read again. What the review policy does not show is None. `points` by
    criterion and `comment` come from a trainer; None as long as nobody has marked the answer.
    `upload` is the key of a file handed in.
    """

    key: str
    type: str
    marks: int
    text: Markup
    fraction: Fraction | None
    verdict: Verdict | None
    answer_in_words: str
    right_answer: str | None
    feedback: Markup | None
    options: tuple[OptionReview, ...] = ()
    parts: tuple[PartReview, ...] = ()
    tail: Markup = NOTHING
    right_chosen: int | None = 0
    right_total: int | None = 1
    unit: str | None = None
    lesson: str | None = None
    source: str | None = None
    by_hand: HandView | None = None
    points: Mapping[str, int] | None = None
    comment: str = ""
    upload: str = ""
