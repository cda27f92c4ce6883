"""`flask cities load`: the cities the network works in, from the list of the project."""

import click
from flask.cli import AppGroup

from lms.base.db import transaction
from lms.seminars import operations

cities = AppGroup("cities", help="Cities where seminars are held.")


@cities.command("load")
def load() -> None:
    """Add the cities of the list and mend those that differ; a second run changes nothing."""
    with transaction():
        added, mended = operations.load_cities()
    click.echo(f"{added} cities added, {mended} mended.")
