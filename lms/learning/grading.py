"""Marks: counted exactly, rounded once, and passed or not by the very number that is shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from lms.courseware.questions import Question
from lms.courseware.questions.by_hand import MarkedByHand
from lms.courseware.syllabus import Quiz
from lms.learning.check import part_of
from lms.learning.correction import Choice

Points = Mapping[str, object]
NO_CHECKS: Mapping[str, Sequence[object]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Amendment:
    """What was decided for a question since it was printed, and the question as it is now."""

    choice: Choice
    question: Question


@dataclass(frozen=True, slots=True)
class Given:
    """What there is to be marked, all of it by the key of the question.

    `checks` hold the payloads that were checked during the attempt, oldest first, `points` what
    was given by hand, `amendments` what was corrected, in the order in which it was printed.
    """

    answers: Mapping[str, object]
    checks: Mapping[str, Sequence[object]] = field(default_factory=dict)
    points: Mapping[str, Points] = field(default_factory=dict)
    amendments: Mapping[str, Sequence[Amendment]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """What an attempt has come to; `percent` has one decimal and is what a person is shown.

    Where questions wait for a mark by hand, `marks` are those known so far, and there is neither
    `percent` nor `passed`.
    """

    marks: Fraction
    possible: int
    percent: Decimal | None
    passed: bool | None
    waiting: tuple[str, ...] = ()


def grade(
    quiz: Quiz,
    answers: Mapping[str, object],
    asked: Sequence[str] | None = None,
    checks: Mapping[str, Sequence[object]] = NO_CHECKS,
) -> Result:
    """Mark the answers (question key to payload); what is missing or unknown gives nothing.

    `asked` are the keys of the questions the attempt has drawn, None all of the quiz.
    """
    keys = [question.key for question in quiz.questions] if asked is None else asked
    return result_of(quiz, credits_of(quiz, keys, Given(answers, checks)))


def credits_of(quiz: Quiz, keys: Iterable[str], given: Given) -> dict[str, Fraction | None]:
    """Give the part of its marks that each question gains; None waits for a mark by hand."""
    return {key: credit_of(quiz, key, given) for key in keys}


def credit_of(quiz: Quiz, key: str, given: Given) -> Fraction | None:
    """Give the part of the marks in [0, 1] that a question gains; None waits for a mark by hand."""
    question, payload = quiz.question(key), given.answers.get(key)
    if isinstance(question, MarkedByHand) and not question.is_blank(payload):
        points = given.points.get(key)
        return None if points is None else question.credit(points)

    def by_the_key_of(printed: Question) -> Fraction:
        return part_of(printed, quiz.policy, given.checks.get(key, ()), payload)

    gained = by_the_key_of(question)
    for amendment in given.amendments.get(key, ()):
        gained = amended(gained, by_the_key_of(amendment.question), amendment.choice)
    return gained


def amended(gained: Fraction, by_new_key: Fraction, choice: Choice) -> Fraction:
    """Give what an answer gains after one correction."""
    if choice is Choice.EVERYONE:
        return Fraction(1)
    if choice is Choice.NONE:
        return gained
    return max(gained, by_new_key) if choice is Choice.BOTH else by_new_key


def result_of(quiz: Quiz, credits: Mapping[str, Fraction | None]) -> Result:
    """Add up what the questions of an attempt gain."""
    marks = {key: quiz.question(key).marks for key in credits}
    gained = sum((marks[key] * part for key, part in credits.items() if part), Fraction(0))
    possible = sum(marks.values())
    waiting = tuple(key for key, part in credits.items() if part is None)
    if waiting:
        return Result(gained, possible, None, None, waiting)
    percent = percent_of(gained, possible)
    return Result(gained, possible, percent, percent >= quiz.policy.pass_percent)


def percent_of(marks: Fraction, possible: int) -> Decimal:
    """Give the percentage to one decimal, half up; a quiz without marks is passed in full."""
    if possible == 0:
        return Decimal("100.0")
    tenths = marks * 1000 / possible
    return Decimal(int(tenths + Fraction(1, 2))).scaleb(-1)


def decimal_of(marks: Fraction) -> Decimal:
    """Give marks as they are stored and shown: four decimals, half up."""
    return Decimal(int(marks * 10_000 + Fraction(1, 2))).scaleb(-4)
