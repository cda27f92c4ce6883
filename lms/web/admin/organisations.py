"""Associations: those people have named, confirmed and called by one name."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms.access.permissions import Permission
from lms.accounts import directory
from lms.accounts.operations import associations
from lms.accounts.organisation import Organisation
from lms.accounts.refusals import OrganisationNameTaken
from lms.base import clock
from lms.base.db import transaction
from lms.base.errors import NotFound
from lms.base.i18n import gettext as _
from lms.web.admin.blueprint import admin as bp
from lms.web.admin.forms import OrganisationForm
from lms.web.gate import access


@bp.get("/organisations/")
@access(Permission.PEOPLE_ADMINISTER)
def organisations() -> ResponseReturnValue:
    """All associations; those that wait come first."""
    return _list(OrganisationForm(formdata=None))


@bp.post("/organisations/")
@access(Permission.PEOPLE_ADMINISTER)
def create_organisation() -> ResponseReturnValue:
    """Write down an association before its people come."""
    form = OrganisationForm()
    if not form.validate_on_submit():
        return _list(form), 422
    try:
        with transaction():
            key = associations.found(form.name.data, clock.now()).key
    except OrganisationNameTaken:
        form.name.errors = [_("There already is an association with this name.")]
        return _list(form), 422
    flash(_("The association is added."), "done")
    return redirect(url_for("admin.organisation", key=key))


@bp.get("/organisations/<key>/")
@access(Permission.PEOPLE_ADMINISTER)
def organisation(key: str) -> ResponseReturnValue:
    """One association and who belongs to it."""
    found = found_organisation(key)
    return _page(found, OrganisationForm(formdata=None, name=found.name))


@bp.post("/organisations/<key>/")
@access(Permission.PEOPLE_ADMINISTER)
def update_organisation(key: str) -> ResponseReturnValue:
    """Confirm the association, under the name it has or a better one."""
    found, form = found_organisation(key), OrganisationForm()
    if not form.validate_on_submit():
        return _page(found, form), 422
    organisation_id = found.id
    try:
        with transaction():
            associations.confirm(organisation_id, form.name.data, clock.now())
    except OrganisationNameTaken as error:
        form.name.errors = [str(error.text)]
        return _page(found_organisation(key), form), 422
    flash(_("The association is confirmed under this name."), "done")
    return redirect(url_for("admin.organisation", key=key))


def found_organisation(key: str) -> Organisation:
    """The association of this key; raises NotFound."""
    found = directory.organisation(key)
    if found is None:
        raise NotFound
    return found


def _list(form: OrganisationForm) -> str:
    page = directory.organisations(request.args.get("page", 1, type=int))
    return render_template("admin/organisations.html", page=page, form=form)


def _page(organisation: Organisation, form: OrganisationForm) -> str:
    return render_template(
        "admin/organisation.html",
        organisation=organisation,
        form=form,
        page=directory.members(organisation.id, request.args.get("page", 1, type=int)),
    )
