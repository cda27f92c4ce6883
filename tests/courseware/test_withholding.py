"""For every kind of question in the registry: a review holds nothing that is not shown."""

from dataclasses import fields
from itertools import combinations

import pytest

from lms.courseware.questions import TYPES, Question
from lms.courseware.questions.views import OptionReview, PartReview, QuestionReview
from lms.courseware.questions.withholding import NEEDS
from lms.courseware.review_policy import EVERYTHING, PARTS, Part
from tests.courseware import question_samples as samples

ALL = {question.type: question for question in samples.quiz().questions}
SHOWN = [frozenset(some) for size in range(len(PARTS) + 1) for some in combinations(PARTS, size)]
of_every_kind = pytest.mark.parametrize("question", ALL.values(), ids=ALL)


def payloads(question: Question) -> list[object]:
    """Nothing, the right answer, and the first that a form can hold."""
    right = question.response_from(question.right_fields("en")) if is_marked(question) else {}
    view = question.view("en", None)
    if view.options:
        return [{}, right, question.response_from({"answer": [view.options[0].key]})]
    return [{}, right]


def is_marked(question: Question) -> bool:
    return not question.is_marked_by_hand


def test_every_kind_is_looked_at() -> None:
    assert set(ALL) == set(TYPES)


@pytest.mark.parametrize("noun", [OptionReview, PartReview, QuestionReview])
def test_every_field_was_thought_about(noun: type) -> None:
    assert set(NEEDS[noun]) == {field.name for field in fields(noun)}


@of_every_kind
@pytest.mark.parametrize("shown", SHOWN, ids=["+".join(sorted(some)) or "-" for some in SHOWN])
def test_what_is_not_shown_is_not_there(question: Question, shown: frozenset[Part]) -> None:
    order = [part.key for part in question.part_views("en", None)]
    for payload in payloads(question):
        review = question.review("en", payload, None, shown)
        assert (review.verdict is None) == ("correct" not in shown)
        assert (review.fraction is None) == ("marks" not in shown)
        assert (review.right_answer is None) == ("answer" not in shown)
        assert (review.feedback is None) == ("explanation" not in shown)
        assert "explanation" in shown or (review.source, review.lesson) == (None, None)
        for part in review.parts:
            assert (part.verdict is None) == ("correct" not in shown)
            assert (part.right is None) == ("answer" not in shown)
        for option in review.options:
            assert "correct" in shown or option.correct is None
            assert "feedback" in shown or option.feedback is None
            is_told = option.chosen or "answer" in shown
            assert is_told or (option.correct, option.feedback) == (None, None)
        if "answer" not in shown:
            assert [part.key for part in review.parts] == order


@of_every_kind
def test_with_nothing_shown_no_secret_is_read(question: Question) -> None:
    secrets = {"WHY-CANARY", "SOURCE-CANARY", *samples.SAMPLES[question.type].secrets}
    for payload in payloads(question):
        told = repr(question.review("en", payload, None, frozenset()))
        assert [
            secret for secret in secrets if secret in told and secret not in repr(payload)
        ] == []


@of_every_kind
def test_with_everything_shown_nothing_is_missing(question: Question) -> None:
    review = question.review("en", {}, None, EVERYTHING)
    assert None not in (review.verdict, review.fraction, review.right_answer, review.feedback)
