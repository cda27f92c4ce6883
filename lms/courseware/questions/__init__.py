"""The kinds of question. A new one is a class in its own file and a line in the registry."""

from types import MappingProxyType

from lms.courseware.questions.base import FIELD, Payload, Question, ResponseRefused
from lms.courseware.questions.multiple import Multiple
from lms.courseware.questions.number import Number
from lms.courseware.questions.options import Option
from lms.courseware.questions.short import Short
from lms.courseware.questions.single import Single
from lms.courseware.questions.true_false import TrueFalse
from lms.courseware.questions.views import OptionReview, OptionView, QuestionReview, QuestionView

TYPES = MappingProxyType({kind.type: kind for kind in (Single, Multiple, TrueFalse, Number, Short)})

__all__ = [
    "FIELD",
    "TYPES",
    "Multiple",
    "Number",
    "Option",
    "OptionReview",
    "OptionView",
    "Payload",
    "Question",
    "QuestionReview",
    "QuestionView",
    "ResponseRefused",
    "Short",
    "Single",
    "TrueFalse",
]
