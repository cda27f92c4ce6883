"""Two associations that are one: looked at first, then merged."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectChoice

from lms.access.permissions import Permission
from lms.accounts import directory
from lms.accounts.operations import associations
from lms.base.db import transaction
from lms.base.i18n import gettext as _
from lms.web.admin.blueprint import admin as bp
from lms.web.admin.forms import NOTHING, MergerForm
from lms.web.admin.organisations import found_organisation
from lms.web.gate import access


@bp.get("/organisations/<key>/merger/")
@access(Permission.PEOPLE_ADMINISTER)
def merger(key: str) -> ResponseReturnValue:
    """Choose what this one is merged into; with `into` chosen, what will happen."""
    form = MergerForm(formdata=None, into=request.args.get("into", ""))
    return _page(key, form)


@bp.post("/organisations/<key>/merger/")
@access(Permission.PEOPLE_ADMINISTER)
def merge(key: str) -> ResponseReturnValue:
    """Move everybody into the other association and remove this one."""
    double, form = found_organisation(key), MergerForm()
    form.into.choices = _choices(double.id)
    if not form.validate_on_submit():
        return _page(key, form), 422
    into = found_organisation(form.into.data)
    double_id, into_id, into_key = double.id, into.id, into.key
    with transaction():
        associations.merge(double_id, into_id)
    flash(_("The two are one now."), "done")
    return redirect(url_for("admin.organisation", key=into_key))


def _page(key: str, form: MergerForm) -> str:
    double = found_organisation(key)
    form.into.choices = _choices(double.id)
    return render_template(
        "admin/merger.html",
        double=double,
        into=directory.organisation(form.into.data or ""),
        members=directory.members(double.id, 1).total,
        form=form,
    )


def _choices(but: int) -> list[SelectChoice]:
    others = directory.other_organisations(but)
    return [NOTHING, *(SelectChoice(other.key, other.name) for other in others)]
