"""Signing up: two fields are enough; or by invitation, with what the invitation gives."""

from datetime import timedelta

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms.accounts import guesses, passwords, queries
from lms.accounts.guesses import is_within
from lms.accounts.invitation import Invitation
from lms.accounts.operations import emails, joining
from lms.accounts.operations.joining import Newcomer
from lms.accounts.refusals import DeadLink, UsernameTaken, WrongPassword
from lms.accounts.user import User, email_key
from lms.base import clock
from lms.base.db import transaction
from lms.base.i18n import current_locale
from lms.base.i18n import gettext as _
from lms.base.tokens import digest
from lms.web.accounts import known_browsers, tries
from lms.web.accounts.blueprints import accounts as bp
from lms.web.accounts.dead_links import dead_link
from lms.web.accounts.entering import Arrival
from lms.web.accounts.forms import SignUpForm
from lms.web.accounts.sign_in import arrive
from lms.web.current import person_or_none
from lms.web.gate import public
from lms.web.next_page import next_page
from lms.web.settings import settings

A_MOMENT_AGO = timedelta(hours=1)


@bp.get("/sign-up/")
@public
def sign_up() -> ResponseReturnValue:
    """The form, where signing up is open."""
    if person_or_none() is not None:
        return redirect(next_page(url_for("home.index")))
    if settings().sign_up != "open":
        return _closed()
    return _page(SignUpForm())


@bp.post("/sign-up/")
@public
def join() -> ResponseReturnValue:
    """Open an account, where signing up is open."""
    if settings().sign_up != "open":
        return _closed(), 403
    return _join(SignUpForm(), None)


@bp.get("/sign-up/<token>/")
@public
def invitation(token: str) -> ResponseReturnValue:
    """The form for somebody who was invited."""
    invited = queries.open_invitation(digest(token), clock.now())
    if invited is None:
        return dead_link()
    return _page(_invited_form(invited), invited)


@bp.post("/sign-up/<token>/")
@public
def join_invited(token: str) -> ResponseReturnValue:
    """Open an account by invitation."""
    invited = queries.open_invitation(digest(token), clock.now())
    if invited is None:
        return dead_link()
    try:
        return _join(_invited_form(invited), invited)
    except DeadLink:
        return dead_link()


def _join(form: SignUpForm, invited: Invitation | None) -> ResponseReturnValue:
    """Check the form, open the account, sign in and go where the person was going."""
    if not form.validate_on_submit():
        return _page(form, invited), 422
    token_digest = invited.token_digest if invited else None
    try:
        return _open(form, token_digest)
    except UsernameTaken as taken:
        if again := _just_joined(form):
            return again
        form.username.errors = [str(taken.text)]
        return _page(form, _still_open(token_digest)), 422


def _open(form: SignUpForm, token_digest: str | None) -> ResponseReturnValue:
    """Open the account and its first session, all or nothing; raises UsernameTaken, DeadLink."""
    arrival = Arrival()
    with transaction():
        guesses.count([tries.bucket(guesses.SIGN_UPS, tries.place())], arrival.at)
    if queries.is_taken(form.username.data):
        raise UsernameTaken
    newcomer = Newcomer(
        form.username.data,
        passwords.hashed(form.password.data),
        current_locale(),
        form.association.data if form.association else "",
    )
    with transaction():
        if token_digest is None:
            user = joining.sign_up(newcomer, arrival.at)
        else:
            user = joining.sign_up_invited(newcomer, token_digest, arrival.at)
        _ask_for_email(user, email_key(form.email.data or ""), arrival)
        user_id = user.id
        arrival.begin(user_id, newcomer.password_hash)
    arrival.sit_down()
    return _welcome(user_id, told=bool(form.email.data))


def _ask_for_email(user: User, address: str, arrival: Arrival) -> None:
    """Write to the address that was given, though not more often than its holder can bear."""
    if address and is_within(tries.bucket(guesses.LETTERS, address), arrival.at):
        emails.ask(user, address, arrival.at)


def _welcome(user_id: int, *, told: bool) -> ResponseReturnValue:
    """Go where the person was going, with a word about the letter if one was promised."""
    flash(_("Your account is ready, and you are signed in."), "done")
    if told:
        flash(_("A letter is on its way to you. Open it to confirm your address."), "info")
    response = redirect(next_page(url_for("home.index")))
    known_browsers.remember(response, user_id)
    return response


def _just_joined(form: SignUpForm) -> ResponseReturnValue | None:
    """The same form sent twice over a weak line: the second one signs in to the new account."""
    account = queries.account_named(form.username.data)
    if account is None or account.created_at < clock.now() - A_MOMENT_AGO:
        return None
    try:
        guess = tries.check(form.username.data, form.password.data)
        return arrive(guess, form.password.data)
    except WrongPassword:
        return None


def _invited_form(invited: Invitation) -> SignUpForm:
    """Who is invited by an association need not name it."""
    form = SignUpForm()
    if invited.organisation_id is not None:
        del form.association
    return form


def _still_open(token_digest: str | None) -> Invitation | None:
    return queries.open_invitation(token_digest, clock.now()) if token_digest else None


def _page(form: SignUpForm, invited: Invitation | None = None) -> str:
    return render_template(
        "accounts/sign_up.html",
        form=form,
        invited=invited,
        next=next_page(""),
        settings=settings(),
    )


def _closed() -> str:
    return render_template("accounts/sign_up_closed.html", settings=settings())
