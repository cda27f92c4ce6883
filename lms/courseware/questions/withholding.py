"""Takes out of a review what may not be shown yet; what nobody has named is taken out as well."""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, replace
from types import MappingProxyType
from typing import Any, TypeVar

from lms.courseware.questions.views import OptionReview, PartReview, QuestionReview
from lms.courseware.review_policy import EVERYTHING, Part

OPEN: frozenset[Part] = frozenset()
CORRECT, MARKS, FEEDBACK, EXPLANATION, ANSWER = (
    frozenset[Part]({part}) for part in ("correct", "marks", "feedback", "explanation", "answer")
)
Reviewed = TypeVar("Reviewed", OptionReview, PartReview, QuestionReview)

# Which parts have to be shown for which field. A field that is not listed needs all of them, so a
# field that is added tomorrow is kept back until somebody has thought about it here.
NEEDS: Mapping[type, Mapping[str, frozenset[Part]]] = MappingProxyType(
    {
        OptionReview: {
            "key": OPEN,
            "text": OPEN,
            "chosen": OPEN,
            "correct": CORRECT,
            "feedback": FEEDBACK,
        },
        PartReview: {
            "key": OPEN,
            "text": OPEN,
            "given": OPEN,
            "verdict": CORRECT,
            "right": ANSWER,
        },
        QuestionReview: {
            "key": OPEN,
            "type": OPEN,
            "marks": OPEN,
            "text": OPEN,
            "tail": OPEN,
            "unit": OPEN,
            "by_hand": OPEN,
            "upload": OPEN,
            "answer_in_words": OPEN,
            "options": OPEN,
            "parts": OPEN,
            "verdict": CORRECT,
            "right_chosen": CORRECT,
            "right_total": CORRECT,
            "fraction": MARKS,
            "points": MARKS,
            "comment": FEEDBACK,
            "right_answer": ANSWER,
            "feedback": EXPLANATION,
            "lesson": EXPLANATION,
            "source": EXPLANATION,
        },
    }
)


def withheld(
    review: QuestionReview, shown: frozenset[Part], order: Sequence[str]
) -> QuestionReview:
    """Give the review with nothing in it that is not shown.

    `order` are the keys of the parts as they stood in the attempt: their right order is an answer.
    """
    if shown == EVERYTHING:
        return review
    options = tuple(_option(option, shown) for option in review.options)
    parts = tuple(_bare(part, shown) for part in review.parts)
    if "answer" not in shown:
        parts = tuple(sorted(parts, key=lambda part: _place(part.key, order)))
    return replace(_bare(review, shown), options=options, parts=parts)


def _option(option: OptionReview, shown: frozenset[Part]) -> OptionReview:
    """An option that was not chosen tells what is right by being wrong, so it says nothing."""
    is_told = option.chosen or "answer" in shown
    return _bare(option, shown if is_told else OPEN)


def _bare(review: Reviewed, shown: frozenset[Part]) -> Reviewed:
    """The same without the fields whose needs are not met; they have their default, or None."""
    needs = NEEDS[type(review)]
    empty: dict[str, Any] = {
        field.name: None if field.default is MISSING else field.default
        for field in fields(review)
        if not needs.get(field.name, EVERYTHING) <= shown
    }
    return replace(review, **empty)


def _place(key: str, order: Sequence[str]) -> int:
    return order.index(key) if key in order else len(order)
