"""Which attempt counts: exact to the last digit, rounded once, decided on the shown number."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.courseware.policy import Counts
from lms.learning.counting import Outcome, counted

parts = st.lists(st.fractions(0, 1, max_denominator=60), min_size=1, max_size=8)


def outcomes(*parts: str | Fraction | None) -> list[Outcome]:
    return [
        Outcome(number, None if part is None else Fraction(part))
        for number, part in enumerate(parts, 1)
    ]


@pytest.mark.parametrize(
    ("counts", "percent", "numbers"),
    [
        ("highest", "90.0", (2,)),
        ("latest", "70.0", (3,)),
        ("first", "50.0", (1,)),
        ("average", "70.0", (1, 2, 3)),
    ],
)
def test_each_rule_takes_its_attempts(
    counts: Counts, percent: str, numbers: tuple[int, ...]
) -> None:
    result = counted(counts, outcomes("1/2", "9/10", "7/10"), 80)
    assert result is not None
    assert (str(result.percent), result.numbers) == (percent, numbers)
    assert result.passed == (counts == "highest")


def test_the_order_in_which_they_are_handed_over_does_not_matter() -> None:
    some = outcomes("1/2", "9/10", "7/10")
    assert counted("latest", some[::-1], 80) == counted("latest", some, 80)


def test_of_two_equal_ones_the_earlier_is_the_highest() -> None:
    result = counted("highest", outcomes("1/3", "2/3", "2/3"), 60)
    assert result is not None
    assert result.numbers == (2,)


def test_the_average_is_rounded_once() -> None:
    # Rounded one by one: 66.7, 66.7, 66.7, 0.1 -> 50.05 -> 50.1. Exactly: 50.0249… -> 50.0.
    result = counted("average", outcomes("2/3", "2/3", "2/3", "1/1001"), 50)
    assert result is not None
    assert str(result.percent) == "50.0"


def test_who_reads_the_pass_mark_has_passed() -> None:
    result = counted("average", outcomes("7995/10000", "7995/10000"), 80)
    assert result is not None
    assert (str(result.percent), result.passed) == ("80.0", True)


def test_nothing_handed_in_is_nothing_and_not_zero() -> None:
    assert counted("highest", [], 0) is None
    assert counted("average", outcomes(None, None), 0) is None


def test_nothing_counts_as_the_first_while_the_first_waits_for_its_marks() -> None:
    assert counted("first", outcomes(None, "1"), 80) is None


@pytest.mark.parametrize(
    ("counts", "parts", "is_final"),
    [
        ("highest", ("1/2", None), False),
        ("average", (None, "1/2"), False),
        ("latest", ("1/2", None), False),
        ("latest", (None, "1/2"), True),
        ("first", ("1/2", None), True),
        ("highest", ("1/2", "1"), True),
    ],
)
def test_what_may_still_change_says_so(
    counts: Counts, parts: Sequence[str | None], *, is_final: bool
) -> None:
    result = counted(counts, outcomes(*parts), 80)
    assert result is not None
    assert result.is_final == is_final


@given(parts, st.integers(0, 100))
def test_the_average_agrees_with_decimals_of_fifty_digits(
    some: list[Fraction], needed: int
) -> None:
    result = counted("average", outcomes(*some), needed)
    total = sum(some, Fraction(0)) / len(some) * 100
    # The exact half is asked of fractions; everything else a long decimal knows as well.
    is_half = (total * 10) % 1 == Fraction(1, 2)
    long = Decimal(total.numerator) / Decimal(total.denominator)
    assert result is not None
    if not is_half:
        assert result.percent == long.quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert result.passed == (result.percent >= needed)


@given(parts)
def test_no_rule_leaves_the_range_and_the_highest_is_never_below_another(
    some: list[Fraction],
) -> None:
    rules: list[Counts] = ["highest", "latest", "first", "average"]
    results = {rule: counted(rule, outcomes(*some), 80) for rule in rules}
    percents = {rule: result.percent for rule, result in results.items() if result}
    assert all(0 <= percent <= 100 for percent in percents.values())
    assert max(percents.values()) == percents["highest"]
