"""Which of several attempts counts and what they come to together: pure, exact, rounded once."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from lms.courseware.policy import Counts
from lms.learning.grading import percent_of


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one attempt that was handed in has come to.

    `part` is the exact part of the marks in [0, 1], None as long as a person has not marked it.
    """

    number: int
    part: Fraction | None


@dataclass(frozen=True, slots=True)
class Counted:
    """What counts of a person's attempts; `percent` has one decimal and is what is shown.

    `numbers` are the attempts it is made of. `is_final` is false while an attempt waits for its
    marks that may still change the number.
    """

    percent: Decimal
    passed: bool
    numbers: tuple[int, ...]
    is_final: bool = True


def counted(counts: Counts, outcomes: Sequence[Outcome], pass_percent: int) -> Counted | None:
    """Say what counts; None before there is anything to count.

    Of two equally good attempts the earlier one is the highest. The average is taken of the exact
    parts and rounded once, half up. Passed is decided on the rounded number, because that is the
    number the person reads. While the first attempt waits for its marks, no later one takes its
    place where the first counts.
    """
    chosen = _chosen(counts, sorted(outcomes, key=lambda outcome: outcome.number))
    parts = [outcome.part for outcome in chosen if outcome.part is not None]
    if not parts:
        return None
    percent = percent_of(sum(parts, Fraction(0)) / len(parts), 1)
    return Counted(
        percent=percent,
        passed=percent >= pass_percent,
        numbers=tuple(outcome.number for outcome in chosen),
        is_final=_is_final(counts, outcomes),
    )


def _chosen(counts: Counts, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The attempts that count, in their order."""
    if counts == "first":
        return [outcome for outcome in outcomes[:1] if outcome.part is not None]
    marked = [outcome for outcome in outcomes if outcome.part is not None]
    if counts == "average":
        return marked
    if counts == "latest":
        return marked[-1:]
    return sorted(marked, key=lambda outcome: (-(outcome.part or 0), outcome.number))[:1]


def _is_final(counts: Counts, outcomes: Sequence[Outcome]) -> bool:
    """Whether no mark still to be given can change what counts."""
    waiting = [outcome.number for outcome in outcomes if outcome.part is None]
    marked = [outcome.number for outcome in outcomes if outcome.part is not None]
    if counts == "first":
        return True  # it waits altogether, or is there
    if counts == "latest":
        return max(waiting, default=0) < max(marked, default=0)
    return not waiting
