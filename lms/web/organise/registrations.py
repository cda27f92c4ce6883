"""Putting people on the list of a seminar and taking them off, for its organizer."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms.access.check import authorize
from lms.access.permissions import Permission
from lms.base import clock
from lms.base.db import transaction
from lms.base.errors import Refusal
from lms.base.i18n import current_locale
from lms.base.i18n import gettext as _
from lms.base.tokens import fresh_key
from lms.seminars import operations, queries, window
from lms.seminars.participant import Participant, Place
from lms.seminars.registration import RegistrationState
from lms.seminars.seminar import Seminar
from lms.web.current import current_person
from lms.web.forms import Form
from lms.web.gate import access
from lms.web.op_id import op_id_or_fresh
from lms.web.organise.registration_forms import AccountForm, PersonForm
from lms.web.organise.telling import say_moved_up

bp = Blueprint("registrations", __name__, url_prefix="/seminars/<slug>/registrations")


@bp.get("/new")
@access(Permission.SEMINAR_RUN)
def new(slug: str) -> ResponseReturnValue:
    """Two empty forms: with an account, and without one."""
    return _page(_own(slug))


@bp.post("/new")
@access(Permission.SEMINAR_RUN)
def create(slug: str) -> ResponseReturnValue:
    """Register somebody; the same form sent twice acts once."""
    seminar_id = _own(slug).id
    form = AccountForm(prefix="account")
    if "account-username" not in request.form:
        form = PersonForm(prefix="person")
    participant = form.participant() if form.validate_on_submit() else None
    if participant is not None:
        try:
            place = _register(seminar_id, participant, form.op_id.data)
        except Refusal as refusal:
            form.form_errors.append(str(refusal.text))
        else:
            flash(_announcement(place), "info" if place.repeated else "done")
            return redirect(url_for("organise.seminars.show", slug=slug))
    return _page(_own(slug), form), 422


@bp.get("/<key>/")
@access(Permission.SEMINAR_RUN)
def show(slug: str, key: str) -> ResponseReturnValue:
    """One registration: how to reach the person, and every step so far."""
    seminar = _own(slug)
    registration = queries.registration_of(seminar, key)
    row = next(row for row in queries.roster(seminar.id) if row.key == key)
    return render_template(
        "organise/registrations/show.html",
        seminar=seminar,
        row=row,
        steps=queries.history_of(registration.id),
        why_not=window.why_not_cancel(seminar, clock.now(), by_organizer=True),
    )


@bp.post("/<key>/cancellation")
@access(Permission.SEMINAR_RUN)
def destroy(slug: str, key: str) -> ResponseReturnValue:
    """Take somebody off the list; the page says who has moved up."""
    seminar = _own(slug)
    seminar_id, registration_id = seminar.id, queries.registration_of(seminar, key).id
    try:
        with transaction():
            risen = operations.cancel(
                seminar_id, registration_id, by_id=current_person().id, by_organizer=True
            )
    except Refusal as refusal:
        flash(str(refusal.text), "warning")
    else:
        flash(_("The registration is cancelled."), "done")
        say_moved_up(risen)
    return redirect(url_for("organise.seminars.show", slug=slug))


def _own(slug: str) -> Seminar:
    """A seminar of one's own cities; another organizer's is NotFound like one that is not there."""
    person = current_person()
    seminar = queries.seminar_run_by(person, slug)
    authorize(person, Permission.SEMINAR_RUN, seminar)
    return seminar


def _register(seminar_id: int, participant: Participant, op_id: str) -> Place:
    """Through the one door, in the organizer's name."""
    with transaction():
        return operations.register(
            seminar_id,
            participant,
            by_id=current_person().id,
            op_id=op_id_or_fresh(op_id),
            by_organizer=True,
        )


def _announcement(place: Place) -> str:
    """What registering somebody came to, for the organizer."""
    if place.state is RegistrationState.CANCELLED:
        return _("This form was sent before, and the registration has been cancelled since.")
    if place.position is None:
        return _("Registered: the person has a place.")
    return _(
        "All places are taken: the person is number %(position)s on the waiting list.",
        position=place.position,
    )


def _page(seminar: Seminar, sent: AccountForm | PersonForm | None = None) -> str:
    """Both forms, one of them perhaps as it was sent."""
    account = sent if isinstance(sent, AccountForm) else _fresh(AccountForm, "account")
    person = sent if isinstance(sent, PersonForm) else _fresh(PersonForm, "person")
    return render_template(
        "organise/registrations/new.html",
        seminar=seminar,
        card=queries.card(seminar.slug),
        account=account,
        person_form=person,
        why_not=window.why_not_register(seminar, clock.now(), by_organizer=True),
    )


def _fresh(kind: type[Form], prefix: str) -> Form:
    return kind(formdata=None, prefix=prefix, op_id=fresh_key(), locale=current_locale())
