"""A trainer's questions in figures: every quiz of a course, one question, and the spreadsheet."""

from importlib import import_module

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from lms.access.permissions import Permission
from lms.base import clock
from lms.base.i18n import current_locale
from lms.reports.questions.distribution import distribution_of
from lms.reports.questions.queries import BASES, report_on, reports_on
from lms.reports.questions.remarks import ENOUGH, LOUDNESS, REMARKS
from lms.web.gate import access
from lms.web.teach.courses import XLSX
from lms.web.teach.finding import ZONE, taught_course

bp = Blueprint("analyses", __name__, url_prefix="/teach")
SHEET = "lms.reports.questions.sheet"
WORDS = {"words": REMARKS, "loudness": LOUDNESS, "enough": ENOUGH, "zone": ZONE}


@bp.get("/<course>/analysis/")
@access(Permission.COURSE_TEACH)
def index(course: str) -> ResponseReturnValue:
    """Every quiz of the course with a table of its questions."""
    taught, basis = taught_course(course), _basis()
    quizzes = reports_on(taught, basis)
    return render_template(
        "teach/analyses/index.html", taught=taught, quizzes=quizzes, basis=basis, **WORDS
    )


@bp.get("/<course>/analysis/<module>/<quiz>/<question>/")
@access(Permission.COURSE_TEACH)
def show(course: str, module: str, quiz: str, question: str) -> ResponseReturnValue:
    """One question in all its versions, each with what was answered."""
    taught, basis = taught_course(course), _basis()
    report = report_on(taught, f"{module}/{quiz}", question, basis)
    locale = current_locale()
    versions = [(each, distribution_of(each, locale)) for each in report.questions]
    return render_template(
        "teach/analyses/show.html",
        taught=taught,
        report=report,
        versions=versions,
        basis=basis,
        **WORDS,
    )


@bp.get("/<course>/analysis.xlsx")
@access(Permission.COURSE_TEACH)
def export(course: str) -> ResponseReturnValue:
    """All questions of the course as a spreadsheet."""
    taught, at = taught_course(course), clock.now()
    content = import_module(SHEET).question_sheet(taught, _basis(), ZONE, at)
    name = f"questions-{taught.course.key}-{at:%Y-%m-%d}.xlsx"
    response = Response(content, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _basis() -> str:
    """Which attempts the address asks for; a word nobody knows means the first ones."""
    wanted = request.args.get("attempts", "")
    return wanted if wanted in BASES else BASES[0]
