"""Marks: counted exactly, rounded once, and passed or not by the very number that is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from lms.courseware.syllabus import Quiz


@dataclass(frozen=True, slots=True)
class Result:
    """What an attempt has come to; `percent` has one decimal and is what a person is shown."""

    marks: Fraction
    possible: int
    percent: Decimal
    passed: bool


def grade(quiz: Quiz, answers: Mapping[str, object]) -> Result:
    """Mark the answers (question key to payload); what is missing or unknown gives nothing."""
    marks = sum(
        (question.marks * question.grade(answers.get(question.key)) for question in quiz.questions),
        Fraction(0),
    )
    percent = percent_of(marks, quiz.marks)
    return Result(marks, quiz.marks, percent, percent >= quiz.policy.pass_percent)


def percent_of(marks: Fraction, possible: int) -> Decimal:
    """Give the percentage to one decimal, half up; a quiz without marks is passed in full."""
    if possible == 0:
        return Decimal("100.0")
    tenths = marks * 1000 / possible
    return Decimal(int(tenths + Fraction(1, 2))).scaleb(-1)


def decimal_of(marks: Fraction) -> Decimal:
    """Give marks as they are stored and shown: four decimals, half up."""
    return Decimal(int(marks * 10_000 + Fraction(1, 2))).scaleb(-4)
