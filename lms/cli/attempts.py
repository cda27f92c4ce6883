"""`flask attempts finish`: close attempts whose time ended while nobody looked."""

import click
from flask.cli import AppGroup

from lms.base import clock
from lms.base.db import transaction
from lms.learning.attempt import ARRIVAL_GRACE
from lms.learning.operations.finishing import finish_expired
from lms.learning.queries.tries import expired_attempts

attempts = AppGroup("attempts", help="Attempts at quizzes.")
BATCH = 200


@attempts.command("finish")
def finish() -> None:
    """Grade what was saved of every attempt whose time is over. Safe to repeat."""
    finished = 0
    while keys := expired_attempts(clock.now() - ARRIVAL_GRACE, BATCH):
        for key in keys:
            with transaction():
                finished += finish_expired(key, clock.now())
    click.echo(f"{finished} finished.")
