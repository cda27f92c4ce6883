"""The analyses of a course as a spreadsheet: a line for each version of each question."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from lms.base.i18n import current_locale
from lms.base.i18n import gettext as _
from lms.catalogue.queries import TaughtCourse
from lms.reports.questions.distribution import distribution_of
from lms.reports.questions.queries import QuestionReport, QuizReport, reports_on
from lms.reports.questions.remarks import REMARKS
from lms.reports.spreadsheet import Cell, Column, spreadsheet


def question_sheet(taught: TaughtCourse, basis: str, zone: str, at: datetime) -> bytes:
    """Write the sheet in the language spoken now; what is withheld on the page is empty here."""
    rows = (
        list(_cells(quiz, question))
        for quiz in reports_on(taught, basis)
        for question in quiz.questions
    )
    return spreadsheet(taught.course.key, list(_columns()), rows, zone, at)


def _columns() -> Iterator[Column]:
    yield Column(_("Quiz"), 26)
    yield Column(_("Question"), 60)
    yield Column(_("Key"), 20)
    yield Column(_("Edition"), 9)
    yield Column(_("Answers"), 9)
    yield Column(_("No answer"), 9)
    yield Column(_("Facility, per cent"), 10)
    yield Column(_("Discrimination"), 12)
    yield Column(_("Efficiency, per cent"), 11)
    yield Column(_("By guessing, per cent"), 11)
    yield Column(_("Time, seconds (median)"), 11)
    yield Column(_("In a word"), 40)
    yield Column(_("What was answered"), 60)
    yield Column(_("Computed on"), 17)


def _cells(quiz: QuizReport, report: QuestionReport) -> Iterator[Cell]:
    locale = current_locale()
    portions = distribution_of(report, locale)
    yield quiz.title.in_(locale)
    yield report.question.text.in_(locale).striptags()
    yield report.question.key
    yield report.edition
    yield report.answers
    yield portions[-1].count
    yield _per_cent(report.facility)
    yield _figure(report.discrimination)
    yield _per_cent(report.efficiency)
    yield _per_cent(report.chance)
    yield _figure(report.seconds)
    yield "; ".join(str(REMARKS[remark]) for remark in report.remarks)
    yield "; ".join(
        f"{portion.words.striptags()}: {_few() if portion.count is None else portion.count}"
        for portion in portions
    )
    yield quiz.computed_at


def _few() -> str:
    return _("few")


def _figure(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(round(value, 4)))


def _per_cent(share: float | None) -> Decimal | None:
    return None if share is None else Decimal(str(round(share * 100, 2)))
