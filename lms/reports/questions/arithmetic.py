"""The arithmetic of quizzes and questions: pure, exact where it can be, without any database.

Whatever is counted comes in as a histogram, value to number of attempts, so that neither memory nor
time grows with the attempts. Shares are parts of the marks in [0, 1]; deviations are those of a
sample (n - 1). A figure that does not exist (nothing varies, nobody answered) is None.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import fsum, sqrt

Weighted = Sequence[tuple[float, int]]


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """What the answers to one question say of it.

    `facility` is mean / maximum, `discrimination` the correlation with the rest of the quiz in
    [-1, 1], `efficiency` the covariance with the rest over the greatest that the same marks could
    have had if the strong had gained the most.
    """

    facility: float
    deviation: float | None
    discrimination: float | None
    efficiency: float | None


@dataclass(frozen=True, slots=True)
class ScoreFigures:
    """Mean and standard deviation of the results of a quiz, as shares of the marks."""

    mean: float
    deviation: float | None


@dataclass(frozen=True, slots=True)
class Consistency:
    """Cronbach's alpha, and the part of the deviation that is chance: sqrt(1 - alpha)."""

    alpha: float
    error_ratio: float


@dataclass(frozen=True, slots=True)
class Sums:
    """Number, sum and sum of squares of whole numbers."""

    count: int
    total: int
    squares: int

    @property
    def spread(self) -> int:
        """Give the variance times count times (count - 1), exactly."""
        return self.count * self.squares - self.total * self.total


def item_figures(joint: Mapping[tuple[float, float | None], int]) -> ItemFigures | None:
    """Give the figures of a question from pairs (share of the question, share of the rest).

    The rest is None in a quiz of one question, which is compared with nothing.
    """
    if not joint:
        return None
    own = [(own, weight) for (own, _), weight in joint.items()]
    facility, deviation = _mean(own), _deviation(own)
    pairs = [(own, rest, weight) for (own, rest), weight in joint.items() if rest is not None]
    return ItemFigures(facility, deviation, *_relation(pairs))


def score_figures(scores: Mapping[float, int]) -> ScoreFigures | None:
    """Give mean and deviation of results."""
    values = list(scores.items())
    return ScoreFigures(_mean(values), _deviation(values)) if values else None


def consistency(items: Sequence[Sums], whole: Sums) -> Consistency | None:
    """Give Cronbach's alpha of questions that the same attempts have answered.

    alpha = k / (k - 1) * (1 - sum of the questions' variances / variance of the results).
    """
    if len(items) < 2 or whole.spread == 0:
        return None
    part = Fraction(sum(item.spread for item in items), whole.spread)
    alpha = Fraction(len(items), len(items) - 1) * (1 - part)
    return Consistency(float(alpha), sqrt(1 - alpha))


def median(values: Mapping[int, int]) -> float | None:
    """Give the middle of a histogram; the mean of the two middle ones for an even number."""
    count = sum(values.values())
    if not count:
        return None
    low, high = (count - 1) // 2, count // 2
    found, seen = [], 0
    for value in sorted(values):
        first, seen = seen, seen + values[value]
        found += [value for place in (low, high) if first <= place < seen]
    return sum(found) / 2


def _mean(values: Iterable[tuple[float, int]]) -> float:
    values = list(values)
    return fsum(value * weight for value, weight in values) / sum(weight for _, weight in values)


def _deviation(values: Weighted) -> float | None:
    """The sample deviation; None for fewer than two."""
    count = sum(weight for _, weight in values)
    if count < 2:
        return None
    mean = _mean(values)
    return sqrt(fsum(weight * (value - mean) ** 2 for value, weight in values) / (count - 1))


def _relation(
    pairs: Sequence[tuple[float, float, int]],
) -> tuple[float | None, float | None]:
    """Correlation, and covariance over the greatest possible one."""
    if len({own for own, _, _ in pairs}) < 2 or len({rest for _, rest, _ in pairs}) < 2:
        return None, None
    own = _centred([(own, weight) for own, _, weight in pairs])
    rest = _centred([(rest, weight) for _, rest, weight in pairs])
    together = fsum(a * b * weight for (a, weight), (b, _) in zip(own, rest, strict=True))
    alone = sqrt(_squares(own)) * sqrt(_squares(rest))
    greatest = _greatest(sorted(own), sorted(rest))
    return max(-1.0, min(1.0, together / alone)), together / greatest


def _centred(values: Weighted) -> list[tuple[float, int]]:
    mean = _mean(values)
    return [(value - mean, weight) for value, weight in values]


def _squares(values: Weighted) -> float:
    return fsum(value * value * weight for value, weight in values)


def _greatest(own: Weighted, rest: Weighted) -> float:
    """The sum of products when the most of one meets the most of the other (both sorted)."""
    products, place, left = [], 0, rest[0][1]
    for value, weight in own:
        while weight:
            met = min(weight, left)
            products.append(value * rest[place][0] * met)
            weight, left = weight - met, left - met
            if not left and place + 1 < len(rest):
                place += 1
                left = rest[place][1]
    return fsum(products)
