"""A forgotten username: a letter, if the address is an account's; the answer does not tell."""

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
from lms.web.accounts.forms import AddressForm
from lms.web.gate import public
from lms.web.settings import settings


@bp.get("/forgot-username/")
@public
def forgot_username() -> ResponseReturnValue:
    """The form."""
    return render_template("accounts/forgot_username.html", form=AddressForm(), settings=settings())


@bp.post("/forgot-username/")
@public
def ask_for_username() -> ResponseReturnValue:
    """Write a letter, if the address is an account's, and say the same in any case."""
    form = AddressForm()
    if not form.validate_on_submit():
        page = render_template("accounts/forgot_username.html", form=form, settings=settings())
        return page, 422
    at, address = clock.now(), email_key(form.email.data)
    with transaction():
        guesses.count([tries.bucket(guesses.LETTER_WISHES, tries.place())], at)
        if guesses.is_within(tries.bucket(guesses.LETTERS, address), at):
            recovery.forgotten_username(address, current_locale())
    return redirect(url_for("accounts.username_letter"))


@bp.get("/forgot-username/letter/")
@public
def username_letter() -> ResponseReturnValue:
    """What happens next, whether or not there is such an account."""
    return render_template("accounts/username_letter.html", settings=settings())
