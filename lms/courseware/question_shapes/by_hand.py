"""How a rubric is written, shared by the kinds of question that a trainer marks."""

from typing import Any, ClassVar

from pydantic import Field

from lms.courseware.question_shapes.base import Findings, QuestionShape, Writer, doubled
from lms.courseware.questions import Criterion
from lms.courseware.shapes import Key, Lines, Shape, Texts
from lms.courseware.texts import Text


class CriterionShape(Shape):
    """One thing a trainer looks for."""

    key: Key
    points: int = Field(default=1, ge=1, le=10)
    text: Lines
    description: Texts | None = None


class HandShape(QuestionShape):
    """What `long` and `file` have in common: a rubric."""

    inside: ClassVar[dict[str, type[Shape]]] = {"rubric": CriterionShape}

    rubric: list[CriterionShape] = Field(min_length=1, max_length=10)

    def findings(self) -> Findings:
        """Refuse criteria of the same key."""
        yield from doubled("rubric", [criterion.key for criterion in self.rubric])

    def of_hand(self, write: Writer, common: dict[str, Any]) -> dict[str, Any]:
        """Give the fields both have; without `marks` a point of the rubric is a mark."""
        marks = self.marks if "marks" in self.model_fields_set else self.points
        return {**common, "marks": marks, "rubric": tuple(self._criteria(write))}

    @property
    def points(self) -> int:
        """Give the points of all criteria together."""
        return sum(criterion.points for criterion in self.rubric)

    def _criteria(self, write: Writer) -> list[Criterion]:
        return [
            Criterion(
                key=criterion.key,
                points=criterion.points,
                text=Text.of(criterion.text),
                description=write.block(criterion.description, "rubric", index, "description")
                if criterion.description
                else None,
            )
            for index, criterion in enumerate(self.rubric)
        ]
