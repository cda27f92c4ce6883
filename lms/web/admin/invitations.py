"""Invitations: made, shown once, withdrawn."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectChoice

from lms.access.permissions import Permission
from lms.accounts import directory
from lms.accounts.invitation import Invitation
from lms.accounts.operations import administration
from lms.accounts.refusals import InvitationSpent
from lms.base import clock
from lms.base.db import transaction
from lms.base.errors import NotFound
from lms.base.i18n import gettext as _
from lms.base.tokens import digest, fresh_key
from lms.web.admin.blueprint import admin as bp
from lms.web.admin.forms import NOTHING, InvitationForm
from lms.web.admin.roles_in_words import grant_of, scopes
from lms.web.current import current_person
from lms.web.gate import access
from lms.web.settings import settings, token_for


@bp.get("/invitations/")
@access(Permission.PEOPLE_ADMINISTER)
def invitations() -> ResponseReturnValue:
    """All invitations and where each stands."""
    page = directory.invitations(request.args.get("page", 1, type=int))
    known = scopes(current_person())
    return render_template(
        "admin/invitations.html", page=page, now=clock.now(), say_grant=known.say
    )


@bp.get("/invitations/new/")
@access(Permission.PEOPLE_ADMINISTER)
def new_invitation() -> ResponseReturnValue:
    """The form."""
    return _page(_with_choices(InvitationForm(formdata=None, op_id=fresh_key())))


@bp.post("/invitations/new/")
@access(Permission.PEOPLE_ADMINISTER)
def invite() -> ResponseReturnValue:
    """Make the link and show it, this once; the form sent twice shows the same one."""
    form = _with_choices(InvitationForm())
    if not form.validate_on_submit():
        return _page(form), 422
    token = token_for(f"invitation by {current_person().id}", form.op_id.data)
    wanted = _wanted(form, token)
    with transaction():
        invitation = administration.invite(wanted)
        note, expires_at = invitation.note, invitation.expires_at
    link = f"{settings().base_url}/sign-up/{token}/"
    return render_template(
        "admin/invitation.html", link=link, note=note, expires_at=expires_at
    ), 201


@bp.post("/invitations/<key>/withdrawal/")
@access(Permission.PEOPLE_ADMINISTER)
def withdraw_invitation(key: str) -> ResponseReturnValue:
    """The link is good no longer."""
    found = directory.invitation(key)
    if found is None:
        raise NotFound
    invitation_id = found.id
    try:
        with transaction():
            administration.withdraw_invitation(invitation_id, clock.now())
    except InvitationSpent as error:
        flash(str(error.text), "error")
    else:
        flash(_("The invitation is withdrawn. Its link opens nothing any more."), "done")
    return redirect(url_for("admin.invitations"))


def _wanted(form: InvitationForm, token: str) -> Invitation:
    """The invitation the form asks for."""
    at, grant = clock.now(), grant_of(form.grant.data) if form.grant.data else None
    organisation = directory.organisation(form.organisation.data or "")
    return Invitation(
        token_digest=digest(token),
        note=form.note.data,
        role=grant.role if grant else None,
        scope=grant.scope if grant else None,
        scope_key=grant.key if grant else "",
        organisation_id=organisation.id if organisation else None,
        created_at=at,
        created_by_id=current_person().id,
        expires_at=at + timedelta(days=form.days.data),
    )


def _with_choices(form: InvitationForm) -> InvitationForm:
    organisations = directory.other_organisations()
    leader = SelectChoice("", _("Leader: no further role"))
    form.grant.choices = [leader, *scopes(current_person()).choices()]
    form.organisation.choices = [
        NOTHING,
        *(SelectChoice(organisation.key, organisation.name) for organisation in organisations),
    ]
    return form


def _page(form: InvitationForm) -> str:
    return render_template("admin/new_invitation.html", form=form)
