"""Which association one belongs to: said by oneself, confirmed by the centre."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lms.access.permissions import Permission
from lms.accounts import directory, queries
from lms.accounts.operations import associations
from lms.base import clock
from lms.base.db import transaction
from lms.base.errors import NotFound
from lms.base.i18n import gettext as _
from lms.web.accounts.blueprints import account as bp
from lms.web.accounts.forms import ConfirmForm, MembershipForm
from lms.web.current import current_person
from lms.web.gate import access


@bp.post("/account/associations/")
@access(Permission.ACCOUNT_OWN)
def claim_membership() -> ResponseReturnValue:
    """Say where one belongs; the answer is the same whether the association was known."""
    form = MembershipForm()
    if not form.validate_on_submit():
        flash(" ".join(map(str, form.association.errors)), "error")
        return redirect(url_for("account.profile"))
    with transaction():
        associations.claim(queries.account_of(current_person()), form.association.data, clock.now())
    flash(_("Noted. The centre will confirm that you belong there."), "done")
    return redirect(url_for("account.profile"))


@bp.post("/account/associations/<key>/leaving/")
@access(Permission.ACCOUNT_OWN)
def leave_association(key: str) -> ResponseReturnValue:
    """No longer belong to an association, or take a claim back."""
    person = current_person()
    mine = {
        organisation.key: organisation.id
        for organisation, _membership in directory.associations_of(person.id)
    }
    if key not in mine or not ConfirmForm().validate_on_submit():
        raise NotFound
    with transaction():
        associations.end_membership(mine[key], person.id)
    flash(_("You no longer belong to that association here."), "done")
    return redirect(url_for("account.profile"))
