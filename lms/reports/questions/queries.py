"""The analyses of a course as its trainer reads them: withheld where few, masked where small."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from lms.base.db import db
from lms.base.errors import NotFound
from lms.catalogue.edition import Edition
from lms.catalogue.queries import TaughtCourse
from lms.catalogue.syllabi import syllabus_of
from lms.courseware.questions import Question
from lms.courseware.syllabus import NoSuchItem, Quiz, Syllabus
from lms.courseware.texts import Text
from lms.reports.questions.analysis import Analysis
from lms.reports.questions.chance import chance
from lms.reports.questions.figures import QuestionFigures, QuizFigures, loaded
from lms.reports.questions.masking import masked
from lms.reports.questions.remarks import ENOUGH, Remark, remarks_on
from lms.reports.questions.versions import version_of

BASES = ("first", "all")


@dataclass(frozen=True, slots=True)
class Printed:
    """A version of a question with the newest edition it stands in."""

    question: Question
    version: str
    edition: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionReport:
    """One version of a question; figures are None below ENOUGH answers, or where there are none.

    `chance` is what blind guessing gains. `is_present` says that the newest edition has it.
    """

    question: Question
    version: str
    edition: int
    is_present: bool
    answers: int
    blank: int
    facility: float | None
    discrimination: float | None
    efficiency: float | None
    chance: float | None
    seconds: float | None
    remarks: tuple[Remark, ...]
    given: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizReport:
    """A quiz with its questions in the order of the newest edition, earlier versions after them."""

    path: str
    title: Text
    attempts: int
    mean: float | None
    deviation: float | None
    alpha: float | None
    error_ratio: float | None
    compared: int
    bins: list[int | None]
    computed_at: datetime | None
    questions: tuple[QuestionReport, ...]


def reports_on(taught: TaughtCourse, basis: str) -> list[QuizReport]:
    """Give a report on every quiz of the newest edition, tried or not."""
    analyses = {
        analysis.quiz: analysis
        for analysis in db.session.scalars(
            select(Analysis).where(Analysis.course_id == taught.course.id)
        )
    }
    return [
        _report(taught, quiz, analyses.get(quiz.path), basis) for quiz in taught.syllabus.quizzes
    ]


def report_on(taught: TaughtCourse, path: str, key: str, basis: str) -> QuizReport:
    """Give the report on a quiz with all versions of one question; raises NotFound."""
    try:
        quiz = taught.syllabus.item_at(path)
    except NoSuchItem as error:
        raise NotFound(path) from error
    if not isinstance(quiz, Quiz):
        raise NotFound(path)
    analysis = db.session.scalar(
        select(Analysis).where(Analysis.course_id == taught.course.id, Analysis.quiz == path)
    )
    report = _report(taught, quiz, analysis, basis)
    chosen = tuple(each for each in report.questions if each.question.key == key)
    if not chosen:
        raise NotFound(key)
    return replace(report, questions=chosen)


def _report(taught: TaughtCourse, quiz: Quiz, analysis: Analysis | None, basis: str) -> QuizReport:
    figures = loaded(analysis.figures[basis]) if analysis else NOTHING
    present = {version_of(question): question for question in quiz.questions}
    earlier = _printed(taught, quiz.path, figures.questions.keys() - present.keys())
    number = taught.course.edition_number
    printed = [*(Printed(q, version, number) for version, q in present.items()), *earlier]
    enough, comparable = figures.attempts >= ENOUGH, figures.compared >= ENOUGH
    return QuizReport(
        path=quiz.path,
        title=quiz.title,
        attempts=figures.attempts,
        mean=figures.mean if enough else None,
        deviation=figures.deviation if enough else None,
        alpha=figures.alpha if comparable else None,
        error_ratio=figures.error_ratio if comparable else None,
        compared=figures.compared,
        bins=masked(figures.bins),
        computed_at=analysis.computed_at if analysis else None,
        questions=tuple(
            _question(each, figures, is_present=each.version in present) for each in printed
        ),
    )


def _question(printed: Printed, quiz: QuizFigures, *, is_present: bool) -> QuestionReport:
    figures = quiz.questions.get(printed.version, UNASKED)
    guess = chance(printed.question)
    enough = figures.answers >= ENOUGH
    return QuestionReport(
        question=printed.question,
        version=printed.version,
        edition=printed.edition,
        is_present=is_present,
        answers=figures.answers,
        blank=figures.blank,
        facility=figures.facility if enough else None,
        discrimination=figures.discrimination if enough else None,
        efficiency=figures.efficiency if enough else None,
        chance=float(guess) if guess is not None else None,
        seconds=figures.seconds if figures.timed >= ENOUGH else None,
        remarks=remarks_on(figures, float(guess) if guess is not None else None),
        given=figures.given,
    )


def _printed(taught: TaughtCourse, path: str, wanted: set[str]) -> list[Printed]:
    """Find versions that the newest edition no longer has, newest first."""
    found: dict[str, Printed] = {}
    if not wanted:
        return []
    rows = db.session.execute(
        select(Edition.id, Edition.digest, Edition.number)
        .where(Edition.course_id == taught.course.id)
        .order_by(Edition.number.desc())
    ).all()
    for edition_id, digest, number in rows:
        for question in _questions(syllabus_of(edition_id, digest), path):
            version = version_of(question)
            if version in wanted:
                found.setdefault(version, Printed(question, version, number))
        if len(found) == len(wanted):
            break
    return list(found.values())


def _questions(syllabus: Syllabus, path: str) -> Iterator[Question]:
    try:
        item = syllabus.item_at(path)
    except NoSuchItem:
        return
    if isinstance(item, Quiz):
        yield from item.questions


NOTHING = QuizFigures(0, None, None, None, None, 0, [0] * 10, {})
UNASKED = QuestionFigures(0, 0, 0.0, None, None, None, None, 0, {})
