"""Giving one's own place or turn back."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lms.access.check import authorize
from lms.access.permissions import Permission
from lms.base.db import transaction
from lms.base.errors import Refusal
from lms.base.i18n import gettext as _
from lms.seminars import operations, queries
from lms.web.current import current_person
from lms.web.gate import access

bp = Blueprint("cancellations", __name__)


@bp.post("/seminars/<slug>/registration/cancellation")
@access(Permission.SEMINAR_REGISTER)
def create(slug: str) -> ResponseReturnValue:
    """Cancel; whoever is first in the queue gets the place."""
    person = current_person()
    seminar_id = queries.announced(slug)
    authorize(person, Permission.SEMINAR_REGISTER)
    stand = queries.stand_of(person.id, seminar_id)
    try:
        if stand is not None:
            with transaction():
                operations.cancel(seminar_id, stand.registration_id, by_id=person.id)
        flash(_("You are not on the list of this seminar any more."), "done")
    except Refusal as refusal:
        flash(str(refusal.text), "warning")
    return redirect(url_for("seminars.show", slug=slug))
