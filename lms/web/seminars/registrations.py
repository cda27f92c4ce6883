"""Registering oneself for a seminar."""

from flask import Blueprint, flash, redirect
from flask.typing import ResponseReturnValue

from lms.access.check import authorize
from lms.access.permissions import Permission
from lms.base.db import transaction
from lms.base.errors import Refusal
from lms.base.i18n import gettext as _
from lms.base.i18n import lazy_gettext
from lms.seminars import operations, queries
from lms.seminars.participant import Participant
from lms.seminars.refusals import AlreadyRegistered
from lms.seminars.registration import RegistrationState
from lms.web.current import current_person
from lms.web.gate import access
from lms.web.op_id import sent_op_id

bp = Blueprint("registrations", __name__)
GONE = lazy_gettext(
    "This registration has been cancelled since. Register again if you want to come."
)


@bp.post("/seminars/<slug>/registration")
@access(Permission.SEMINAR_REGISTER)
def create(slug: str) -> ResponseReturnValue:
    """Take a place, or a turn in the queue; the page of the seminar says which."""
    person = current_person()
    seminar_id = queries.announced(slug)
    authorize(person, Permission.SEMINAR_REGISTER)
    try:
        with transaction():
            place = operations.register(
                seminar_id, Participant(person.id), by_id=person.id, op_id=sent_op_id()
            )
        if place.state is RegistrationState.CANCELLED:
            flash(str(GONE), "info")
    except AlreadyRegistered:
        flash(_("You are on the list of this seminar already."), "info")
    except Refusal as refusal:
        flash(str(refusal.text), "warning")
    return redirect(f"/seminars/{slug}/#registration")
