"""`flask doctor`: what is wrong with this installation, and how to mend it."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import click
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from pysqlite3 import dbapi2 as sqlite_driver
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from lms.base import clock
from lms.base.db import db
from lms.catalogue.course import Course
from lms.config import Settings
from lms.mail import outbox
from lms.mail.delivery import MailUrlRefused, delivery

SQLITE_NEEDED = (3, 51, 3)  # earlier ones may damage a write-ahead log under two writers
SQLITE_MENDED = frozenset({(3, 50, 7), (3, 44, 6)})  # the same repair, in older lines
LEAST_SPACE = 500 * 1024 * 1024  # bytes
PATIENCE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `advice` is empty when it is well."""

    name: str
    state: str
    advice: str = ""


@click.command("doctor")
def doctor() -> None:
    """Say what is wrong with this installation."""
    settings: Settings = current_app.extensions["lms.settings"]
    findings = list(examine(settings))
    for finding in findings:
        click.echo(f"{'ok  ' if not finding.advice else 'MEND'} {finding.name}: {finding.state}")
        if finding.advice:
            click.echo(f"     {finding.advice}")
    ill = sum(bool(finding.advice) for finding in findings)
    if ill:
        raise click.ClickException(f"{ill} of {len(findings)} things need mending.")
    click.echo("Everything is well.")


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at everything in turn; a look that fails is a finding, not an end."""
    looks: tuple[Callable[[Settings], Finding], ...] = (
        sqlite,
        database,
        migrations,
        secret_key,
        address,
        mail,
        letters,
        space,
        courses,
    )
    for look in looks:
        try:
            yield look(settings)
        except SQLAlchemyError as error:
            db.session.rollback()
            yield Finding(look.__name__, type(error).__name__, "First mend the database, above.")


def sqlite(settings: Settings) -> Finding:
    """The library that holds the data, where SQLite does."""
    if not settings.database_url.startswith("sqlite"):
        return Finding("SQLite", "not used")
    version = sqlite_version()
    state = ".".join(map(str, version))
    if version >= SQLITE_NEEDED or version in SQLITE_MENDED:
        return Finding("SQLite", state)
    return Finding(
        "SQLite",
        state,
        "Versions before 3.51.3 can damage the database when two processes write. "
        "Install the libraries again: rm -r .venv && make install",
    )


def sqlite_version() -> tuple[int, ...]:
    """The version of the SQLite library that is really loaded."""
    return tuple(sqlite_driver.sqlite_version_info)


def database(_settings: Settings) -> Finding:
    """Whether the database answers and, on SQLite, is set for two writers."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
            if mode != "wal":
                return Finding("database", f"journal mode {mode}", "Run: flask serve, or make run")
        return Finding("database", f"{connection.dialect.name} answers")


def migrations(_settings: Settings) -> Finding:
    """Whether the tables are those this version works with."""
    config = current_app.extensions["migrate"].migrate.get_config(None)
    wanted = ScriptDirectory.from_config(config).get_current_head()
    with db.engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    if found == wanted:
        return Finding("migrations", f"at {wanted}")
    return Finding("migrations", f"at {found}, not {wanted}", "Run: flask db upgrade")


def secret_key(settings: Settings) -> Finding:
    """Whether sign-ins can be forged."""
    if len(settings.secret_key) >= 32:
        return Finding("secret key", "set")
    return Finding("secret key", "too short", "Give SECRET_KEY at least 32 random characters.")


def address(settings: Settings) -> Finding:
    """Whether people reach us safely."""
    if settings.secure or settings.at_home:
        return Finding("address", settings.base_url)
    return Finding("address", settings.base_url, "Passwords would travel open: serve over https.")


def mail(settings: Settings) -> Finding:
    """Whether letters have a way out."""
    try:
        way_out = delivery(settings.mail_url)
    except MailUrlRefused as error:
        return Finding("mail", "no way out", str(error))
    return Finding("mail", type(way_out).__name__)


def letters(_settings: Settings) -> Finding:
    """Whether letters really go out."""
    waited = outbox.oldest_waiting(clock.now())
    if waited is None or waited < PATIENCE:
        return Finding("letters", "none waits for long")
    minutes = int(waited.total_seconds() // 60)
    return Finding("letters", f"one waits for {minutes} min", "Run: flask mail deliver --watch")


def space(settings: Settings) -> Finding:
    """Room on the disk of the data."""
    free = shutil.disk_usage(settings.data_dir).free
    state = f"{free // 1024**2} MB free"
    return Finding("disk", state, "" if free >= LEAST_SPACE else "Make room before it is full.")


def courses(_settings: Settings) -> Finding:
    """Whether there is anything to learn."""
    published = (
        db.session.scalar(select(func.count(Course.id)).where(Course.edition_number > 0)) or 0
    )
    advice = "" if published else "Run: flask courses publish courses/*"
    return Finding("courses", f"{published} published", advice)
