"""Another address for one's account, or none, for who knows the password."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms.access.permissions import Permission
from lms.accounts import guesses, queries
from lms.accounts.operations import emails
from lms.accounts.refusals import WrongPassword
from lms.accounts.user import email_key
from lms.base import clock
from lms.base.db import transaction
from lms.base.i18n import gettext as _
from lms.web.accounts import tries
from lms.web.accounts.blueprints import account as bp
from lms.web.accounts.forms import EmailForm, EmailRemovalForm
from lms.web.current import current_person
from lms.web.gate import access

REMOVAL = "removal-"


@bp.get("/account/email/")
@access(Permission.ACCOUNT_OWN)
def email() -> ResponseReturnValue:
    """The present address and the form for the next."""
    return _page(EmailForm(), EmailRemovalForm(prefix=REMOVAL))


@bp.post("/account/email/")
@access(Permission.ACCOUNT_OWN)
def change_email() -> ResponseReturnValue:
    """Write to the new address; it counts only once its holder has confirmed it."""
    form = EmailForm()
    if not _allowed(form):
        return _page(form, EmailRemovalForm(formdata=None, prefix=REMOVAL)), 422
    address, at = email_key(form.email.data), clock.now()
    with transaction():
        guesses.count([tries.bucket(guesses.LETTER_WISHES, tries.place())], at)
        if guesses.is_within(tries.bucket(guesses.LETTERS, address), at):
            emails.ask(queries.account_of(current_person()), address, at)
    flash(_("A letter is on its way to you. Open it to confirm your address."), "info")
    return redirect(url_for("account.profile"))


@bp.post("/account/email/removal/")
@access(Permission.ACCOUNT_OWN)
def remove_email() -> ResponseReturnValue:
    """Do without an address from now on."""
    form = EmailRemovalForm(prefix=REMOVAL)
    if not _allowed(form):
        return _page(EmailForm(formdata=None), form), 422
    with transaction():
        emails.remove(current_person(), clock.now())
    flash(_("Your account has no e-mail address any more."), "done")
    return redirect(url_for("account.profile"))


def _allowed(form: EmailForm | EmailRemovalForm) -> bool:
    """Whether the form is right and the password in it is the person's own."""
    if not form.validate_on_submit():
        return False
    try:
        tries.check_own(current_person(), form.present.data)
    except WrongPassword as error:
        form.present.errors = [str(error.text)]
        return False
    return True


def _page(form: EmailForm, removal: EmailRemovalForm) -> str:
    user = queries.account_of(current_person())
    return render_template("account/email.html", form=form, removal=removal, user=user)
