"""`flask users`: the first administrator, and everybody else who is invited from the machine."""

import re
from datetime import timedelta

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import select

from lms.accounts.invitation import Invitation
from lms.accounts.operations import administration
from lms.accounts.refusals import RoleRefused
from lms.accounts.roles import Grant, Role, Scope
from lms.base import clock
from lms.base.db import db, transaction
from lms.base.tokens import digest, fresh_token
from lms.catalogue.course import Course
from lms.seminars.city import City

users = AppGroup("users", help="People who may sign up.")
ROLES = {
    "admin": Role.ADMINISTRATOR,
    "organizer": Role.ORGANIZER,
    "trainer": Role.TRAINER,
    "leader": None,
}
EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
KEYED = {Scope.CITY: City.key, Scope.COURSE: Course.key}


@users.command("create")
@click.option("--role", type=click.Choice(list(ROLES)), default="leader", show_default=True)
@click.option(
    "--scope",
    default="all",
    show_default=True,
    metavar="all|city:KEY|course:KEY",
    help="What the role is for.",
)
@click.option("--days", type=click.IntRange(1, 90), default=7, show_default=True)
@click.argument("email")
def create(role: str, scope: str, days: int, email: str) -> None:
    """Print a one-time link by which the person with this EMAIL can sign up.

    The address is kept as the note of the invitation, to know later whose it was; nothing is
    sent to it.
    """
    if not EMAIL.fullmatch(email) or len(email) > 120:
        raise click.ClickException("EMAIL must be an e-mail address of at most 120 characters.")
    token, at, grant = fresh_token(), clock.now(), _grant(ROLES[role], scope)
    invitation = Invitation(
        token_digest=digest(token),
        note=email,
        role=grant.role if grant else None,
        scope=grant.scope if grant else None,
        scope_key=grant.key if grant else "",
        created_at=at,
        expires_at=at + timedelta(days=days),
    )
    try:
        with transaction():
            administration.invite(invitation)
    except RoleRefused as error:
        raise click.ClickException(f"{role} is not a role for {scope}.") from error
    base_url = current_app.extensions["lms.settings"].base_url
    click.echo(f"{base_url}/sign-up/{token}/")
    click.echo(f"Good once and for {days} days. It is not kept: hand it over now.", err=True)


def _grant(role: Role | None, scope: str) -> Grant | None:
    """The role for what `--scope` names; raises ClickException when there is no such thing."""
    if role is None:
        return None
    kind, _, key = scope.partition(":")
    if kind not in {one.value for one in Scope} or (kind == Scope.ALL) != (key == ""):
        raise click.ClickException("--scope must be all, city:KEY or course:KEY.")
    known = KEYED.get(Scope(kind))
    if known is not None and db.session.scalar(select(known).where(known == key)) is None:
        raise click.ClickException(f"There is no {kind} with the key {key}.")
    return Grant(role, Scope(kind), key)


@users.command("tidy")
def tidy() -> None:
    """Forget what is over: sessions and one-time links of a month ago, counts of guesses."""
    with transaction():
        gone = administration.forget_what_is_over(clock.now())
    click.echo(f"{gone} rows removed.")
