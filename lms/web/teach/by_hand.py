"""One item of one person: why it is or is not done, and the trainer's hand."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from lms.access.permissions import Permission
from lms.base import clock
from lms.base.db import transaction
from lms.base.i18n import gettext as _
from lms.base.i18n import lazy_gettext
from lms.learning.operations.completing import set_by_hand, take_back
from lms.learning.operations.ledger import Hand
from lms.learning.refusals import NotSetByHand
from lms.reports.record import ItemRecord, item_record
from lms.web.current import current_person
from lms.web.forms import Form, plain_text, stripped
from lms.web.gate import access
from lms.web.teach.finding import ZONE, taught_course

bp = Blueprint("by_hand", __name__, url_prefix="/<course>/people/<key>/items/<module>/<item>")


class ReasonForm(Form):
    """Why a trainer does it; the person will read it."""

    reason = TextAreaField(
        lazy_gettext("Reason"),
        filters=[stripped],
        validators=[
            DataRequired(lazy_gettext("Write a sentence: the person will ask why.")),
            Length(max=500, message=lazy_gettext("At most %(max)d characters.")),
            plain_text,
        ],
    )


@bp.get("/")
@access(Permission.COURSE_TEACH)
def show(course: str, key: str, module: str, item: str) -> ResponseReturnValue:
    """Why the item is or is not done, with everything that has happened to it."""
    return _page(_found(course, key, module, item), course, ReasonForm(formdata=None))


@bp.post("/completion")
@access(Permission.COURSE_TEACH)
def create(course: str, key: str, module: str, item: str) -> ResponseReturnValue:
    """Set the item as done; a repeat changes nothing."""
    found, form = _found(course, key, module, item), ReasonForm()
    if not form.validate():
        return _page(found, course, form, 422)
    hand, enrolment_id, path = _hand(form), found.enrolment_id, found.item.path
    with transaction():
        course_is_done = set_by_hand(enrolment_id, path, clock.now(), hand)
    flash(_("Set as done. The person sees your reason."), "done")
    if course_is_done:
        flash(_("The course is finished by it."), "info")
    return _to_the_person(course, key)


@bp.post("/withdrawal")
@access(Permission.COURSE_TEACH)
def destroy(course: str, key: str, module: str, item: str) -> ResponseReturnValue:
    """Take back what was set by hand, and nothing else."""
    found, form = _found(course, key, module, item), ReasonForm()
    if not form.validate():
        return _page(found, course, form, 422)
    hand, enrolment_id, path = _hand(form), found.enrolment_id, found.item.path
    try:
        with transaction():
            take_back(enrolment_id, path, clock.now(), hand)
    except NotSetByHand as error:
        flash(error.text, "info")
    else:
        flash(_("Taken back. The person sees your reason."), "done")
    return _to_the_person(course, key)


def _found(course: str, key: str, module: str, item: str) -> ItemRecord:
    return item_record(taught_course(course), key, f"{module}/{item}", clock.now())


def _hand(form: ReasonForm) -> Hand:
    return Hand(current_person().id, form.reason.data)


def _to_the_person(course: str, key: str) -> ResponseReturnValue:
    return redirect(url_for("teach.record", course=course, key=key))


def _page(
    found: ItemRecord, course: str, form: ReasonForm, status: int = 200
) -> ResponseReturnValue:
    page = render_template(
        "teach/people/item.html", found=found, course=course, form=form, zone=ZONE
    )
    return page, status
