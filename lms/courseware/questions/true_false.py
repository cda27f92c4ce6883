"""A statement that is true or false: all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import escape

from lms.courseware.questions import options as choice
from lms.courseware.questions.base import FIELD, Fields, in_order
from lms.courseware.questions.options import OneOf
from lms.courseware.questions.views import OptionReview, OptionView

# The two words are part of the question as printed, so they live here and not in a catalogue of
# messages; a language that is not listed reads English.
WORDS = {
    "en": {"true": "True", "false": "False"},
    "ru": {"true": "Верно", "false": "Неверно"},
}


def word(locale: str, key: str) -> str:
    """Say `true` or `false` in the reader's language."""
    return WORDS.get(locale[:2].lower(), WORDS["en"])[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse(OneOf):
    """`type: true-false`; its options are `true` and `false`, never shuffled."""

    type = "true-false"
    answer: bool

    @property
    def option_keys(self) -> tuple[str, ...]:
        """Give `true` and `false`."""
        return ("true", "false")

    def grade(self, payload: object) -> Fraction:
        """Give 1 for the right word, else 0."""
        return choice.all_or_nothing(choice.chosen(payload) == {self._right})

    def answer_in_words(self, locale: str, payload: object) -> str:
        """Say the word chosen."""
        picked = choice.chosen(payload)
        return "; ".join(word(locale, key) for key in self.option_keys if key in picked)

    def right_answer(self, locale: str) -> str:
        """Say the right word."""
        return word(locale, self._right)

    def right_fields(self, locale: str) -> Fields:
        """Choose the right word."""
        del locale
        return {FIELD: [self._right]}

    def option_views(self, locale: str, order: Sequence[str] | None) -> tuple[OptionView, ...]:
        """Show both words."""
        keys = in_order(self.option_keys, order)
        return tuple(OptionView(key=key, text=escape(word(locale, key))) for key in keys)

    def option_reviews(
        self, locale: str, payload: object, order: Sequence[str] | None
    ) -> tuple[OptionReview, ...]:
        """Show both words after the attempt."""
        picked = choice.chosen(payload)
        return tuple(
            OptionReview(
                key=view.key,
                text=view.text,
                chosen=view.key in picked,
                correct=view.key == self._right,
            )
            for view in self.option_views(locale, order)
        )

    @property
    def _right(self) -> str:
        return "true" if self.answer else "false"
