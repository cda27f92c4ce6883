"""The figures of a quiz and of its questions, as they are computed, stored and read again."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, TypeVar

from lms.reports.questions.arithmetic import consistency, item_figures, median, score_figures
from lms.reports.questions.gathering import PEOPLE, Gathering, Heard

D = TypeVar("D")
BINS = 10
MOST_WRONG = 10  # answers listed beside the options


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """One version of a question; `given` counts its answers by option, or common texts.

    `answers` counts attempts in which the question stood, `blank` those that left it out;
    `timed` counts those that tell a time, `seconds` is their median.
    """

    answers: int
    blank: int
    facility: float
    deviation: float | None
    discrimination: float | None
    efficiency: float | None
    seconds: float | None
    timed: int
    given: dict[str, int]


@dataclass(frozen=True, slots=True)
class QuizFigures:
    """A quiz; `bins` counts results in tenths, `compared` the attempts behind alpha."""

    attempts: int
    mean: float | None
    deviation: float | None
    alpha: float | None
    error_ratio: float | None
    compared: int
    bins: list[int]
    questions: dict[str, QuestionFigures]


def figures_of(gathering: Gathering) -> QuizFigures:
    """Compute everything from what was gathered."""
    scores, same = score_figures(gathering.scores), gathering.largest_set
    agreement = consistency(same.items, same.results) if same else None
    bins = [0] * BINS
    for score, count in gathering.scores.items():
        bins[min(int(score * BINS), BINS - 1)] += count
    return QuizFigures(
        attempts=gathering.attempts,
        mean=scores.mean if scores else None,
        deviation=scores.deviation if scores else None,
        alpha=agreement.alpha if agreement else None,
        error_ratio=agreement.error_ratio if agreement else None,
        compared=same.count if same else 0,
        bins=bins,
        questions={
            version: question_figures(heard) for version, heard in gathering.questions.items()
        },
    )


def question_figures(heard: Heard) -> QuestionFigures:
    """Compute the figures of one version of a question that somebody was asked."""
    figures = item_figures(heard.joint)
    if figures is None:
        raise ValueError("nobody was asked")
    return QuestionFigures(
        answers=heard.joint.total(),
        blank=heard.blank,
        facility=figures.facility,
        deviation=figures.deviation,
        discrimination=figures.discrimination,
        efficiency=figures.efficiency,
        seconds=median(heard.seconds),
        timed=heard.seconds.total(),
        given=_given(heard),
    )


def dumped(figures: QuizFigures) -> dict[str, Any]:
    """Write figures as JSON knows them."""
    return asdict(figures)


def loaded(content: Mapping[str, Any]) -> QuizFigures:
    """Read what `dumped` wrote; a field that was added since is unknown and left out."""
    questions = content["questions"].items()
    read = {version: _read(QuestionFigures, each) for version, each in questions}
    return _read(QuizFigures, {**content, "questions": read})


def _read(kind: type[D], content: Mapping[str, Any]) -> D:
    return kind(**{field.name: content[field.name] for field in fields(kind)})  # type: ignore[arg-type]


def _given(heard: Heard) -> dict[str, int]:
    """Every option as often as it was chosen; of texts those that several people wrote.

    Options begin with `=` (see `asked`), texts with `~`.
    """
    options = {part: given.count for part, given in heard.given.items() if part[0] == "="}
    texts = {
        part: given.count
        for part, given in heard.given.items()
        if part[0] == "~" and len(given.people) >= PEOPLE
    }
    common = sorted(texts, key=lambda part: (-texts[part], part))[:MOST_WRONG]
    return options | {part: texts[part] for part in common}
