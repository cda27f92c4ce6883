"""How `type: number` is written."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from lms.courseware.question_shapes.base import Findings, QuestionShape, Writer
from lms.courseware.questions import Number
from lms.courseware.shapes import Lines, Numeral
from lms.courseware.texts import Text


class NumberShape(QuestionShape):
    """A number."""

    type: Literal["number"]
    answer: Numeral
    tolerance: Annotated[Numeral, Field(ge=0)] = Decimal(0)
    tolerance_percent: Annotated[Numeral, Field(ge=0, le=100)] = Decimal(0)
    unit: Lines | None = None

    def findings(self) -> Findings:
        """Refuse a share of nothing: it is no tolerance."""
        if self.tolerance_percent and not self.answer:
            yield "percent-of-nothing", ("tolerance_percent",), {}

    def made(self, write: Writer, common: dict[str, Any]) -> Number:
        """Make the question."""
        del write
        return Number(
            **common,
            answer=self.answer,
            tolerance=self.tolerance,
            tolerance_percent=self.tolerance_percent,
            unit=Text.of(self.unit) if self.unit else None,
        )
