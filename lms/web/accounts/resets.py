"""A new password by a one-time address."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms.accounts import passwords, queries
from lms.accounts.operations import recovery
from lms.accounts.refusals import DeadLink
from lms.accounts.token import Purpose
from lms.base import clock
from lms.base.db import transaction
from lms.base.i18n import gettext as _
from lms.base.tokens import digest
from lms.web.accounts import known_browsers
from lms.web.accounts.blueprints import accounts as bp
from lms.web.accounts.dead_links import dead_link
from lms.web.accounts.entering import get_up
from lms.web.accounts.forms import NewPasswordForm
from lms.web.gate import public


@bp.get("/reset/<token>/")
@public
def reset(token: str) -> ResponseReturnValue:
    """The form; opening it uses nothing up."""
    found = queries.token_and_user(digest(token), Purpose.RESET_PASSWORD, clock.now())
    if found is None:
        return dead_link()
    form = NewPasswordForm(username=found[1].username)
    return render_template("accounts/reset.html", form=form)


@bp.post("/reset/<token>/")
@public
def set_password(token: str) -> ResponseReturnValue:
    """Take the new password, once; all devices are signed out."""
    found = queries.token_and_user(digest(token), Purpose.RESET_PASSWORD, clock.now())
    if found is None:
        return dead_link()
    form = NewPasswordForm()
    form.username.data = found[1].username
    if not form.validate_on_submit():
        return render_template("accounts/reset.html", form=form), 422
    password_hash = passwords.hashed(form.password.data)
    try:
        with transaction():
            user_id = recovery.reset(digest(token), password_hash, clock.now()).id
    except DeadLink:
        return dead_link()
    return _done(user_id)


def _done(user_id: int) -> ResponseReturnValue:
    """On to signing in, which guessing by others must not stand in the way of."""
    get_up()
    flash(_("Your new password is set, and all devices are signed out. Sign in with it."), "done")
    response = redirect(url_for("accounts.sign_in"))
    known_browsers.remember(response, user_id)
    return response
