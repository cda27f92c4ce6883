"""The front page of administration: what waits, and the way to everything."""

from flask import render_template
from flask.typing import ResponseReturnValue

from lms.access.permissions import Permission
from lms.accounts import directory
from lms.base import clock
from lms.web.admin.blueprint import admin as bp
from lms.web.gate import access


@bp.get("/")
@access(Permission.PEOPLE_ADMINISTER)
def index() -> ResponseReturnValue:
    """What waits for an administrator."""
    organisations, claims, invitations = directory.waiting(clock.now())
    return render_template(
        "admin/index.html", organisations=organisations, claims=claims, invitations=invitations
    )
