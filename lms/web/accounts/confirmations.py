"""Addresses confirmed, and taken back, by whoever reads the letters sent to them."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms.accounts import queries
from lms.accounts.operations import emails
from lms.accounts.refusals import DeadLink, EmailTaken
from lms.accounts.token import Purpose
from lms.base import clock
from lms.base.db import transaction
from lms.base.i18n import gettext as _
from lms.base.tokens import digest
from lms.web.accounts.blueprints import accounts as bp
from lms.web.accounts.dead_links import dead_link
from lms.web.accounts.forms import ConfirmForm
from lms.web.current import person_or_none
from lms.web.gate import public


@bp.get("/confirm-email/<token>/")
@public
def confirm_email(token: str) -> ResponseReturnValue:
    """A button to press: mail programs open addresses, people press buttons."""
    return _button("accounts/confirm_email.html", token, Purpose.CONFIRM_EMAIL)


@bp.post("/confirm-email/<token>/")
@public
def take_email(token: str) -> ResponseReturnValue:
    """The address is the account's from now on."""
    if not ConfirmForm().validate_on_submit():
        return dead_link()
    try:
        with transaction():
            emails.confirm(digest(token), clock.now())
    except (DeadLink, EmailTaken):
        return dead_link()
    flash(_("Your address is confirmed. You can sign in with it."), "done")
    signed_in = person_or_none() is not None
    return redirect(url_for("account.profile" if signed_in else "accounts.sign_in"))


@bp.get("/restore-email/<token>/")
@public
def restore_email(token: str) -> ResponseReturnValue:
    """A button that gives the address back to its account."""
    return _button("accounts/restore_email.html", token, Purpose.RESTORE_EMAIL)


@bp.post("/restore-email/<token>/")
@public
def take_email_back(token: str) -> ResponseReturnValue:
    """The address is the account's again, and a new password is the next step."""
    if not ConfirmForm().validate_on_submit():
        return dead_link()
    try:
        with transaction():
            emails.restore(digest(token), clock.now())
    except (DeadLink, EmailTaken):
        return dead_link()
    flash(_("The address is yours again, and all devices are signed out."), "done")
    flash(_("Now ask for a new password: whoever changed the address may know the old one."))
    return redirect(url_for("accounts.forgot_password"))


def _button(template: str, token: str, purpose: Purpose) -> ResponseReturnValue:
    found = queries.token_and_user(digest(token), purpose, clock.now())
    if found is None:
        return dead_link()
    secret, user = found
    return render_template(
        template, form=ConfirmForm(), address=secret.email, username=user.username
    )
