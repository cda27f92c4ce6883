"""A text with gaps, each typed or chosen from a list."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from markupsafe import Markup, escape

from lms.courseware.questions.base import FIELD, Fields, ResponseRefused, in_order
from lms.courseware.questions.options import known
from lms.courseware.questions.parts import Choice, Parted
from lms.courseware.questions.shuffling import drawn_apart
from lms.courseware.questions.views import OptionView, PartReview, PartView
from lms.courseware.questions.wording import LONGEST, accepted_rules, accepts_any, shown
from lms.courseware.texts import ByLanguage, Html

MARK = re.compile(r"\[\[([^\[\]]*)\]\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One gap: typed where it has accepted answers, chosen where it has options."""

    key: str
    accept: ByLanguage[tuple[str, ...]] | None = None
    options: tuple[Choice, ...] = ()

    def is_filled_by(self, value: str) -> bool:
        """Say whether the value is right; an accepted answer in any language counts."""
        if self.accept is None:
            return any(option.correct and option.key == value for option in self.options)
        return accepts_any((answer for some in self.accept.values() for answer in some), value)

    def right_value(self, locale: str) -> str:
        """Give a value that is right."""
        if self.accept is None:
            return next(option.key for option in self.options if option.correct)
        return shown(self.accept.in_(locale)[0])

    def rules(self) -> tuple[str, ...]:
        """Tell the author what counts here."""
        if self.accept is None:
            return (f"[[{self.key}]] one of {len(self.options)}",)
        return tuple(f"[[{self.key}]] {rule}" for rule in accepted_rules(self.accept))

    def said(self, locale: str, value: str) -> str:
        """Say a value: the text of an option, or what was typed."""
        if self.accept is not None:
            return value
        return next((o.text.in_(locale) for o in self.options if o.key == value), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class GapText(Parted):
    """`type: gap`; `passage` has a mark `[[key]]` for each gap, in any order in each language."""

    type = "gap"
    passage: Html
    gaps: tuple[Gap, ...]

    @property
    def part_keys(self) -> tuple[str, ...]:
        """Give the keys of the gaps in the author's order."""
        return tuple(gap.key for gap in self.gaps)

    @property
    def option_keys(self) -> tuple[str, ...]:
        """Give `<gap>.<option>` for every option, in the author's order."""
        return tuple(f"{gap.key}.{o.key}" for gap in self.gaps for o in gap.options)

    def draw_order(self, random: Random) -> tuple[str, ...]:
        """Draw the order of the options of each gap."""
        return tuple(key for gap in self.gaps for key in drawn_options(gap, random))

    def taken(self, part: str, value: str) -> str:
        """Take an option of the gap, or what was typed; raises ResponseRefused."""
        gap = self._gap(part)
        if gap.accept is None:
            known([option.key for option in gap.options], [value])
            return value
        text = " ".join(value.split())
        if len(text) > LONGEST:
            raise ResponseRefused("too-long", f"Write up to {LONGEST} characters.")
        return text

    def is_right(self, part: str, value: str) -> bool:
        """Say whether the value fills the gap rightly."""
        return self._gap(part).is_filled_by(value)

    def right_fields(self, locale: str) -> Fields:
        """Fill every gap rightly."""
        return {f"{FIELD}.{gap.key}": [gap.right_value(locale)] for gap in self.gaps}

    def answer_in_words(self, locale: str, payload: object) -> str:
        """Give the passage as it was filled in."""
        answered = self.answered(payload)
        said = {key: self._gap(key).said(locale, value) for key, value in answered.items()}
        return self._filled(locale, said) if said else ""

    def right_answer(self, locale: str) -> str:
        """Give the passage as it is right."""
        return self._filled(locale, {gap.key: self._right(locale, gap) for gap in self.gaps})

    def rules(self) -> tuple[str, ...]:
        """Tell what counts in each gap."""
        shares = (f"each of {len(self.gaps)} gaps earns the same share; nothing is taken off",)
        return (*shares, *(rule for gap in self.gaps for rule in gap.rules()))

    def part_views(self, locale: str, order: Sequence[str] | None) -> tuple[PartView, ...]:
        """Show each gap with what is read before it."""
        return tuple(
            PartView(key, before, tuple(self._options(key, locale, order)))
            for key, before in self._read(locale)
        )

    def part_reviews(self, locale: str, payload: object) -> tuple[PartReview, ...]:
        """Show each gap with what was answered and what is right."""
        answered = self.answered(payload)
        return tuple(
            PartReview(
                key=key,
                text=before,
                verdict=self.part_verdict(key, answered.get(key)),
                given=self._gap(key).said(locale, answered.get(key, "")),
                right=self._right(locale, self._gap(key)),
            )
            for key, before in self._read(locale)
        )

    def tail_in(self, locale: str) -> Markup:
        """Give what is read after the last gap."""
        return Markup(MARK.split(self.passage.in_(locale))[-1])  # noqa: S704  a piece of clean HTML

    def _read(self, locale: str) -> Iterator[tuple[str, Markup]]:
        """Give the gaps in the order of reading, each with what stands before it."""
        pieces = MARK.split(self.passage.in_(locale))
        for before, key in zip(pieces[::2], pieces[1::2], strict=False):
            yield key, Markup(before)  # noqa: S704  a piece of clean HTML

    def _options(self, gap: str, locale: str, order: Sequence[str] | None) -> Iterator[OptionView]:
        texts = {f"{gap}.{option.key}": option for option in self._gap(gap).options}
        for key in in_order([*texts], order):
            yield OptionView(key=texts[key].key, text=escape(texts[key].text.in_(locale)))

    def _gap(self, key: str) -> Gap:
        return next(gap for gap in self.gaps if gap.key == key)

    @staticmethod
    def _right(locale: str, gap: Gap) -> str:
        return gap.said(locale, gap.right_value(locale))

    def _filled(self, locale: str, words: dict[str, str]) -> str:
        lines = self.passage.in_(locale).split("</p>")
        text = Markup(" ").join(lines).striptags()
        return MARK.sub(lambda mark: words.get(mark[1]) or "…", text)


def drawn_options(gap: Gap, random: Random) -> tuple[str, ...]:
    """Shuffle the options of a gap; those to be kept last stay at the end."""
    free = [f"{gap.key}.{option.key}" for option in gap.options if not option.keep_last]
    last = [f"{gap.key}.{option.key}" for option in gap.options if option.keep_last]
    return drawn_apart(free, last, (), random)
