"""The catalogue: all courses, and one course with everything it offers."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from lms.base.i18n import current_locale
from lms.learning.queries.shelf import courses_visible_to, visible_course
from lms.web.catalogue.addresses import course_address, item_address
from lms.web.current import person_or_none
from lms.web.gate import public
from lms.web.kept_pages import kept_page

bp = Blueprint("catalogue", __name__)


@bp.get("/courses/")
@public
def index() -> ResponseReturnValue:
    """Every course on offer."""
    offers = courses_visible_to(person_or_none())
    return kept_page(
        "catalogue/courses/index.html",
        tuple(offers),
        lambda: {"offers": offers, "address": course_address},
    )


@bp.get("/courses/<course>/")
@public
def show(course: str) -> ResponseReturnValue:
    """One course: what one learns, module by module, and the way in."""
    view = visible_course(person_or_none(), course)
    locale = current_locale()
    return render_template(
        "catalogue/courses/show.html",
        course=view,
        syllabus=view.syllabus,
        kilobytes=_kilobytes(sum(lesson.bytes.in_(locale) for lesson in view.syllabus.lessons)),
        address=lambda item: item_address(view.key, item),
    )


def _kilobytes(size: int) -> int:
    """Bytes as whole kilobytes, never less than one."""
    return max(1, round(size / 1024))
