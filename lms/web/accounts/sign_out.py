"""Signing out: the session ends here and on the server."""

from flask import flash, redirect, session, url_for
from flask.typing import ResponseReturnValue

from lms.accounts.operations import sessions
from lms.base import clock
from lms.base.db import transaction
from lms.base.i18n import gettext as _
from lms.base.tokens import digest
from lms.web.accounts.blueprints import accounts as bp
from lms.web.accounts.entering import SECRET, get_up
from lms.web.gate import public


@bp.post("/sign-out/")
@public
def sign_out() -> ResponseReturnValue:
    """End the session; what the browser kept of the pages goes, the language stays."""
    if token := session.get(SECRET):
        with transaction():
            sessions.end_by_digest(digest(token), clock.now())
    get_up()
    flash(_("You are signed out."), "done")
    response = redirect(url_for("home.index"))
    # Not "cookies": the language and the known browser are no secrets and outlast the session.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
