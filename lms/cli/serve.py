"""`flask serve`: everything from an empty folder to a running site."""

import os
import socket
import sys
from pathlib import Path

import click

from lms.cli import attendant, database, demo
from lms.cli.cities import load as load_cities
from lms.cli.courses import publish

COURSES = Path("courses")
LOOPBACK = "127.0.0.1"


@click.command("serve")
@click.option("--demo", "with_demo", is_flag=True, help="With invented people and seminars.")
@click.option("--host", default=LOOPBACK, show_default=True, help="Where to listen.")
@click.option("--workers", default=2, show_default=True, help="Server processes.")
@click.pass_context
def serve(context: click.Context, *, with_demo: bool, host: str, workers: int) -> None:
    """Bring the database up to date, publish the courses, then serve the site."""
    port = int(os.environ.get("PORT", "8000"))
    if with_demo and host != LOOPBACK:
        raise click.UsageError("The demo has known passwords: it is served on 127.0.0.1 only.")
    _refuse_if_taken(host, port)
    database.upgrade()
    context.invoke(load_cities)
    context.invoke(publish, paths=tuple(sorted(COURSES.iterdir())), notes="")
    welcome = ["", f"The site is on http://{host}:{port}"]
    if with_demo:
        welcome += ["Sign in as (role, username, password):", *demo.prepare()]
        welcome += ["Letters are written to files. Stop with Ctrl+C; what you do here is kept."]
    sys.stdout.flush()
    words = [sys.executable, "-m", attendant.__name__, host, str(port), str(workers)]
    os.execv(sys.executable, [*words, "\n".join(welcome)])  # noqa: S606 (our own words)


def _refuse_if_taken(host: str, port: int) -> None:
    """Say plainly that something else listens there, before any work is done."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"Port {port} is taken by another program. Choose another: PORT=9000 make run"
            ) from error
