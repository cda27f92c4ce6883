"""`flask certificates`: give what is owed, write them to a folder, and change the signing key."""

import sys
from importlib import import_module
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from lms.base import clock
from lms.base.db import transaction
from lms.base.errors import NotFound
from lms.catalogue.queries import course_by_key
from lms.credentials.operations import award_some
from lms.credentials.queries import listed_in

certificates = AppGroup("certificates", help="Certificates of finished courses.")
# Needed by one command each: the others start without them.
SIGNING, PRINTING = "lms.credentials.signing", "lms.credentials.printing"


@certificates.command("award")
def award() -> None:
    """Give everybody who has finished a course the certificate they lack; run again, it is none."""
    given, last = 0, 0
    while True:
        with transaction():
            count, last = award_some(last, clock.now())
        if not count:
            break
        given += count
        click.echo(f"{given} looked at", err=True)
    click.echo(f"{given} finished courses without a certificate were looked at.")


@certificates.command("export")
@click.argument("course")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
def export(course: str, directory: Path) -> None:
    """Write the PDFs of a course whose holders allow it; files are named by numbers."""
    try:
        held = listed_in(course_by_key(course).id)
    except NotFound as error:
        raise click.ClickException(f"There is no course with the key {course!r}.") from error
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    base_url, printing = current_app.extensions["lms.settings"].base_url, import_module(PRINTING)
    screen = sys.stderr
    with click.progressbar(held, label="Printing", file=screen, hidden=not screen.isatty()) as each:
        for one in each:
            path = directory / f"certificate-{one.certificate.number}.pdf"
            path.write_bytes(printing.pdf(printing.print_of(one, base_url)))
    click.echo(f"{len(held)} certificates in {directory}.")


@certificates.command("rotate-key")
def rotate_key() -> None:
    """Make a new key that signs from now on; what older keys signed stays good."""
    settings = current_app.extensions["lms.settings"]
    key = import_module(SIGNING).add_key(settings.data_dir / "credential-keys")
    click.echo(f"Credentials are signed with the key {key.kid} from now on.")
