"""Marking a lesson as read."""

from flask import Blueprint, flash, redirect, request
from flask.typing import ResponseReturnValue

from lms.access.permissions import Permission
from lms.base import clock
from lms.base.db import transaction
from lms.base.i18n import gettext as _
from lms.learning.operations.completing import mark_read
from lms.learning.queries.places import place_of
from lms.learning.refusals import ItemLocked
from lms.web.catalogue.addresses import course_address, item_address
from lms.web.current import current_person
from lms.web.gate import access
from lms.web.learning.items import to_the_way_in

bp = Blueprint("completions", __name__)


@bp.post("/courses/<course>/<module>/<item>/completion")
@access(Permission.COURSE_LEARN)
def create(course: str, module: str, item: str) -> ResponseReturnValue:
    """Mark the lesson as read and move on to what comes next; a repeat changes nothing."""
    person = current_person()
    place = place_of(person.id, course)
    if place is None:
        return to_the_way_in(person, course)
    try:
        with transaction():
            course_is_done = mark_read(place, module, item, clock.now())
    except ItemLocked as error:
        flash(error.text, "info")
        return redirect(item_address(course, place.syllabus.item(module, item)))
    if course_is_done:
        flash(_("You have finished the course. Well done!"), "done")
        return redirect(course_address(course))
    following = place.syllabus.next(place.syllabus.item(module, item))
    if following is None:
        return redirect(course_address(course))
    language = request.args.get("lang")
    words = f"?lang={language}" if language in following.title else ""
    return redirect(item_address(course, following) + words)
