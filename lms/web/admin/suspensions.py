"""Closing an account and opening it again; signing a person out everywhere."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lms.access.permissions import Permission
from lms.accounts.operations import administration, sessions
from lms.accounts.refusals import LastAdministrator, NotYourself
from lms.base import clock
from lms.base.db import transaction
from lms.base.i18n import gettext as _
from lms.web.admin.blueprint import admin as bp
from lms.web.admin.people import found
from lms.web.current import current_person
from lms.web.gate import access


@bp.post("/people/<username>/suspension/")
@access(Permission.PEOPLE_ADMINISTER)
def suspend(username: str) -> ResponseReturnValue:
    """Close the account; the person is signed out at once."""
    user_id = found(username).id
    try:
        with transaction():
            administration.suspend(user_id, current_person(), clock.now())
    except (LastAdministrator, NotYourself) as error:
        flash(str(error.text), "error")
    else:
        flash(_("The account is suspended, and the person is signed out."), "done")
    return redirect(url_for("admin.person", username=username))


@bp.post("/people/<username>/restoration/")
@access(Permission.PEOPLE_ADMINISTER)
def restore(username: str) -> ResponseReturnValue:
    """Open the account again."""
    user_id = found(username).id
    with transaction():
        administration.restore(user_id)
    flash(_("The account is open again. The person can sign in."), "done")
    return redirect(url_for("admin.person", username=username))


@bp.post("/people/<username>/sessions/ending/")
@access(Permission.PEOPLE_ADMINISTER)
def end_sessions(username: str) -> ResponseReturnValue:
    """Sign the person out everywhere: a lost telephone, a stolen computer."""
    user_id = found(username).id
    with transaction():
        sessions.end_all(user_id, clock.now())
    flash(_("The person is signed out on all devices."), "done")
    return redirect(url_for("admin.person", username=username))
