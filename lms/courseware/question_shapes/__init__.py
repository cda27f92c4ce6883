"""How each kind of question is written: one shape a file. A new one is a line in `AnyQuestion`."""

from types import MappingProxyType
from typing import Annotated, get_args

from pydantic import Field

from lms.courseware.question_shapes.base import QuestionShape
from lms.courseware.question_shapes.file import FileShape
from lms.courseware.question_shapes.gap import GapShape
from lms.courseware.question_shapes.long import LongShape
from lms.courseware.question_shapes.matching import MatchingShape
from lms.courseware.question_shapes.multiple import MultipleShape
from lms.courseware.question_shapes.number import NumberShape
from lms.courseware.question_shapes.options import ChoiceShape, OptionShape
from lms.courseware.question_shapes.ordering import OrderingShape
from lms.courseware.question_shapes.short import ShortShape
from lms.courseware.question_shapes.single import SingleShape
from lms.courseware.question_shapes.true_false import TrueFalseShape

AnyQuestion = Annotated[
    SingleShape
    | MultipleShape
    | TrueFalseShape
    | NumberShape
    | ShortShape
    | MatchingShape
    | OrderingShape
    | GapShape
    | LongShape
    | FileShape,
    Field(discriminator="type"),
]

SHAPES: MappingProxyType[str, type[QuestionShape]] = MappingProxyType(
    {
        get_args(kind.model_fields["type"].annotation)[0]: kind
        for kind in get_args(get_args(AnyQuestion)[0])
    }
)

__all__ = ["SHAPES", "AnyQuestion", "ChoiceShape", "OptionShape", "QuestionShape", "SingleShape"]
