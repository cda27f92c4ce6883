"""Moving the people of older editions to the newest: first what it would mean, then the deed."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms.access.permissions import Permission
from lms.base import clock
from lms.base.db import transaction
from lms.base.i18n import ngettext
from lms.learning.operations.moving import move_some
from lms.learning.queries.foresight import foresee
from lms.web.current import current_person
from lms.web.gate import access
from lms.web.teach.finding import taught_course

bp = Blueprint("moves", __name__, url_prefix="/<course>/move")


@bp.get("")
@access(Permission.COURSE_TEACH)
def new(course: str) -> ResponseReturnValue:
    """Who would finish by the newest edition, in numbers; nobody loses."""
    taught = taught_course(course)
    seen = foresee(taught.course.id, taught.syllabus, taught.edition_id)
    return render_template("teach/moves/new.html", taught=taught, seen=seen)


@bp.post("")
@access(Permission.COURSE_TEACH)
def create(course: str) -> ResponseReturnValue:
    """Move everybody, some at a time, so that nobody else has to wait long."""
    course_id, by_id, moved = taught_course(course).course.id, current_person().id, 0
    while True:
        with transaction():
            count = move_some(course_id, by_id, clock.now())
        moved += count
        if not count:
            break
    words = ngettext("%(num)s person was moved.", "%(num)s people were moved.", moved)
    flash(words, "done")
    return redirect(url_for("teach.show", course=course))
