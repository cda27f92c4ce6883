"""`flask questions`: what can be done with the questions of all quizzes."""

import gc
import sys
from collections.abc import Callable

import click
from flask.cli import AppGroup

from lms.base.db import db, transaction
from lms.base.errors import NotFound
from lms.catalogue.queries import course_by_key
from lms.reports.questions.operations import HandedIn, gathered, quizzes_handed_in, store

questions = AppGroup("questions", help="Questions of quizzes.")


@questions.command("analyse")
@click.option("--course", metavar="KEY", help="Only the quizzes of this course.")
@click.option("--changed", is_flag=True, help="Only quizzes with something new handed in.")
def analyse(course: str | None, *, changed: bool) -> None:
    """Compute how hard each question is and whether it tells strong from weak. Safe to repeat."""
    if course is not None:
        _known(course)
    gc.freeze()  # what is loaded stays: looking through it again and again took a fifth of the time
    found = quizzes_handed_in(course, changed=changed)
    attempts = sum(handed.attempts for handed in found)
    screen = sys.stderr
    with click.progressbar(
        length=attempts, label="Analysing", file=screen, hidden=not screen.isatty()
    ) as bar:
        for handed in found:
            _analysed(handed, bar.update)
    click.echo(f"{_counted(len(found), 'quiz', 'quizzes')} analysed, {attempts} attempts.")


def _analysed(handed: HandedIn, advance: Callable[[int], None]) -> None:
    """Read one quiz without a lock, then write down what came of it."""
    analysed = gathered(handed, advance)
    with transaction():
        store(handed, analysed)
    db.session.remove()


def _known(course: str) -> None:
    """See to it that the course is there; raises ClickException."""
    try:
        course_by_key(course)
    except NotFound as error:
        raise click.ClickException(f"There is no course with the key {course!r}.") from error


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
