"""The quizzes of a course as they run: the rules of each, its dates, who has other ones."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms.access.permissions import Permission
from lms.base import clock
from lms.base.db import transaction
from lms.base.i18n import gettext as _
from lms.courseware.syllabus import Module, Quiz
from lms.learning.operations.dating import Dates, set_dates
from lms.learning.queries.dates import all_dates_of, dates_of
from lms.learning.queries.overrides import counts_in_force
from lms.learning.refusals import DatesCross
from lms.web.current import current_person
from lms.web.gate import access
from lms.web.learning.policy_words import lines_of, shown_of
from lms.web.teach.finding import quiz_in, taught_course
from lms.web.teach.moments import as_typed
from lms.web.teach.override_form import DatesForm

bp = Blueprint("quizzes", __name__, url_prefix="/<course>/quizzes")


@bp.get("/")
@access(Permission.COURSE_TEACH)
def index(course: str) -> ResponseReturnValue:
    """Every quiz with its rules in words, its dates, and how many people have other rules."""
    taught, at = taught_course(course), clock.now()
    return render_template(
        "teach/quizzes/index.html",
        taught=taught,
        modules=[module for module in taught.syllabus.modules if quizzes_of(module)],
        quizzes_of=quizzes_of,
        lines_of=lines_of,
        shown_of=shown_of,
        dates=all_dates_of(taught.course.id),
        counts=counts_in_force(taught.course.id, at),
        at=at,
    )


@bp.get("/<module>/<quiz>/dates")
@access(Permission.COURSE_TEACH)
def edit(course: str, module: str, quiz: str) -> ResponseReturnValue:
    """The dates as they are now."""
    taught = taught_course(course)
    found = quiz_in(taught, module, quiz)
    now = dates_of(taught.course.id, found.path)
    form = DatesForm(
        last_start=as_typed(now.last_start_at if now else None),
        hard_end=as_typed(now.hard_end_at if now else None),
    )
    return render_template("teach/quizzes/dates.html", taught=taught, quiz=found, form=form)


@bp.post("/<module>/<quiz>/dates")
@access(Permission.COURSE_TEACH)
def update(course: str, module: str, quiz: str) -> ResponseReturnValue:
    """Set the dates for everybody; whoever is at work keeps ten minutes at least."""
    taught, person = taught_course(course), current_person()
    found, form = quiz_in(taught, module, quiz), DatesForm()
    course_id = taught.course.id
    try:
        if form.validate():
            dates = Dates(found.path, form.last_start.moment, form.hard_end.moment)
            with transaction():
                set_dates(course_id, dates, person.id, clock.now())
            flash(_("The dates are set and hold from now on."), "done")
            return redirect(url_for("teach.quizzes.index", course=course))
    except DatesCross as refused:
        form.hard_end.errors = [str(refused.text)]
    page = render_template(
        "teach/quizzes/dates.html", taught=taught_course(course), quiz=found, form=form
    )
    return page, 422


def quizzes_of(module: Module) -> list[Quiz]:
    """Give the quizzes of a module."""
    return [item for item in module.items if isinstance(item, Quiz)]
