"""What a trainer marks by hand: a rubric of criteria, each worth some points."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from lms.courseware.questions.base import Question
from lms.courseware.questions.views import NOTHING, CriterionView, Verdict
from lms.courseware.texts import Html, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One thing a trainer looks for; whole points from 0 to `points` are given for it."""

    key: str
    points: int
    text: Text
    description: Html | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedByHand(Question):
    """A question whose answer waits for a trainer; a blank one waits for nobody and gets nothing.

    The rubric is shown to learners with the question: they know what is looked for.
    """

    is_marked_by_hand = True
    rubric: tuple[Criterion, ...]

    def rules(self) -> tuple[str, ...]:
        """Tell the author how answers are marked."""
        return (f"A trainer gives up to {self.points} points by the rubric.",)

    @property
    def points(self) -> int:
        """Give the points of all criteria together."""
        return sum(criterion.points for criterion in self.rubric)

    def takes(self, points: Mapping[str, int]) -> bool:
        """Say whether these are points for every criterion and none has too many."""
        most = {criterion.key: criterion.points for criterion in self.rubric}
        return points.keys() == most.keys() and all(
            0 <= given <= most[key] for key, given in points.items()
        )

    def credit(self, points: Mapping[str, object]) -> Fraction:
        """Give the part of the marks in [0, 1] that these points come to."""
        given = (
            min(max(number, 0), criterion.points)
            for criterion in self.rubric
            if isinstance(number := points.get(criterion.key), int)
        )
        return Fraction(sum(given), self.points)

    def grade(self, payload: object) -> Fraction:
        """Give nothing: only a person can tell."""
        del payload
        return Fraction(0)

    def verdict(self, payload: object, fraction: Fraction) -> Verdict:
        """Say that the answer waits, unless there is none."""
        del fraction
        return "blank" if self.is_blank(payload) else "waiting"

    def right_count(self, payload: object) -> tuple[int, int]:
        """Give no count: points are no right things."""
        del payload
        return 0, 0

    def criteria(self, locale: str) -> tuple[CriterionView, ...]:
        """Show the rubric."""
        return tuple(
            CriterionView(
                key=criterion.key,
                text=criterion.text.in_(locale),
                points=criterion.points,
                description=criterion.description.in_(locale) if criterion.description else NOTHING,
            )
            for criterion in self.rubric
        )

    def right_answer(self, locale: str) -> str:
        """Say nothing: there is no one right answer."""
        del locale
        return ""
