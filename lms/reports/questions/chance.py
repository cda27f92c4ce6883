"""What somebody who guesses blindly gains on average, by the kind of question."""

from fractions import Fraction
from functools import singledispatch
from itertools import product
from math import comb

from lms.courseware.questions import Multiple, Number, Question, Short, Single, TrueFalse
from lms.courseware.questions.gap import GapText
from lms.courseware.questions.matching import Matching
from lms.courseware.questions.ordering import Ordering


@singledispatch
def chance(question: Question) -> Fraction | None:
    """Give the part of the marks in [0, 1]; None where guessing cannot be reckoned."""
    del question
    return None


@chance.register
def _(question: Single) -> Fraction:
    """One option of all, each as likely."""
    return Fraction(1, len(question.options))


@chance.register
def _(question: TrueFalse) -> Fraction:
    """One of two words."""
    del question
    return Fraction(1, 2)


@chance.register
def _(question: Multiple) -> Fraction:
    """Each option ticked or not by the toss of a coin, under the credit the question gives."""
    right = [option.key for option in question.options if option.correct]
    wrong = [option.key for option in question.options if not option.correct]
    gained = Fraction(0)
    for some, others in product(range(len(right) + 1), range(len(wrong) + 1)):
        ways = comb(len(right), some) * comb(len(wrong), others)
        gained += ways * question.grade({"options": [*right[:some], *wrong[:others]]})
    return Fraction(gained, 2 ** len(question.options))


@chance.register
def _(question: Matching) -> Fraction:
    """For each part one option of all."""
    return Fraction(1, len(question.options))


@chance.register
def _(question: Ordering) -> Fraction:
    """A shuffled row of n has one item in its place on average, and (n - 1) / n neighbours."""
    return Fraction(1, len(question.items))


@chance.register
def _(question: GapText) -> Fraction:
    """One option of the list of each gap; what is typed is not guessed."""
    gaps = question.gaps
    return sum((Fraction(1, len(g.options)) for g in gaps if g.options), Fraction(0)) / len(gaps)


@chance.register(Number)
@chance.register(Short)
def _(question: Question) -> Fraction:
    """What is typed is not guessed."""
    del question
    return Fraction(0)
