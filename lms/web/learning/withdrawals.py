"""Leaving a course; what was done is kept."""

from flask import Blueprint, flash, redirect
from flask.typing import ResponseReturnValue

from lms.access.check import authorize
from lms.access.permissions import Permission
from lms.base import clock
from lms.base.db import transaction
from lms.base.i18n import gettext as _
from lms.learning.operations.enrolling import withdraw
from lms.learning.queries.shelf import visible_course
from lms.web.catalogue.addresses import course_address
from lms.web.current import current_person
from lms.web.gate import access

bp = Blueprint("withdrawals", __name__)


@bp.post("/courses/<course>/withdrawal")
@access(Permission.COURSE_ENROL)
def create(course: str) -> ResponseReturnValue:
    """Leave; a second tap changes nothing."""
    person = current_person()
    view = visible_course(person, course)
    authorize(person, Permission.COURSE_ENROL, view)
    with transaction():
        withdraw(person, view.key, clock.now())
    flash(_("You have left the course. What you have done is kept if you come back."), "done")
    return redirect(course_address(view.key))
