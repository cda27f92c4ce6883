"""`flask courses`: check course folders, publish them, and write an edition back to a folder."""

import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path

import click
from flask.cli import AppGroup

from lms.base import clock
from lms.base.db import transaction
from lms.base.errors import NotFound
from lms.catalogue import operations, queries, syllabi
from lms.courseware import reader
from lms.courseware.bundle import BundleRefused
from lms.courseware.problems import CourseRefused, Problem
from lms.courseware.sources import read_folder, write_folder
from lms.courseware.syllabus import Syllabus
from lms.learning.queries.foresight import Foresight, foresee

courses = AppGroup("courses", help="Courses as folders of text.")
folders = click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH..."
)


@courses.command("check")
@folders
@click.option("--explain", is_flag=True, help="Say of every question how it is marked.")
def check(paths: tuple[Path, ...], *, explain: bool) -> None:
    """Say what is wrong with course folders: file, line, what to do. Exit 1 on a problem."""
    good = True
    with _one_by_one(paths, "Checking") as each:
        found = [(path, *_checked(path)) for path in each]
    for path, syllabus, problems in found:
        _tell(path, problems)
        if syllabus is None:
            good = False
        else:
            click.echo(f"{path}: good: {_extent(syllabus)}.")
        if syllabus is not None and explain:
            _explain(path, syllabus)
    if not good:
        raise SystemExit(1)


@courses.command("publish")
@folders
@click.option("--notes", default="", help="What is new, for those who teach the course.")
@click.option("--preview", is_flag=True, help="Publish nothing; say what it would mean to people.")
def publish(paths: tuple[Path, ...], notes: str, preview: bool) -> None:  # noqa: FBT001
    """Print course folders as editions. A folder with a problem is refused as a whole."""
    good = True
    with _one_by_one(paths, "Looking" if preview else "Publishing") as each:
        told = [_foreseen(path) if preview else _published(path, notes) for path in each]
    for path, line, problems in told:
        _tell(path, problems)
        good = good and not problems
        click.echo(line, err=bool(problems))
    if not good:
        raise SystemExit(1)


@courses.command("export")
@click.argument("key")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
def export(key: str, directory: Path) -> None:
    """Write the present edition of a course to a folder, byte for byte."""
    try:
        edition = queries.newest_edition(queries.course_by_key(key))
        bundle = syllabi.bundle_of(edition.id)
        write_folder(bundle, directory)
    except NotFound as error:
        raise click.ClickException(f"There is no published course with the key {key!r}.") from error
    except BundleRefused as error:
        raise click.ClickException(error.reason) from error
    click.echo(f"{key}: edition {edition.number}, {len(bundle)} files in {directory}.")


def _checked(path: Path) -> tuple[Syllabus | None, list[Problem]]:
    """Read a folder; what cannot be read at all is a problem of the folder."""
    try:
        return reader.check(read_folder(path), today=clock.now().date())
    except BundleRefused as error:
        return None, [_of_folder(error)]


def _published(path: Path, notes: str) -> tuple[Path, str, list[Problem]]:
    """Publish one folder in a transaction of its own, and say what came of it."""
    refused = f"{path}: not published."
    try:
        bundle = read_folder(path)
        with transaction():
            edition, is_new = operations.publish(bundle, notes=notes)
            number = edition.number
    except BundleRefused as error:
        return path, refused, [_of_folder(error)]
    except CourseRefused as error:
        return path, refused, list(error.problems)
    return path, f"{path}: {'published as' if is_new else 'unchanged,'} edition {number}.", []


def _foreseen(path: Path) -> tuple[Path, str, list[Problem]]:
    """Say what the rules of a folder would mean to the people of its course; writes nothing."""
    try:
        syllabus = operations.rehearse(read_folder(path))
    except BundleRefused as error:
        return path, f"{path}: would be refused.", [_of_folder(error)]
    except CourseRefused as error:
        return path, f"{path}: would be refused.", list(error.problems)
    try:
        seen = foresee(queries.course_by_key(syllabus.key).id, syllabus)
    except NotFound:
        return path, f"{path}: a new course; nobody is in it yet.", []
    return path, f"{path}: {_in_numbers(seen)}", []


def _in_numbers(seen: Foresight) -> str:
    """Say who would gain, and that nobody loses."""
    people = _counted(seen.people, "person", "people")
    return (
        f"{people} in the course. Publishing moves nobody. If all were moved to this edition, "
        f"{seen.gain} would finish by it and {seen.lose} would lose anything; "
        f"{seen.finished} have finished and stay so, {seen.keep} of them with less than is "
        "asked for now."
    )


def _of_folder(error: BundleRefused) -> Problem:
    return Problem(file=".", line=0, advice=error.reason, code="bundle")


def _tell(path: Path, problems: Iterable[Problem]) -> None:
    """Print problems as `file:line: advice`, so that an editor can jump there."""
    for problem in problems:
        place = f"{path / problem.file}:{problem.line}"
        word = "" if problem.is_error else "warning: "
        click.echo(f"{place}: {word}{problem.advice}", err=True)


def _explain(path: Path, syllabus: Syllabus) -> None:
    """Say how answers are marked: what is forgiven, and what guessing pays."""
    for quiz in syllabus.quizzes:
        for question in quiz.questions:
            place = f"{path / quiz.path}.quiz.yaml: {question.key}"
            worth = _counted(question.marks, "mark", "marks")
            click.echo(f"{place}: {question.type}, {worth}")
            for rule in question.rules():
                click.echo(f"    {rule}")


def _extent(syllabus: Syllabus) -> str:
    """Say in a line what a course holds."""
    questions = sum(len(quiz.questions) for quiz in syllabus.quizzes)
    parts = (
        _counted(len(syllabus.modules), "module", "modules"),
        _counted(len(syllabus.lessons), "lesson", "lessons"),
        _counted(len(syllabus.quizzes), "quiz", "quizzes"),
        _counted(questions, "question", "questions"),
        *(
            [_counted(len(syllabus.scenarios), "role play", "role plays")]
            * bool(syllabus.scenarios)
        ),
        _counted(syllabus.minutes, "minute", "minutes"),
    )
    return ", ".join(parts)


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _one_by_one(paths: tuple[Path, ...], label: str) -> AbstractContextManager[Iterable[Path]]:
    """Go through the folders with a progress bar on a terminal, and none in a pipe."""
    screen = sys.stderr
    return click.progressbar(paths, label=label, file=screen, hidden=not screen.isatty())
