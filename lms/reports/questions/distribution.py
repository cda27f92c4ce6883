"""How the answers to one question are distributed: by option, or by what several people wrote."""

from dataclasses import dataclass

from markupsafe import Markup, escape

from lms.base.i18n import gettext as _
from lms.reports.questions.judging import RIGHT
from lms.reports.questions.masking import masked
from lms.reports.questions.queries import QuestionReport


@dataclass(frozen=True, slots=True)
class Portion:
    """One kind of answer; `count` is None where it is too small to be told."""

    words: Markup
    is_right: bool
    count: int | None
    share: float | None


def distribution_of(report: QuestionReport, locale: str) -> list[Portion]:
    """Give the answers to a question with their shares of all who were asked."""
    rows = [*_by_option(report, locale), *_by_text(report)]
    several = sum(count for _, _, count in rows) > report.answers - report.blank
    rows.append((escape(_("no answer")), False, report.blank))
    counts = masked([count for _, _, count in rows], are_parts=not several)
    return [
        Portion(
            words,
            is_right,
            shown,
            shown / report.answers if shown is not None and report.answers else None,
        )
        for (words, is_right, _), shown in zip(rows, counts, strict=True)
    ]


def _by_option(report: QuestionReport, locale: str) -> list[tuple[Markup, bool, int]]:
    """Every option as it stands in the question, chosen or not."""
    return [
        (option.text, bool(option.correct), report.given.get(f"={option.key}", 0))
        for option in report.question.option_reviews(locale, {}, None)
    ]


def _by_text(report: QuestionReport) -> list[tuple[Markup, bool, int]]:
    """Right answers together, wrong ones that several gave, and the rest of them."""
    if report.question.option_keys:
        return []
    right = report.given.get(RIGHT, 0)
    wrong = {text[1:]: count for text, count in report.given.items() if text[0] == "~"}
    rest = report.answers - report.blank - right - sum(wrong.values())
    return [
        (escape(_("right answers")), True, right),
        *((Markup("«{}»").format(text), False, count) for text, count in wrong.items()),
        (escape(_("other answers")), False, max(rest, 0)),
    ]
