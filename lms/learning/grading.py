"""Marks: counted exactly, rounded once, and passed or not by the very number that is shown."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from lms.courseware.syllabus import Quiz
from lms.learning.check import part_of

NO_CHECKS: Mapping[str, Sequence[object]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Result:
    """What an attempt has come to; `percent` has one decimal and is what a person is shown."""

    marks: Fraction
    possible: int
    percent: Decimal
    passed: bool


def grade(
    quiz: Quiz,
    answers: Mapping[str, object],
    asked: Collection[str] | None = None,
    checks: Mapping[str, Sequence[object]] = NO_CHECKS,
) -> Result:
    """Mark the answers (question key to payload); what is missing or unknown gives nothing.

    `asked` are the keys of the questions the attempt has drawn, None all of the quiz; `checks`
    hold the payloads of each question that were checked during the attempt, oldest first.
    """
    questions = [each for each in quiz.questions if asked is None or each.key in asked]
    marks = sum(
        (
            each.marks * part_of(each, quiz.policy, checks.get(each.key, ()), answers.get(each.key))
            for each in questions
        ),
        Fraction(0),
    )
    possible = sum(each.marks for each in questions)
    percent = percent_of(marks, possible)
    return Result(marks, possible, percent, percent >= quiz.policy.pass_percent)


def percent_of(marks: Fraction, possible: int) -> Decimal:
    """Give the percentage to one decimal, half up; a quiz without marks is passed in full."""
    if possible == 0:
        return Decimal("100.0")
    tenths = marks * 1000 / possible
    return Decimal(int(tenths + Fraction(1, 2))).scaleb(-1)


def decimal_of(marks: Fraction) -> Decimal:
    """Give marks as they are stored and shown: four decimals, half up."""
    return Decimal(int(marks * 10_000 + Fraction(1, 2))).scaleb(-4)
