"""Several right options: right minus wrong over the number of right ones, exact, or per option."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Literal

from lms.courseware.questions import options as choice
from lms.courseware.questions.base import FIELD, Fields, Payload, Question, posted
from lms.courseware.questions.options import Option
from lms.courseware.questions.views import OptionReview, OptionView

Credit = Literal["right-minus-wrong", "exact", "per-option"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiple(Question):
    """`type: multiple`."""

    type = "multiple"
    options: tuple[Option, ...]
    credit: Credit = "right-minus-wrong"

    @property
    def option_keys(self) -> tuple[str, ...]:
        """Give the keys of the options in the author's order."""
        return tuple(option.key for option in self.options)

    def draw_order(self, random: Random) -> tuple[str, ...]:
        """Draw the order of options that an attempt keeps."""
        return choice.drawn(self.options, random)

    def response_from(self, form: Mapping[str, list[str]]) -> Payload:
        """Take the ticked options, stored in the author's order; raises ResponseRefused."""
        values = posted(form)
        choice.known(self.option_keys, values)
        return {"options": [key for key in self.option_keys if key in values]} if values else {}

    def is_blank(self, payload: object) -> bool:
        """Say whether nothing is ticked."""
        return not choice.chosen(payload)

    def grade(self, payload: object) -> Fraction:
        """Give the part of the marks that the credit says, never below 0; nothing ticked is 0.

        `right-minus-wrong`: (right - wrong) / number of right options. `per-option`: boxes as
        they should be, ticked or not / number of options. `exact`: all or nothing.
        """
        picked, right = choice.chosen(payload) & {*self.option_keys}, self._right
        if not picked:
            return Fraction(0)
        if self.credit == "exact":
            return choice.all_or_nothing(choice.chosen(payload) == right)
        if self.credit == "per-option":
            return Fraction(*self.right_count(payload))
        gained = len(picked & right) - len(picked - right)
        return Fraction(max(gained, 0), len(right))

    def right_count(self, payload: object) -> tuple[int, int]:
        """Give how many right options were ticked, or how many boxes are as they should be."""
        picked, right = choice.chosen(payload) & {*self.option_keys}, self._right
        if self.credit != "per-option":
            return len(picked & right), len(right)
        return len(self.options) - len(picked ^ right), len(self.options)

    def right_fields(self, locale: str) -> Fields:
        """Tick the right options."""
        del locale
        return {FIELD: [option.key for option in self.options if option.correct]}

    def rules(self) -> tuple[str, ...]:
        """Tell what guessing earns."""
        every = self.grade({"options": [*self.option_keys]})
        wrong = [{"options": [option.key]} for option in self.options if not option.correct]
        least = max(map(self.grade, wrong), default=Fraction(0))
        return (
            f"credit: {self.credit}",
            f"all ticked earns {every}, one wrong box alone {least}, nothing ticked 0",
        )

    def answer_in_words(self, locale: str, payload: object) -> str:
        """Name the options ticked."""
        picked = choice.chosen(payload)
        return choice.in_words([o for o in self.options if o.key in picked], locale)

    def right_answer(self, locale: str) -> str:
        """Name all right options."""
        return choice.in_words([o for o in self.options if o.correct], locale)

    def option_views(self, locale: str, order: Sequence[str] | None) -> tuple[OptionView, ...]:
        """Show the options without what is right."""
        return choice.views(self.options, locale, order)

    def option_reviews(
        self, locale: str, payload: object, order: Sequence[str] | None
    ) -> tuple[OptionReview, ...]:
        """Show the options after the attempt."""
        return choice.reviews(self.options, locale, payload, order)

    @property
    def _right(self) -> frozenset[str]:
        return frozenset(option.key for option in self.options if option.correct)
