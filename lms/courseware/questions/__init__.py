"""The kinds of question. A new one is a class in its own file and a line in the registry."""

from types import MappingProxyType

from lms.courseware.questions.base import FIELD, Fields, Payload, Question, ResponseRefused
from lms.courseware.questions.by_hand import Criterion, MarkedByHand
from lms.courseware.questions.file import File
from lms.courseware.questions.gap import Gap, GapText
from lms.courseware.questions.long import Long
from lms.courseware.questions.matching import Matching, Pair
from lms.courseware.questions.multiple import Multiple
from lms.courseware.questions.number import Number
from lms.courseware.questions.options import Option
from lms.courseware.questions.ordering import Item, Ordering
from lms.courseware.questions.parts import Choice
from lms.courseware.questions.short import Short
from lms.courseware.questions.single import Single
from lms.courseware.questions.true_false import TrueFalse
from lms.courseware.questions.views import (
    OptionReview,
    OptionView,
    PartReview,
    PartView,
    QuestionReview,
    QuestionView,
)

TYPES = MappingProxyType(
    {
        kind.type: kind
        for kind in (
            Single,
            Multiple,
            TrueFalse,
            Number,
            Short,
            Matching,
            Ordering,
            GapText,
            Long,
            File,
        )
    }
)

__all__ = [
    "FIELD",
    "TYPES",
    "Choice",
    "Criterion",
    "Fields",
    "File",
    "Gap",
    "GapText",
    "Item",
    "Long",
    "MarkedByHand",
    "Matching",
    "Multiple",
    "Number",
    "Option",
    "OptionReview",
    "OptionView",
    "Ordering",
    "Pair",
    "PartReview",
    "PartView",
    "Payload",
    "Question",
    "QuestionReview",
    "QuestionView",
    "ResponseRefused",
    "Short",
    "Single",
    "TrueFalse",
]
