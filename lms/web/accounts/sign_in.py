"""Signing in, by username or by confirmed e-mail."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms.accounts import guesses, passwords
from lms.accounts.operations import profile
from lms.accounts.refusals import WrongPassword
from lms.base.db import transaction
from lms.base.i18n import gettext as _
from lms.web.accounts import known_browsers, tries
from lms.web.accounts.blueprints import accounts as bp
from lms.web.accounts.entering import Arrival
from lms.web.accounts.forms import SignInForm
from lms.web.accounts.tries import RightGuess
from lms.web.current import person_or_none
from lms.web.gate import public
from lms.web.next_page import next_page
from lms.web.settings import settings


@bp.get("/sign-in/")
@public
def sign_in() -> ResponseReturnValue:
    """The form; who is signed in already goes on."""
    if person_or_none() is not None:
        return redirect(next_page(url_for("home.index")))
    return _page(SignInForm())


@bp.post("/sign-in/")
@public
def enter() -> ResponseReturnValue:
    """Check the name and the password and go where the person was going."""
    form = SignInForm()
    if not form.validate_on_submit():
        return _page(form), 422
    try:
        guess = tries.check(form.login.data, form.password.data)
        return arrive(guess, form.password.data, own_device=form.own_device.data)
    except WrongPassword:
        form.form_errors.append(_("Username and password do not match. Check both."))
        return _page(form), 422


def arrive(guess: RightGuess, password: str, *, own_device: bool = False) -> ResponseReturnValue:
    """Begin a session for a right guess; raises WrongPassword when it is right no longer."""
    arrival, account = Arrival(own_device=own_device), guess.account
    renewed = None
    if passwords.is_outdated(account.password_hash):
        renewed = passwords.hashed(password)
    with transaction():
        arrival.begin(account.id, account.password_hash)
        guesses.refund(guess.buckets, arrival.at)
        if renewed:
            profile.strengthen(account.id, renewed)
    arrival.sit_down()
    flash(_("You are signed in."), "done")
    response = redirect(next_page(url_for("home.index")))
    known_browsers.remember(response, account.id)
    return response


def _page(form: SignInForm) -> str:
    return render_template(
        "accounts/sign_in.html", form=form, next=next_page(""), settings=settings()
    )
