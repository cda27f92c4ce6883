"""A forgotten password: a letter, if there is somebody to write to; the answer does not tell."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms.accounts import guesses
from lms.accounts.operations import recovery
from lms.accounts.user import email_key
from lms.base import clock
from lms.base.db import transaction
from lms.base.i18n import current_locale
from lms.web.accounts import tries
from lms.web.accounts.blueprints import accounts as bp
from lms.web.accounts.forms import LoginForm
from lms.web.gate import public
from lms.web.settings import settings


@bp.get("/forgot-password/")
@public
def forgot_password() -> ResponseReturnValue:
    """The form."""
    return render_template("accounts/forgot_password.html", form=LoginForm(), settings=settings())


@bp.post("/forgot-password/")
@public
def ask_for_password() -> ResponseReturnValue:
    """Write a letter, if there is somebody to write to, and say the same in any case."""
    form = LoginForm()
    if not form.validate_on_submit():
        page = render_template("accounts/forgot_password.html", form=form, settings=settings())
        return page, 422
    at, login = clock.now(), form.login.data
    with transaction():
        guesses.count([tries.bucket(guesses.LETTER_WISHES, tries.place())], at)
        if guesses.is_within(tries.bucket(guesses.LETTERS, email_key(login)), at):
            recovery.forgotten_password(login, current_locale(), at)
    return redirect(url_for("accounts.password_letter"))


@bp.get("/forgot-password/letter/")
@public
def password_letter() -> ResponseReturnValue:
    """What happens next, whether or not there is such an account."""
    return render_template("accounts/password_letter.html", settings=settings())
