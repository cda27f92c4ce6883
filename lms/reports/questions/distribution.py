"""How the answers to one question are distributed: by option, or by what several people wrote."""

from dataclasses import dataclass

from markupsafe import Markup, escape

from lms.base.i18n import gettext as _
from lms.courseware.questions.parts import Parted
from lms.reports.questions.judging import GIVEN, RIGHT
from lms.reports.questions.masking import masked
from lms.reports.questions.queries import QuestionReport

LONGEST = 60  # characters of what stands before a gap
Row = tuple[Markup, bool, int]


@dataclass(frozen=True, slots=True)
class Portion:
    """One kind of answer; `count` is None where it is too small to be told."""

    words: Markup
    is_right: bool
    count: int | None
    share: float | None


def distribution_of(report: QuestionReport, locale: str) -> list[Portion]:
    """Give the answers to a question with their shares of all who were asked."""
    rows = _rows(report, locale)
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


def _rows(report: QuestionReport, locale: str) -> list[Row]:
    """The answers in the way of the kind of question."""
    question = report.question
    if isinstance(question, Parted):
        return _by_part(question, report, locale)
    if question.is_marked_by_hand:
        return [(escape(_("answers marked by a trainer")), False, report.given.get(GIVEN, 0))]
    return _by_option(report, locale) if question.option_keys else _by_text(report)


def _by_option(report: QuestionReport, locale: str) -> list[Row]:
    """Every option as it stands in the question, chosen or not."""
    return [
        (option.text, bool(option.correct), report.given.get(f"={option.key}", 0))
        for option in report.question.option_reviews(locale, {}, None)
    ]


def _by_part(question: Parted, report: QuestionReport, locale: str) -> list[Row]:
    """Each part with what it was given, the most frequent first; then what several wrote."""
    rows = [
        (*_part(question, part, value, locale), count)
        for part in question.part_keys
        for value, count in _values(report, part)
    ]
    wrong = [(text, count) for text, count in report.given.items() if text[0] == "~"]
    return rows + [(Markup("«{}»").format(text[1:]), False, count) for text, count in wrong]


def _values(report: QuestionReport, part: str) -> list[tuple[str, int]]:
    """What one part was given, the most frequent first."""
    begin = f"={part}:"
    told = {t.removeprefix(begin): n for t, n in report.given.items() if t.startswith(begin)}
    return sorted(told.items(), key=lambda each: (-each[1], each[0]))


def _part(question: Parted, part: str, value: str, locale: str) -> tuple[Markup, bool]:
    """Say one part with one value; without a value it is whatever is right."""
    payload = {"parts": {part: value}} if value else {}
    (found,) = [each for each in question.part_reviews(locale, payload) if each.key == part]
    name = escape(found.text.striptags()[-LONGEST:] or part)
    given = escape(found.given) if value else escape(_("right answers"))
    return Markup("{}: {}").format(name, given), not value or question.is_right(part, value)


def _by_text(report: QuestionReport) -> list[Row]:
    """Right answers together, wrong ones that several gave, and the rest of them."""
    right = report.given.get(RIGHT, 0)
    wrong = {text[1:]: count for text, count in report.given.items() if text[0] == "~"}
    rest = report.answers - report.blank - right - sum(wrong.values())
    return [
        (escape(_("right answers")), True, right),
        *((Markup("«{}»").format(text), False, count) for text, count in wrong.items()),
        (escape(_("other answers")), False, max(rest, 0)),
    ]
