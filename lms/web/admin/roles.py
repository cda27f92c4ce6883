"""Giving and taking roles."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lms.access.permissions import Permission
from lms.accounts.operations import administration
from lms.accounts.refusals import LastAdministrator
from lms.base import clock
from lms.base.db import transaction
from lms.base.i18n import gettext as _
from lms.web.admin.blueprint import admin as bp
from lms.web.admin.forms import NOTHING, RoleForm
from lms.web.admin.people import found, person_page
from lms.web.admin.roles_in_words import grant_of, scopes
from lms.web.current import current_person
from lms.web.gate import access


@bp.post("/people/<username>/roles/")
@access(Permission.PEOPLE_ADMINISTER)
def grant_role(username: str) -> ResponseReturnValue:
    """Give a role for a city, a course or everything."""
    user, person, form = found(username), current_person(), RoleForm()
    form.grant.choices = [NOTHING, *scopes(person).choices()]
    if not form.validate_on_submit():
        return person_page(user, form), 422
    user_id, grant = user.id, grant_of(form.grant.data)
    with transaction():
        administration.grant_role(user_id, grant, person, clock.now())
    flash(_("The role is given. It counts from the next page the person opens."), "done")
    return redirect(url_for("admin.person", username=username))


@bp.post("/people/<username>/roles/<int:grant_id>/revocation/")
@access(Permission.PEOPLE_ADMINISTER)
def revoke_role(username: str, grant_id: int) -> ResponseReturnValue:
    """Take a role back."""
    user_id = found(username).id
    try:
        with transaction():
            administration.revoke_role(user_id, grant_id)
    except LastAdministrator as error:
        flash(str(error.text), "error")
    else:
        flash(_("The role is taken back."), "done")
    return redirect(url_for("admin.person", username=username))
