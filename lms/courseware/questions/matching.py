"""Things that belong to each other: every part is matched with an option of one list."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from markupsafe import escape

from lms.courseware.questions.base import FIELD, Fields, in_order
from lms.courseware.questions.options import known
from lms.courseware.questions.parts import Choice, Parted
from lms.courseware.questions.shuffling import drawn_apart, scrambled
from lms.courseware.questions.views import OptionView, PartReview, PartView
from lms.courseware.texts import Html


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A part to be matched, with the key of the option that belongs to it."""

    key: str
    text: Html
    match: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching(Parted):
    """`type: matching`; an option may belong to several parts, or to none."""

    type = "matching"
    parts: tuple[Pair, ...]
    options: tuple[Choice, ...]

    @property
    def part_keys(self) -> tuple[str, ...]:
        """Give the keys of the parts in the author's order."""
        return tuple(pair.key for pair in self.parts)

    @property
    def option_keys(self) -> tuple[str, ...]:
        """Give the keys of the options, never standing beside their parts."""
        return scrambled(self.key, self._free, self._last, self._right)

    def draw_order(self, random: Random) -> tuple[str, ...]:
        """Draw the order of options that an attempt keeps."""
        return drawn_apart(self._free, self._last, self._right, random)

    def taken(self, part: str, value: str) -> str:
        """Take an option of the list; raises ResponseRefused."""
        del part
        known([option.key for option in self.options], [value])
        return value

    def is_right(self, part: str, value: str) -> bool:
        """Say whether the option belongs to the part."""
        return self._pair(part).match == value

    def right_fields(self, locale: str) -> Fields:
        """Give each part its option."""
        del locale
        return {f"{FIELD}.{pair.key}": [pair.match] for pair in self.parts}

    def answer_in_words(self, locale: str, payload: object) -> str:
        """Say what was matched with what."""
        return self._in_words(locale, self.answered(payload))

    def right_answer(self, locale: str) -> str:
        """Say what belongs to what."""
        return self._in_words(locale, {pair.key: pair.match for pair in self.parts})

    def rules(self) -> tuple[str, ...]:
        """Tell what a part is worth."""
        return (f"each of {len(self.parts)} parts earns the same share; nothing is taken off",)

    def part_views(self, locale: str, order: Sequence[str] | None) -> tuple[PartView, ...]:
        """Show the parts as the author wrote them, each with all options in the order kept."""
        options = tuple(
            OptionView(key=key, text=escape(self._said(locale, key)))
            for key in in_order(self.option_keys, order)
        )
        return tuple(PartView(pair.key, pair.text.in_(locale), options) for pair in self.parts)

    def part_reviews(self, locale: str, payload: object) -> tuple[PartReview, ...]:
        """Show each part with the option chosen and the one that belongs to it."""
        answered = self.answered(payload)
        return tuple(
            PartReview(
                key=pair.key,
                text=pair.text.in_(locale),
                verdict=self.part_verdict(pair.key, answered.get(pair.key)),
                given=self._said(locale, answered.get(pair.key)),
                right=self._said(locale, pair.match),
            )
            for pair in self.parts
        )

    @property
    def _free(self) -> list[str]:
        return [option.key for option in self.options if not option.keep_last]

    @property
    def _last(self) -> list[str]:
        return [option.key for option in self.options if option.keep_last]

    @property
    def _right(self) -> list[str]:
        free = self._free
        return [key for key in dict.fromkeys(pair.match for pair in self.parts) if key in free]

    def _pair(self, key: str) -> Pair:
        return next(pair for pair in self.parts if pair.key == key)

    def _said(self, locale: str, key: str | None) -> str:
        return next((o.text.in_(locale) for o in self.options if o.key == key), "")

    def _in_words(self, locale: str, matched: dict[str, str]) -> str:
        return "; ".join(
            f"{self._pair(part).text.in_(locale).striptags()} – {self._said(locale, option)}"
            for part, option in matched.items()
        )
