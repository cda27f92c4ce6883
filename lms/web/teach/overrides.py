"""Another rule for some people: more time, another attempt, other dates, with a reason."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms.access.permissions import Permission
from lms.base import clock
from lms.base.db import transaction
from lms.base.errors import NotFound
from lms.base.i18n import current_locale, ngettext
from lms.base.i18n import gettext as _
from lms.base.tokens import fresh_key
from lms.catalogue.queries import TaughtCourse
from lms.learning.operations.overriding import give, withdraw_override
from lms.learning.queries.overrides import names_of, overrides_in
from lms.learning.refusals import DatesCross, NobodyChosen, NothingOverridden
from lms.web.current import current_person
from lms.web.gate import access
from lms.web.teach.finding import ZONE, taught_course
from lms.web.teach.override_form import OverrideForm

bp = Blueprint("overrides", __name__, url_prefix="/<course>/overrides")
MOST_CHOSEN = 200


@bp.get("/")
@access(Permission.COURSE_TEACH)
def index(course: str) -> ResponseReturnValue:
    """Everything ever given in the course, what is in force first."""
    taught = taught_course(course)
    return render_template(
        "teach/overrides/index.html",
        taught=taught,
        titles=titles_of(taught),
        lines=overrides_in(taught.course.id, clock.now()),
        zone=ZONE,
    )


@bp.get("/new")
@access(Permission.COURSE_TEACH)
def new(course: str) -> ResponseReturnValue:
    """An empty form for the people chosen in the table."""
    taught = taught_course(course)
    chosen = request.args.getlist("person")[:MOST_CHOSEN]
    form = _offered(taught, OverrideForm(op_id=fresh_key(), quiz=request.args.get("quiz")))
    return _page(taught, form, chosen)


@bp.post("/")
@access(Permission.COURSE_TEACH)
def create(course: str) -> ResponseReturnValue:
    """Give it; the same form sent twice gives it once."""
    taught, person = taught_course(course), current_person()
    form = _offered(taught, OverrideForm())
    chosen, course_id = form.person.data[:MOST_CHOSEN], taught.course.id
    try:
        if form.validate():
            with transaction():
                give(course_id, chosen, form.grant, person.id, clock.now())
            flash(_say_for(len(set(chosen))), "done")
            return redirect(url_for(".index", course=course))
    except (DatesCross, NobodyChosen, NothingOverridden) as refused:
        form.form_errors.append(str(refused.text))
    return _page(taught_course(course), form, chosen), 422


@bp.post("/<key>/withdrawal")
@access(Permission.COURSE_TEACH)
def destroy(course: str, key: str) -> ResponseReturnValue:
    """Take one back; whoever is at work keeps ten minutes, or what was left."""
    course_id, person = taught_course(course).course.id, current_person()
    with transaction():
        withdraw_override(course_id, key, person.id, clock.now())
    flash(_("It is withdrawn and stays in the list with its reason."), "done")
    return redirect(url_for(".index", course=course))


def _say_for(count: int) -> str:
    return ngettext(
        "It holds for %(num)s person from now on.",
        "It holds for %(num)s people from now on.",
        count,
    )


def _page(taught: TaughtCourse, form: OverrideForm, chosen: Sequence[str]) -> str:
    """The form with the names of those chosen; raises NotFound for somebody who is not there."""
    names = names_of(taught.course.id, chosen)
    if len(names) < len(set(chosen)):
        raise NotFound(taught.course.key)
    return render_template("teach/overrides/new.html", taught=taught, form=form, names=names)


def _offered(taught: TaughtCourse, form: OverrideForm) -> OverrideForm:
    """The form with the quizzes of the course to choose from."""
    form.offer(titles_of(taught))
    return form


def titles_of(taught: TaughtCourse) -> dict[str, str]:
    """Path and full title of every quiz of the newest edition."""
    syllabus, locale = taught.syllabus, current_locale()
    return {
        quiz.path: f"{syllabus.module(quiz.module).title.in_(locale)}: {quiz.title.in_(locale)}"
        for quiz in syllabus.quizzes
    }
