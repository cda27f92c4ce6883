"""Questions that people found unclear, with their words and without their names."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from lms.access.permissions import Permission
from lms.base.i18n import current_locale
from lms.learning.queries.unclarities import unclear_questions
from lms.web.gate import access
from lms.web.teach.finding import ZONE, taught_course

bp = Blueprint("unclarities", __name__, url_prefix="/<course>/unclear")


@bp.get("/")
@access(Permission.COURSE_TEACH)
def index(course: str) -> ResponseReturnValue:
    """The questions of a course, those that most people found unclear first."""
    taught = taught_course(course)
    found = unclear_questions(taught.course.id, current_locale())
    return render_template("teach/unclarities/index.html", taught=taught, found=found, zone=ZONE)
