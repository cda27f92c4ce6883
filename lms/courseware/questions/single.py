"""One right option among several: all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from lms.courseware.questions import options as choice
from lms.courseware.questions.base import FIELD, Fields
from lms.courseware.questions.options import OneOf, Option
from lms.courseware.questions.views import OptionReview, OptionView


@dataclass(frozen=True, slots=True, kw_only=True)
class Single(OneOf):
    """`type: single`."""

    type = "single"
    options: tuple[Option, ...]

    @property
    def option_keys(self) -> tuple[str, ...]:
        """Give the keys of the options in the author's order."""
        return tuple(option.key for option in self.options)

    def draw_order(self, random: Random) -> tuple[str, ...]:
        """Draw the order of options that an attempt keeps."""
        return choice.drawn(self.options, random)

    def grade(self, payload: object) -> Fraction:
        """Give 1 for the right option, else 0."""
        right = {option.key for option in self.options if option.correct}
        return choice.all_or_nothing(choice.chosen(payload) == right)

    def answer_in_words(self, locale: str, payload: object) -> str:
        """Name the option chosen."""
        picked = choice.chosen(payload)
        return choice.in_words([o for o in self.options if o.key in picked], locale)

    def right_answer(self, locale: str) -> str:
        """Name the right option."""
        return choice.in_words([o for o in self.options if o.correct], locale)

    def right_fields(self, locale: str) -> Fields:
        """Choose the right option."""
        del locale
        return {FIELD: [option.key for option in self.options if option.correct]}

    def option_views(self, locale: str, order: Sequence[str] | None) -> tuple[OptionView, ...]:
        """Show the options without what is right."""
        return choice.views(self.options, locale, order)

    def option_reviews(
        self, locale: str, payload: object, order: Sequence[str] | None
    ) -> tuple[OptionReview, ...]:
        """Show the options after the attempt."""
        return choice.reviews(self.options, locale, payload, order)
