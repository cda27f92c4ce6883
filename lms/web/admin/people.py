"""People: found by a part of their name, never listed all; and one person's page."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from lms.access.permissions import Permission
from lms.accounts import directory
from lms.accounts.user import User
from lms.base import clock
from lms.base.errors import NotFound
from lms.base.tokens import fresh_key
from lms.web.admin.blueprint import admin as bp
from lms.web.admin.forms import NOTHING, DeedForm, RoleForm
from lms.web.admin.roles_in_words import scopes
from lms.web.current import current_person
from lms.web.gate import access


@bp.get("/people/")
@access(Permission.PEOPLE_ADMINISTER)
def people() -> ResponseReturnValue:
    """Who has these letters in their username."""
    words = request.args.get("q", "").strip()[:254]
    page = directory.people(words, request.args.get("page", 1, type=int))
    return render_template(
        "admin/people.html", words=words, page=page, least=directory.FEWEST_LETTERS
    )


@bp.get("/people/<username>/")
@access(Permission.PEOPLE_ADMINISTER)
def person(username: str) -> ResponseReturnValue:
    """One person: what they are here, and what can be done."""
    return person_page(found(username))


def found(username: str) -> User:
    """The account of this name; raises NotFound."""
    user = directory.account(username)
    if user is None:
        raise NotFound
    return user


def person_page(user: User, role_form: RoleForm | None = None) -> str:
    """The page of one person."""
    known = scopes(current_person())
    form = role_form or RoleForm(formdata=None)
    form.grant.choices = [NOTHING, *known.choices()]
    return render_template(
        "admin/person.html",
        user=user,
        roles=[(held.id, known.say(held.grant)) for held in directory.roles_of(user.id)],
        associations=directory.associations_of(user.id),
        open_sessions=directory.open_session_count(user.id, clock.now()),
        role_form=form,
        reset_form=DeedForm(formdata=None, op_id=fresh_key()),
        is_self=user.id == current_person().id,
    )
