"""The shape of a quiz file: how it may be taken, and its questions."""

from pydantic import Field

from lms.courseware.policy_shapes import PolicyShape
from lms.courseware.question_shapes import AnyQuestion
from lms.courseware.shapes import Lines, Shape, Texts


class QuizShape(Shape):
    """A quiz file."""

    title: Lines
    intro: Texts | None = None
    policy: PolicyShape = Field(default_factory=PolicyShape)
    questions: list[AnyQuestion] = Field(min_length=1, max_length=200)
