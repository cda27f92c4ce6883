"""Another password, for who knows the present one."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms.access.permissions import Permission
from lms.accounts import passwords
from lms.accounts.operations import profile
from lms.accounts.refusals import WrongPassword
from lms.base import clock
from lms.base.db import transaction
from lms.base.i18n import gettext as _
from lms.web.accounts import tries
from lms.web.accounts.blueprints import account as bp
from lms.web.accounts.forms import PasswordForm
from lms.web.current import current_person
from lms.web.gate import access


@bp.get("/account/password/")
@access(Permission.ACCOUNT_OWN)
def password() -> ResponseReturnValue:
    """The form."""
    return render_template("account/password.html", form=PasswordForm())


@bp.post("/account/password/")
@access(Permission.ACCOUNT_OWN)
def change_password() -> ResponseReturnValue:
    """Take the new password; everywhere else the person is signed out."""
    form, person = PasswordForm(), current_person()
    if not form.validate_on_submit():
        return render_template("account/password.html", form=form), 422
    try:
        tries.check_own(person, form.present.data)
    except WrongPassword as error:
        form.present.errors = [str(error.text)]
        return render_template("account/password.html", form=form), 422
    password_hash = passwords.hashed(form.password.data)
    with transaction():
        profile.change_password(person, password_hash, clock.now())
    flash(_("Your password is changed. All other devices are signed out."), "done")
    return redirect(url_for("account.profile"))
