"""The figures of questions equal what numpy computes from the raw marks, to 1e-9."""

from collections import Counter
from fractions import Fraction
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.reports.questions.arithmetic import (
    Sums,
    consistency,
    item_figures,
    median,
    score_figures,
)
from lms.reports.questions.figures import dumped, figures_of, loaded
from lms.reports.questions.gathering import UNIT, Gathering, Reply

CLOSE = 1e-9
MARKS = (1, 1, 2, 3, 5)


def gathered(table: list[list[Fraction]], marks: tuple[int, ...]) -> Gathering:
    """Take attempts given as shares by question."""
    gathering = Gathering()
    for person, shares in enumerate(table):
        gathering.take(
            person,
            [
                Reply(f"v{place}", mark, round(share * mark * UNIT), ("=a",) if share else ())
                for place, (share, mark) in enumerate(zip(shares, marks, strict=True))
            ],
        )
    return gathering


def simulated(size: int) -> list[list[Fraction]]:
    """Shares in thirds, sevenths and twelfths, of people who differ in ability."""
    random = Random(7)  # noqa: S311  no secrets
    table = []
    for _ in range(size):
        able = random.random()
        table.append(
            [
                Fraction(round(steps * min(1, max(0, random.gauss(able, 0.3)))), steps)
                for steps in (1, 3, 7, 12, 1)
            ]
        )
    return table


def by_numpy(table: list[list[Fraction]], marks: tuple[int, ...]) -> dict[str, object]:
    """The same figures from the definitions."""
    raw = np.array([[float(share) for share in row] for row in table]) * np.array(marks)
    whole = raw.sum(axis=1)
    items = []
    for place, mark in enumerate(marks):
        own, rest = raw[:, place], whole - raw[:, place]
        covariance = np.cov(own, rest)[0, 1]
        greatest = np.cov(np.sort(own), np.sort(rest))[0, 1]
        items.append(
            {
                "facility": own.mean() / mark,
                "deviation": (own / mark).std(ddof=1),
                "discrimination": np.corrcoef(own, rest)[0, 1],
                "efficiency": covariance / greatest,
            }
        )
    k = len(marks)
    alpha = k / (k - 1) * (1 - raw.var(axis=0, ddof=1).sum() / whole.var(ddof=1))
    return {
        "items": items,
        "mean": (whole / sum(marks)).mean(),
        "deviation": (whole / sum(marks)).std(ddof=1),
        "alpha": alpha,
        "error_ratio": np.sqrt(1 - alpha),
    }


def test_a_thousand_simulated_learners_have_the_figures_of_numpy():
    table = simulated(1_000)
    figures, expected = figures_of(gathered(table, MARKS)), by_numpy(table, MARKS)
    for name in ("mean", "deviation", "alpha", "error_ratio"):
        assert getattr(figures, name) == pytest.approx(expected[name], abs=CLOSE), name
    for place, item in enumerate(expected["items"]):
        ours = figures.questions[f"v{place}"]
        for name, value in item.items():
            assert getattr(ours, name) == pytest.approx(value, abs=CLOSE), (place, name)
        assert ours.answers == 1_000
    assert sum(figures.bins) == figures.attempts == figures.compared == 1_000


def test_a_question_whose_key_is_wrong_is_negative():
    table = [[1 - row[0], *row[1:]] for row in simulated(1_000)]
    figures = figures_of(gathered(table, MARKS)).questions["v0"]
    expected = by_numpy(table, MARKS)["items"][0]
    assert figures.discrimination == pytest.approx(expected["discrimination"], abs=CLOSE)
    assert figures.discrimination < -0.1
    assert figures.efficiency == pytest.approx(expected["efficiency"], abs=CLOSE)


@given(st.lists(st.tuples(*[st.integers(0, 4)] * 3), min_size=3, max_size=40))
def test_small_groups_have_the_figures_of_numpy_or_none(rows):
    table = [[Fraction(value, 4) for value in row] for row in rows]
    marks = (1, 2, 3)
    figures = figures_of(gathered(table, marks))
    raw = np.array([[float(share) for share in row] for row in table]) * np.array(marks)
    for place in range(3):
        own, rest = raw[:, place], raw.sum(axis=1) - raw[:, place]
        ours = figures.questions[f"v{place}"]
        if len(set(own)) < 2 or len(set(rest)) < 2:
            assert (ours.discrimination, ours.efficiency) == (None, None)
            continue
        assert ours.discrimination == pytest.approx(np.corrcoef(own, rest)[0, 1], abs=1e-9)
        greatest = np.cov(np.sort(own), np.sort(rest))[0, 1]
        assert ours.efficiency == pytest.approx(np.cov(own, rest)[0, 1] / greatest, abs=1e-9)


@given(st.dictionaries(st.integers(0, 90), st.integers(1, 9), max_size=20))
def test_the_median_is_the_middle(histogram):
    values = list(Counter(histogram).elements())
    assert median(histogram) == (float(np.median(values)) if values else None)


def test_who_took_the_quiz_in_two_parts_counts_once():
    table = simulated(200)
    whole, first = gathered(table, MARKS), gathered(table[:90], MARKS)
    first.merge(gathered(table[90:], MARKS))
    assert figures_of(first) == figures_of(whole)


def test_what_nobody_can_compute_is_none():
    assert item_figures({}) is None
    assert score_figures({}) is None
    assert score_figures({0.5: 1}).deviation is None
    assert consistency([Sums(3, 3, 3)], Sums(3, 3, 3)) is None
    alone = item_figures({(1.0, None): 3})
    assert (alone.facility, alone.discrimination, alone.efficiency) == (1.0, None, None)
    same = item_figures({(1 / 3, 0.1): 5, (1 / 3, 0.7): 4})
    assert (same.discrimination, same.efficiency) == (None, None)


def test_figures_are_read_as_they_were_written():
    figures = figures_of(gathered(simulated(50), MARKS))
    assert loaded(dumped(figures)) == figures


def test_a_quiz_that_draws_questions_compares_equal_sets_only():
    gathering = Gathering()
    for person in range(60):
        pair = ("a", "b") if person % 3 else ("a", "c")
        gathering.take(person, [Reply(v, 1, UNIT * (person % 2), ("=x",)) for v in pair])
    assert figures_of(gathering).compared == 40


def test_an_answer_counts_as_common_when_three_people_gave_it():
    gathering = Gathering()
    for person, text in enumerate(["~thrice"] * 3 + ["~twice"] * 2):
        gathering.take(person, [Reply("v", 1, 0, (text,))])
    for _ in range(9):  # one person who is sure of it
        gathering.take(99, [Reply("v", 1, 0, ("~often",))])
    assert figures_of(gathering).questions["v"].given == {"~thrice": 3}


def test_memory_does_not_grow_with_rare_answers():
    gathering = Gathering()
    for person in range(20_000):
        common = "~common" if person % 5 == 0 else f"~rare {person}"
        gathering.take(person, [Reply("v", 1, 0, (common,))])
    heard = gathering.questions["v"]
    assert len(heard.given) <= 5_001
    assert heard.given["~common"].count == 4_000
