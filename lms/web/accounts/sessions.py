"""Where one is signed in, and signing out from there."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms.access.permissions import Permission
from lms.accounts import queries
from lms.accounts.operations import sessions as operations
from lms.base import clock
from lms.base.db import transaction
from lms.base.i18n import gettext as _
from lms.web.accounts.blueprints import account as bp
from lms.web.current import current_person
from lms.web.gate import access


@bp.get("/sessions/")
@access(Permission.ACCOUNT_OWN)
def sessions() -> ResponseReturnValue:
    """Every device a person is signed in on."""
    person = current_person()
    found = queries.open_sessions(person, clock.now())
    return render_template("account/sessions.html", sessions=found, here=person.session_id)


@bp.post("/sessions/<key>/ending/")
@access(Permission.ACCOUNT_OWN)
def end_session(key: str) -> ResponseReturnValue:
    """Sign out one device; ending it again changes nothing."""
    with transaction():
        operations.end(current_person().id, key, clock.now())
    flash(_("That device is signed out."), "done")
    return redirect(url_for("account.sessions"))


@bp.post("/sessions/ending/")
@access(Permission.ACCOUNT_OWN)
def end_other_sessions() -> ResponseReturnValue:
    """Sign out every device but this one."""
    person = current_person()
    with transaction():
        operations.end_others(person.id, person.session_id, clock.now())
    flash(_("All other devices are signed out."), "done")
    return redirect(url_for("account.sessions"))
