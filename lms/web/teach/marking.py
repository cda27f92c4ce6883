"""Marking by hand: the queue, oldest first, and one attempt after the other."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms.access.permissions import Permission
from lms.base import clock
from lms.base.db import transaction
from lms.base.errors import Refusal
from lms.base.i18n import gettext as _
from lms.catalogue.queries import TaughtCourse
from lms.learning.operations.marking import mark
from lms.learning.queries.marking import Script, next_to_mark, queue_of, script_of
from lms.learning.queries.uploads import upload_to_mark
from lms.learning.refusals import MarkedMeanwhile, NotAllMarked
from lms.web.current import current_person
from lms.web.gate import access
from lms.web.learning.uploads import attachment
from lms.web.teach.finding import ZONE, taught_course
from lms.web.teach.mark_form import MarkForm

bp = Blueprint("marking", __name__, url_prefix="/<course>/marking")


@bp.get("/")
@access(Permission.COURSE_TEACH)
def index(course: str) -> ResponseReturnValue:
    """What waits for a mark, oldest first."""
    taught = taught_course(course)
    queue = queue_of(taught.course.id, request.args.get("page", 1, int))
    return render_template("teach/marking/index.html", taught=taught, queue=queue, zone=ZONE)


@bp.get("/<key>/")
@access(Permission.COURSE_TEACH)
def show(course: str, key: str) -> ResponseReturnValue:
    """One attempt with the answers to be marked, or those that are marked already."""
    taught = taught_course(course)
    script = script_of(taught.course.id, key)
    return _page(taught, script, MarkForm.of(script))


@bp.post("/<key>/")
@access(Permission.COURSE_TEACH)
def create(course: str, key: str) -> ResponseReturnValue:
    """Give the marks and go on with the next one."""
    taught = taught_course(course)
    script = script_of(taught.course.id, key)
    form = MarkForm.sent(script, request.form)
    if not form.is_whole:
        return _page(taught, script, form, NotAllMarked(), 422)
    attempt_id, course_id, person = script.attempt.id, taught.course.id, current_person()
    try:
        with transaction():
            mark(attempt_id, form.judgements, base=form.base, by_id=person.id, at=clock.now())
    except MarkedMeanwhile as error:
        script = script_of(course_id, key)
        return _page(taught_course(course), script, form.after(script), error, 409)
    flash(_("Marked. The person gets a letter that says so."), "done")
    following = next_to_mark(course_id)
    if following is None:
        return redirect(url_for("teach.marking.index", course=course))
    return redirect(url_for("teach.marking.show", course=course, key=following))


@bp.get("/files/<upload>")
@access(Permission.COURSE_TEACH)
def file(course: str, upload: str) -> Response:
    """A file that was handed in."""
    return attachment(upload_to_mark(taught_course(course).course.id, upload))


def _page(
    taught: TaughtCourse,
    script: Script,
    form: MarkForm,
    error: Refusal | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    page = render_template(
        "teach/marking/show.html", taught=taught, script=script, form=form, error=error, zone=ZONE
    )
    return page, status
