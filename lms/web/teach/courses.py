"""A trainer's courses: how they go, who is how far, and the same as a spreadsheet."""

from importlib import import_module

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from lms.access.permissions import Permission
from lms.base import clock
from lms.base.i18n import say_date
from lms.catalogue.queries import courses_taught_by
from lms.learning.enrolment import SILENCE, Standing
from lms.learning.queries.foresight import people_in_older_editions
from lms.learning.queries.marking import counts_to_mark
from lms.learning.queries.overrides import overrides_in
from lms.reports.record import record_of
from lms.reports.roll import page_of
from lms.reports.standings import BY_NEED, tallies_of
from lms.reports.words import STANDINGS
from lms.web.current import current_person
from lms.web.gate import access
from lms.web.teach import (
    by_hand,
    certificates,
    corrections,
    grades,
    marking,
    moves,
    overrides,
    quizzes,
    unclarities,
)
from lms.web.teach.finding import ZONE, taught_course

PARTS = (
    by_hand,
    certificates,
    corrections,
    grades,
    marking,
    moves,
    overrides,
    quizzes,
    unclarities,
)
bp = Blueprint("teach", __name__, url_prefix="/teach")
for part in (module.bp for module in PARTS):
    bp.register_blueprint(part)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Needed only for a download: a worker starts without the library that writes spreadsheets.
SHEET = "lms.reports.progress_sheet"


@bp.get("/")
@access(Permission.COURSE_TEACH)
def index() -> ResponseReturnValue:
    """My courses, each with how many people stand where."""
    courses = courses_taught_by(current_person())
    ids = [taught.course.id for taught in courses]
    return render_template(
        "teach/courses/index.html",
        courses=courses,
        tallies=tallies_of(ids, clock.now()),
        to_mark=counts_to_mark(ids),
    )


@bp.get("/<course>/")
@access(Permission.COURSE_TEACH)
def show(course: str) -> ResponseReturnValue:
    """The people of one course by modules, who needs help first."""
    taught, at = taught_course(course), clock.now()
    tally = tallies_of([taught.course.id], at)[taught.course.id]
    standing = _standing_asked_for()
    number = request.args.get("page", 1, int)
    return render_template(
        "teach/courses/show.html",
        taught=taught,
        to_mark=counts_to_mark([taught.course.id]).get(taught.course.id, 0),
        tally=tally,
        standing=standing,
        standings=BY_NEED,
        words=STANDINGS,
        roll=page_of(taught, tally, standing, number, at),
        older=people_in_older_editions(taught.course.id, taught.edition_id),
        zone=ZONE,
        silence=SILENCE.days,
        say_date=say_date,
    )


@bp.get("/<course>/people/<key>/")
@access(Permission.COURSE_TEACH)
def record(course: str, key: str) -> ResponseReturnValue:
    """One person of the course, item by item."""
    taught, at = taught_course(course), clock.now()
    return render_template(
        "teach/people/show.html",
        taught=taught,
        record=record_of(taught, key, at),
        overrides=overrides_in(taught.course.id, at, key),
        titles=overrides.titles_of(taught),
        words=STANDINGS,
        zone=ZONE,
    )


@bp.get("/<course>/progress.xlsx")
@access(Permission.COURSE_TEACH)
def export(course: str) -> ResponseReturnValue:
    """Everybody in the course as a spreadsheet."""
    taught, at = taught_course(course), clock.now()
    content = import_module(SHEET).progress_sheet(taught, ZONE, at)
    name = f"progress-{taught.course.key}-{at:%Y-%m-%d}.xlsx"
    response = Response(content, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _standing_asked_for() -> Standing | None:
    """Which people the address asks for; a word nobody knows means everybody."""
    try:
        return Standing(request.args.get("status", ""))
    except ValueError:
        return None
