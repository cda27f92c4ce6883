"""A number, exact or within a tolerance: all or nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from lms.courseware.questions.base import (
    FIELD,
    Fields,
    Payload,
    Question,
    ResponseRefused,
    posted,
    stored,
)
from lms.courseware.questions.options import all_or_nothing
from lms.courseware.texts import Text

LONGEST = 40
MINUS_SIGNS = str.maketrans(dict.fromkeys("\u2212\u2012\u2013\u2014\u2010\u2011", "-"))
NUMERAL = re.compile(r"[+-]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)")


def parsed(written: str) -> Decimal | None:
    """Read a number with decimal comma or point, any spaces and any minus sign; None if none."""
    tight = "".join(written.split()).translate(MINUS_SIGNS)
    if len(tight) > LONGEST or not NUMERAL.fullmatch(tight):
        return None
    return Decimal(tight.replace(",", "."))


def comma(locale: str, written: str) -> str:
    """Write a number as it is written in the reader's language."""
    return written.replace(".", ",") if locale.startswith("ru") else written


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Question):
    """`type: number`; `tolerance_percent` is of the right answer; the wider counts."""

    type = "number"
    answer: Decimal
    tolerance: Decimal = Decimal(0)
    tolerance_percent: Decimal = Decimal(0)
    unit: Text | None = None

    def response_from(self, form: Mapping[str, list[str]]) -> Payload:
        """Take a number, with or without its unit; raises ResponseRefused for anything else."""
        values = posted(form)
        if not values:
            return {}
        number = parsed(self._without_unit(values[0])) if len(values) == 1 else None
        if number is None:
            raise ResponseRefused("not-a-number", "Write one number, for example 30 or 2.5.")
        return {"number": format(number, "f")}

    def is_blank(self, payload: object) -> bool:
        """Say whether no number was given."""
        return not stored(payload, "number")

    def grade(self, payload: object) -> Fraction:
        """Give 1 within the tolerance, its ends included, else 0; compared exactly."""
        written = stored(payload, "number")
        number = parsed(written) if isinstance(written, str) else None
        if number is None:
            return Fraction(0)
        distance = abs(Fraction(number) - Fraction(self.answer))
        return all_or_nothing(distance <= self._margin)

    def answer_in_words(self, locale: str, payload: object) -> str:
        """Say the number given, with the unit."""
        written = stored(payload, "number")
        return self._with_unit(locale, written) if isinstance(written, str) and written else ""

    def right_answer(self, locale: str) -> str:
        """Say the right number, the tolerance if there is one, and the unit."""
        words = format(self.answer, "f")
        if not self._margin:
            return self._with_unit(locale, words)
        if self._margin == self.tolerance:
            return self._with_unit(locale, f"{words} ± {format(self.tolerance, 'f')}")
        share = format(self.tolerance_percent, "f")
        return f"{self._with_unit(locale, words)} ± {comma(locale, share)} %"

    def right_fields(self, locale: str) -> Fields:
        """Write the right number."""
        del locale
        return {FIELD: [format(self.answer, "f")]}

    def rules(self) -> tuple[str, ...]:
        """Tell from where to where a number counts."""
        least, most = Fraction(self.answer) - self._margin, Fraction(self.answer) + self._margin
        return (
            f"counts from {float(least):g} to {float(most):g}",
            "decimal comma and point, spaces, kinds of minus and the unit make no difference",
        )

    def unit_in(self, locale: str) -> str | None:
        """Give the unit in the reader's language."""
        return self.unit.in_(locale) if self.unit else None

    @property
    def _margin(self) -> Fraction:
        share = abs(Fraction(self.answer)) * Fraction(self.tolerance_percent) / 100
        return max(Fraction(self.tolerance), share)

    def _with_unit(self, locale: str, words: str) -> str:
        written = comma(locale, words)
        unit = self.unit_in(locale)
        return f"{written} {unit}" if unit else written

    def _without_unit(self, written: str) -> str:
        text = written.strip().casefold()
        for unit in (self.unit or {}).values():
            text = text.removesuffix(unit.casefold())
        return text
