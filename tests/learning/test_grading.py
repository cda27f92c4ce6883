"""Marks are counted exactly; what is shown decides."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.courseware import reader
from lms.courseware.syllabus import Quiz
from lms.learning.grading import decimal_of, grade, percent_of
from tests.catalogue.bundles import RIGHT, bundle, quiz


def the_quiz(needed: str = "80") -> Quiz:
    return reader.read(bundle(start__check_quiz_yaml=quiz({"pass": needed}))).quizzes[0]


def payloads(quiz: Quiz, answers: dict[str, list[str]]) -> dict[str, object]:
    return {
        key: quiz.question(key).response_from({"answer": values}) for key, values in answers.items()
    }


def test_nothing_answered_is_nothing_not_missing() -> None:
    result = grade(the_quiz(), {})
    assert (result.marks, str(result.percent), result.passed) == (0, "0.0", False)


def test_all_right_is_all() -> None:
    quiz = the_quiz()
    assert str(grade(quiz, payloads(quiz, RIGHT)).percent) == "100.0"


def test_nonsense_in_the_store_gives_nothing() -> None:
    assert grade(the_quiz(), {"pick": 7, "tick": [], "word": None, "lost": {}}).marks == 0


@pytest.mark.parametrize(
    ("marks", "possible", "shown"),
    [
        (Fraction(11, 3), 5, "73.3"),
        (Fraction(1, 3), 1, "33.3"),
        (Fraction(2, 3), 1, "66.7"),
        (Fraction(7995, 10), 1000, "80.0"),
        (Fraction(79949, 100), 1000, "79.9"),
        (Fraction(0), 5, "0.0"),
        (Fraction(0), 0, "100.0"),
    ],
)
def test_percent_is_rounded_half_up_once(marks: Fraction, possible: int, shown: str) -> None:
    assert str(percent_of(marks, possible)) == shown


def test_who_is_shown_the_pass_mark_has_passed() -> None:
    quiz = the_quiz("73")
    partly = payloads(quiz, RIGHT | {"tick": ["red", "green"], "truth": ["true"]})
    assert grade(quiz, partly).passed
    assert not grade(the_quiz("74"), partly).passed


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 100))
def test_the_shown_number_decides(numerator: int, denominator: int, needed: int) -> None:
    percent = percent_of(min(Fraction(numerator, denominator), Fraction(1)), 1)
    assert percent == percent.quantize(Decimal("0.1"))
    assert 0 <= percent <= 100
    assert (percent >= needed) == (Decimal(str(percent)) >= needed)


def test_thirds_are_stored_to_four_places() -> None:
    assert str(decimal_of(Fraction(11, 3))) == "3.6667"
