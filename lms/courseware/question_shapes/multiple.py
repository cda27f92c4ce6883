"""How `type: multiple` is written."""

from fractions import Fraction
from typing import Any, Literal

from lms.courseware.question_shapes.base import Findings, Writer
from lms.courseware.question_shapes.options import ChoiceShape
from lms.courseware.questions import Multiple

MUCH = Fraction(2, 3)


class MultipleShape(ChoiceShape):
    """Several right options."""

    type: Literal["multiple"]
    credit: Literal["right-minus-wrong", "exact", "per-option"] = "right-minus-wrong"

    def findings(self) -> Findings:
        """Refuse options of which none is right; warn where guessing pays."""
        yield from ChoiceShape.findings(self)
        if self.right == 0:
            yield "none-right", ("options",), {}
        elif self.right == len(self.options):
            yield "all-right", ("options",), {}
        else:
            yield from self._generous()

    def _generous(self) -> Findings:
        """Warn where more than two thirds of the marks come to those who tick all or nothing."""
        wrong = len(self.options) - self.right
        everything = {
            "exact": Fraction(0),
            "per-option": Fraction(self.right, len(self.options)),
            "right-minus-wrong": Fraction(self.right - wrong, self.right),
        }[self.credit]
        if everything > MUCH:
            yield "all-ticked-pays", ("options",), {"percent": said(everything)}
        hardly = Fraction(wrong - 1, len(self.options))
        if self.credit == "per-option" and hardly > MUCH:
            yield "hardly-ticked-pays", ("options",), {"percent": said(hardly)}

    def made(self, write: Writer, common: dict[str, Any]) -> Multiple:
        """Make the question."""
        return Multiple(**common, options=self.made_options(write), credit=self.credit)


def said(share: Fraction) -> str:
    """Say a share as whole per cents."""
    return str(round(share * 100))
