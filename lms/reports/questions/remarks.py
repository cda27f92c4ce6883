"""What a figure means, in one word for a trainer who has no time for statistics."""

from collections.abc import Mapping
from enum import StrEnum

from lms.base.i18n import LazyString, lazy_gettext
from lms.reports.questions.figures import QuestionFigures

ENOUGH = 30  # answers; below, a figure is chance and is not told
VERY_HARD, HARD, EASY, VERY_EASY = 0.2, 0.35, 0.85, 0.95
WEAK = 0.2  # correlation with the rest


class Remark(StrEnum):
    """One thing to know about a question."""

    TOO_FEW = "too-few"
    NEGATIVE = "negative"
    BELOW_CHANCE = "below-chance"
    VERY_HARD = "very-hard"
    HARD = "hard"
    FITTING = "fitting"
    EASY = "easy"
    VERY_EASY = "very-easy"
    WEAK = "weak"
    TELLING = "telling"
    ALIKE = "alike"


REMARKS: Mapping[Remark, LazyString] = {
    Remark.TOO_FEW: lazy_gettext("too few answers"),
    Remark.NEGATIVE: lazy_gettext("negative: check the key"),
    Remark.BELOW_CHANCE: lazy_gettext("worse than guessing: check key and wording"),
    Remark.VERY_HARD: lazy_gettext("very hard"),
    Remark.HARD: lazy_gettext("hard"),
    Remark.FITTING: lazy_gettext("neither hard nor easy"),
    Remark.EASY: lazy_gettext("easy"),
    Remark.VERY_EASY: lazy_gettext("very easy"),
    Remark.WEAK: lazy_gettext("does not tell strong from weak"),
    Remark.TELLING: lazy_gettext("tells strong from weak"),
    Remark.ALIKE: lazy_gettext("all gain the same"),
}
# How loudly each is said.
LOUDNESS: Mapping[Remark, str] = {
    Remark.NEGATIVE: "care",
    Remark.BELOW_CHANCE: "care",
    Remark.VERY_HARD: "now",
    Remark.WEAK: "now",
    Remark.TELLING: "done",
}


def remarks_on(figures: QuestionFigures, chance: float | None) -> tuple[Remark, ...]:
    """Say how hard the question is, and whether it tells strong from weak."""
    if figures.answers < ENOUGH:
        return (Remark.TOO_FEW,)
    return difficulty(figures.facility, chance), worth(figures.discrimination)


def difficulty(facility: float, chance: float | None) -> Remark:
    """Judge the mean share of the marks."""
    if chance is not None and facility < chance:
        return Remark.BELOW_CHANCE
    if facility < HARD:
        return Remark.VERY_HARD if facility < VERY_HARD else Remark.HARD
    if facility > EASY:
        return Remark.VERY_EASY if facility > VERY_EASY else Remark.EASY
    return Remark.FITTING


def worth(discrimination: float | None) -> Remark:
    """Judge the correlation with the rest of the quiz."""
    if discrimination is None:
        return Remark.ALIKE
    if discrimination < 0:
        return Remark.NEGATIVE
    return Remark.WEAK if discrimination < WEAK else Remark.TELLING
