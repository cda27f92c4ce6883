"""`flask attempts`: close what nobody came back to, and mark anew after a wrong key."""

import logging
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

import click
from flask.cli import AppGroup

from lms.base import clock
from lms.base.db import db, transaction
from lms.learning.attempt import ARRIVAL_GRACE
from lms.learning.operations.correcting import carry_out, note_carried_out
from lms.learning.operations.finishing import finish_expired
from lms.learning.queries.corrections import decided
from lms.learning.queries.tries import expired_attempts
from lms.learning.queries.weighing import Corrected, count_handed_in

log = logging.getLogger("lms.attempts")
attempts = AppGroup("attempts", help="Attempts at quizzes.")
BATCH = 200


@attempts.command("finish")
def finish() -> None:
    """Grade what was saved of every attempt whose time is over.

    Safe to repeat, and for several at once. One that cannot be finished keeps no other waiting.
    """
    finished, failed = finish_absent()
    click.echo(f"{finished} finished.")
    if failed:
        raise click.ClickException(f"{failed} could not be finished; the log says why.")


def finish_absent() -> tuple[int, int]:
    """Finish all whose time is over; how many were, and how many could not be.

    Each attempt is held while it is finished, and whoever comes second finds it done.
    """
    finished, failed = 0, set[str]()
    while keys := set(expired_attempts(clock.now() - ARRIVAL_GRACE, BATCH)) - failed:
        for key in sorted(keys):
            try:
                with transaction():
                    finished += finish_expired(key, clock.now())
            except Exception:
                log.exception("an attempt could not be finished")
                failed.add(key)
                db.session.remove()
    return finished, len(failed)


@attempts.command("regrade")
@click.option("--again", is_flag=True, help="Look at what was carried out before as well.")
def regrade(again: bool) -> None:  # noqa: FBT001  an option of the command line
    """Carry out what trainers decided about wrong keys. Safe to stop and to repeat."""
    at, looked_at, changed = clock.now(), 0, 0
    for corrected in decided(again=again):
        total = count_handed_in(corrected)
        with _bar(total, corrected.path) as bar:
            changed += _regraded(corrected, at, bar.update)
        looked_at += total
    click.echo(f"{looked_at} looked at, {changed} changed.")


def _regraded(corrected: Corrected, at: datetime, tell: Callable[[int], None]) -> int:
    """Mark the attempts at one quiz anew, a portion a transaction."""
    last_id, changed = 0, 0
    while True:
        with transaction():
            portion = carry_out(corrected, last_id, BATCH, at)
            if portion.last_id is None:
                note_carried_out(corrected, at)
        if portion.last_id is None:
            return changed
        last_id, changed = portion.last_id, changed + portion.changed
        tell(portion.looked_at)


def _bar(total: int, label: str) -> AbstractContextManager[Any]:
    """A progress bar on a terminal, and none in a pipe."""
    screen = sys.stderr
    return click.progressbar(length=total, label=label, file=screen, hidden=not screen.isatty())
