"""What every kind of question can do: take an answer, mark it, show itself before and after."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import ClassVar

from markupsafe import Markup

from lms.courseware.questions.views import (
    HandView,
    OptionReview,
    OptionView,
    PartReview,
    PartView,
    QuestionReview,
    QuestionView,
    Verdict,
)
from lms.courseware.questions.withholding import withheld
from lms.courseware.review_policy import EVERYTHING, Part
from lms.courseware.texts import Html, Text

FIELD = "answer"
Payload = dict[str, object]
Fields = dict[str, list[str]]


class ResponseRefused(ValueError):
    """An answer cannot be stored; `code` names why, for the edge to say it politely.

    Codes: `unknown-field`, `unknown-option`, `one-option`, `same-place`, `not-a-number`,
    `too-long`, `too-many-words`, `no-file`.
    """

    def __init__(self, code: str, reason: str) -> None:
        self.code = code
        super().__init__(reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(ABC):
    """A question with what is right; learners get its `view`, after the attempt its `review`.

    `lesson` is the path `<module>/<item>` to read again, `tags` name the pools it may be drawn
    from, `hints` are given one by one after wrong tries. A payload is a JSON-able dict; `{}` is
    the blank answer of every type. A type that `is_marked_by_hand` waits for its trainer.
    """

    type: ClassVar[str]
    is_marked_by_hand: ClassVar[bool] = False

    key: str
    text: Html
    feedback: Html
    marks: int = 1
    lesson: str | None = None
    source: Text | None = None
    tags: tuple[str, ...] = ()
    hints: tuple[Html, ...] = ()

    @abstractmethod
    def response_from(self, form: Mapping[str, list[str]]) -> Payload:
        """Turn the posted field `answer`, or one `answer.<part>` for each part, into a payload.

        Raises ResponseRefused.
        """

    @abstractmethod
    def grade(self, payload: object) -> Fraction:
        """Give the exact part of the marks in [0, 1]; None, `{}` and nonsense give 0."""

    @abstractmethod
    def is_blank(self, payload: object) -> bool:
        """Say whether nothing was answered."""

    @abstractmethod
    def answer_in_words(self, locale: str, payload: object) -> str:
        """Say what was answered, as plain text; empty when nothing was."""

    @abstractmethod
    def right_answer(self, locale: str) -> str:
        """Say what is right, as plain text."""

    @abstractmethod
    def right_fields(self, locale: str) -> Fields:
        """Give the fields that somebody who knows would post."""

    def rules(self) -> tuple[str, ...]:
        """Tell the author, in English like all advice, how answers are marked."""
        return ()

    def given(self, payload: object) -> Fields:
        """Give the fields that `response_from` turns into this payload."""
        values = payload.values() if isinstance(payload, dict) else ()
        texts = [
            str(value)
            for several in values
            for value in (several if isinstance(several, list) else [several])
        ]
        return {FIELD: texts} if texts else {}

    @property
    def option_keys(self) -> tuple[str, ...]:
        """Give the keys of the options in an order that tells nothing; empty without options."""
        return ()

    def draw_order(self, random: Random) -> tuple[str, ...]:
        """Draw the order of options that an attempt keeps; `keep_last` ones stay at the end."""
        del random
        return self.option_keys

    def view(self, locale: str, order: Sequence[str] | None = None) -> QuestionView:
        """Show the question without any trace of what is right, options in the order kept."""
        return QuestionView(
            key=self.key,
            type=self.type,
            marks=self.marks,
            text=self.text.in_(locale),
            options=self.option_views(locale, order),
            parts=self.part_views(locale, order),
            tail=self.tail_in(locale),
            unit=self.unit_in(locale),
            by_hand=self.by_hand_in(locale),
        )

    def review(
        self,
        locale: str,
        payload: object,
        order: Sequence[str] | None = None,
        shown: frozenset[Part] = EVERYTHING,
    ) -> QuestionReview:
        """Show the question with the answer given and, as far as it is shown, what is right."""
        parts = [part.key for part in self.part_views(locale, order)]
        return withheld(self._whole_review(locale, payload, order), shown, parts)

    def _whole_review(
        self, locale: str, payload: object, order: Sequence[str] | None
    ) -> QuestionReview:
        """The review with everything in it."""
        fraction = self.grade(payload)
        right_chosen, right_total = self.right_count(payload)
        return QuestionReview(
            key=self.key,
            type=self.type,
            marks=self.marks,
            text=self.text.in_(locale),
            fraction=fraction,
            verdict=self.verdict(payload, fraction),
            answer_in_words=self.answer_in_words(locale, payload),
            right_answer=self.right_answer(locale),
            feedback=self.feedback.in_(locale),
            options=self.option_reviews(locale, payload, order),
            parts=self.part_reviews(locale, payload),
            tail=self.tail_in(locale),
            right_chosen=right_chosen,
            right_total=right_total,
            unit=self.unit_in(locale),
            by_hand=self.by_hand_in(locale),
            lesson=self.lesson,
            source=self.source.in_(locale) if self.source else None,
        )

    def verdict(self, payload: object, fraction: Fraction) -> Verdict:
        """Name the result in one word."""
        if self.is_blank(payload):
            return "blank"
        if fraction == 1:
            return "right"
        return "partly" if fraction > 0 else "wrong"

    def option_views(self, locale: str, order: Sequence[str] | None) -> tuple[OptionView, ...]:
        """Show the options; none unless the type has them."""
        del locale, order
        return ()

    def option_reviews(
        self, locale: str, payload: object, order: Sequence[str] | None
    ) -> tuple[OptionReview, ...]:
        """Show the options after the attempt; none unless the type has them."""
        del locale, payload, order
        return ()

    def part_views(self, locale: str, order: Sequence[str] | None) -> tuple[PartView, ...]:
        """Show the parts that are answered one by one; none unless the type has them."""
        del locale, order
        return ()

    def part_reviews(self, locale: str, payload: object) -> tuple[PartReview, ...]:
        """Show the parts after the attempt; none unless the type has them."""
        del locale, payload
        return ()

    def tail_in(self, locale: str) -> Markup:
        """Give what is read after the last part; nothing unless the type has it."""
        del locale
        return Markup()

    def right_count(self, payload: object) -> tuple[int, int]:
        """Give how many right things were answered, of how many there are."""
        return int(self.grade(payload) == 1), 1

    def by_hand_in(self, locale: str) -> HandView | None:
        """Show how a trainer marks the answer; None for what is marked by the machine."""
        del locale
        return None

    def unit_in(self, locale: str) -> str | None:
        """Give the unit written after a number; None unless the type has one."""
        del locale
        return None


def posted(form: Mapping[str, list[str]]) -> list[str]:
    """Give the values of the one field a question has; raises ResponseRefused for any other."""
    if not set(form) <= {FIELD}:
        raise ResponseRefused("unknown-field", "A question has one field, `answer`.")
    return [value for value in form.get(FIELD, []) if value.strip()]


def stored(payload: object, name: str) -> object:
    """Give what a stored payload holds under `name`; None for anything that is no payload."""
    return payload.get(name) if isinstance(payload, dict) else None


def in_order(keys: Sequence[str], order: Sequence[str] | None) -> tuple[str, ...]:
    """Put the keys in the order kept by an attempt; keys it does not know follow at the end."""
    kept = [key for key in dict.fromkeys(order or ()) if key in keys]
    return (*kept, *(key for key in keys if key not in kept))
