"""One's own account: the name, the language, and the way to everything else about it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms.access.permissions import Permission
from lms.accounts import directory, queries
from lms.accounts.operations import profile as operations
from lms.base import clock
from lms.base.db import transaction
from lms.base.i18n import gettext as _
from lms.web.accounts.blueprints import account as bp
from lms.web.accounts.forms import MembershipForm, ProfileForm
from lms.web.current import current_person, forget_person
from lms.web.gate import access


@bp.get("/account/")
@access(Permission.ACCOUNT_OWN)
def profile() -> ResponseReturnValue:
    """The account as it is."""
    person = current_person()
    form = ProfileForm(display_name=person.display_name, locale=person.locale)
    return _page(form)


@bp.post("/account/")
@access(Permission.ACCOUNT_OWN)
def update() -> ResponseReturnValue:
    """Take another name or language."""
    form = ProfileForm()
    if not form.validate_on_submit():
        return _page(form), 422
    with transaction():
        operations.introduce(current_person(), form.display_name.data, form.locale.data)
    forget_person()
    flash(_("Your account is saved."), "done")
    return redirect(url_for("account.profile"))


def _page(form: ProfileForm) -> str:
    person = current_person()
    return render_template(
        "account/profile.html",
        form=form,
        user=queries.account_of(person),
        waiting=queries.waiting_email(person, clock.now()),
        associations=directory.associations_of(person.id),
        membership_form=MembershipForm(formdata=None),
    )
