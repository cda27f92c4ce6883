"""How `type: true-false` is written."""

from typing import Any, Literal

from lms.courseware.question_shapes.base import QuestionShape, Writer
from lms.courseware.questions import TrueFalse


class TrueFalseShape(QuestionShape):
    """A statement."""

    type: Literal["true-false"]
    answer: bool

    def made(self, write: Writer, common: dict[str, Any]) -> TrueFalse:
        """Make the question."""
        del write
        return TrueFalse(**common, answer=self.answer)
