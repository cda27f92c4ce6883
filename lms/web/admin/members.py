"""Who belongs to an association: claims confirmed, mistakes removed."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lms.access.permissions import Permission
from lms.accounts.operations import associations
from lms.base import clock
from lms.base.db import transaction
from lms.base.i18n import gettext as _
from lms.web.admin.blueprint import admin as bp
from lms.web.admin.organisations import found_organisation
from lms.web.admin.people import found
from lms.web.current import current_person
from lms.web.gate import access


@bp.post("/organisations/<key>/members/<username>/confirmation/")
@access(Permission.PEOPLE_ADMINISTER)
def confirm_member(key: str, username: str) -> ResponseReturnValue:
    """The person does belong there."""
    organisation_id, user_id = found_organisation(key).id, found(username).id
    with transaction():
        associations.confirm_membership(organisation_id, user_id, current_person(), clock.now())
    flash(_("Confirmed: the person belongs there."), "done")
    return redirect(url_for("admin.organisation", key=key))


@bp.post("/organisations/<key>/members/<username>/removal/")
@access(Permission.PEOPLE_ADMINISTER)
def remove_member(key: str, username: str) -> ResponseReturnValue:
    """The person does not belong there (any more)."""
    organisation_id, user_id = found_organisation(key).id, found(username).id
    with transaction():
        associations.end_membership(organisation_id, user_id)
    flash(_("The person no longer belongs there."), "done")
    return redirect(url_for("admin.organisation", key=key))
