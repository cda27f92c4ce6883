"""`flask demo`: invented people, learning and seminars, to look around in."""

import click
from flask import current_app
from sqlalchemy import select

from lms.base import clock
from lms.base.db import db, transaction
from lms.cli.demonstration import earlier, events, finished, learning, people, running
from lms.learning.enrolment import Enrolment
from lms.seminars import queries as seminars


@click.command("demo")
def demo() -> None:
    """Fill an installation with invented people and seminars; run again, it changes little."""
    for line in prepare():
        click.echo(line)


def prepare() -> list[str]:
    """See to it that the demo is there; one line to sign in with for each role.

    Raises ClickException on an installation that is not only for this machine.
    """
    settings = current_app.extensions["lms.settings"]
    if not settings.at_home:
        raise click.ClickException("The demo has known passwords: it is for this machine only.")
    at = clock.now()
    with transaction():
        is_new = db.session.scalar(select(Enrolment.id).limit(1)) is None
        users = people.settle(at)
        if is_new:
            learning.study(users, at)
            earlier.remember(users, at)
            running.run(users, at)
            finished.finish(users, at)
        if len(seminars.upcoming(at, limit=events.ENOUGH)) < events.ENOUGH:
            events.hold(users, at)
    return [
        f"  {role:<14} {username:<8} {people.PASSWORD}   ({what})"
        for role, username, what in people.SIGN_IN
    ]
