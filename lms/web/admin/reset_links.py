"""A one-time link to a new password, for a person who gets no letters."""

from flask import render_template
from flask.typing import ResponseReturnValue

from lms.access.permissions import Permission
from lms.accounts.operations import recovery
from lms.base import clock
from lms.base.db import transaction
from lms.base.errors import NotFound
from lms.web.admin.blueprint import admin as bp
from lms.web.admin.forms import DeedForm
from lms.web.admin.people import found
from lms.web.gate import access
from lms.web.settings import settings, token_for


@bp.post("/people/<username>/reset-link/")
@access(Permission.PEOPLE_ADMINISTER)
def issue_reset_link(username: str) -> ResponseReturnValue:
    """Make the link and show it, this once; the form sent twice shows the same one."""
    user, form = found(username), DeedForm()
    if not form.validate_on_submit() or not user.is_active:
        raise NotFound
    user_id, name = user.id, user.username
    token = token_for(f"reset link of {user_id}", form.op_id.data)
    with transaction():
        recovery.issue_by_hand(user_id, token, clock.now())
    link = f"{settings().base_url}/reset/{token}/"
    return render_template("admin/reset_link.html", username=name, link=link), 201
