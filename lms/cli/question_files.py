"""`flask questions import` and `export`: from files of other programs into a quiz, and back."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import click

from lms.base.errors import Refusal
from lms.courseware.bundle import BundleRefused
from lms.courseware.exchange import importing, outline
from lms.courseware.exchange.decoding import check_size
from lms.courseware.exchange.exporting import Outgoing
from lms.courseware.exchange.formats import FORMATS
from lms.courseware.exchange.importing import COURSE, ENDING, Outcome, Place
from lms.courseware.exchange.keys import is_key
from lms.courseware.exchange.placing import Deed, Wish
from lms.courseware.exchange.quiz_file import good_values
from lms.courseware.exchange.rows import FileRefused, Row
from lms.courseware.sources import read_folder

ROWS = "1-200"
MARKS = {"error": "error", "lost": "not carried", "warning": "warning"}

QUIZ = click.Path(path_type=Path, dir_okay=False)


class Target(NamedTuple):
    """A quiz in a course folder."""

    folder: Path
    place: Place


class RowRange(click.ParamType[tuple[int, int]]):
    """`1-200`, or one number."""

    name = "rows"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """Read first and last."""
        first, _, last = str(value).partition("-")
        if not first.isdigit() or not (last or first).isdigit():
            self.fail(f"{value!r} is no range of rows. Write {ROWS}.", param, ctx)
        return int(first), int(last or first)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--to", "target", type=QUIZ, required=True, metavar=f"COURSE/MODULE/QUIZ{ENDING}")
@click.option("--format", "name", type=click.Choice([*FORMATS]), help="Else told from the file.")
@click.option("--language", default="en", show_default=True, help="The language of the texts.")
@click.option("--title", default="", help="The title of a new quiz.")
@click.option("--rows", "chosen", type=RowRange(), metavar=ROWS, help="Only these rows.")
@click.option("--skip-bad", is_flag=True, help="Leave out rows that were not understood.")
@click.option("--replace", is_flag=True, help="Changed questions take the place of the old ones.")
@click.option("--dry-run", is_flag=True, help="Show the rows and write nothing.")
def import_(file: Path, target: Path, name: str | None, **wished: object) -> None:
    """Put the questions of FILE (GIFT, Moodle XML, CSV, QTI) into a quiz of a course folder.

    Nothing is written unless every row is understood; the same file twice changes nothing.
    """
    language = str(wished["language"])
    with said_plainly(file):
        check_size(file.stat().st_size)
        found = importing.understand(file.read_bytes(), file.name, language, name, watched)
        if wished["chosen"]:
            found = found.only(*wished["chosen"])  # type: ignore[misc]
        for row in found.rows:
            tell(file, row)
        where = target_at(target, language, str(wished["title"]))
        wish = Wish(replaces=bool(wished["replace"]), skips_bad=bool(wished["skip_bad"]))
        outcome = importing.put_into(read_folder(where.folder), found, where.place, wish)
        if not wished["dry_run"]:
            write(where.folder, outcome.files)
    sum_up(target, outcome, is_dry=bool(wished["dry_run"]))


@click.command("export")
@click.argument("quiz", type=QUIZ, metavar=f"COURSE/MODULE/QUIZ{ENDING}")
@click.argument("file", type=QUIZ)
@click.option("--format", "name", type=click.Choice([*FORMATS]), required=True)
@click.option("--language", help="The language to write; needed unless the format has several.")
def export(quiz: Path, file: Path, name: str, language: str | None) -> None:
    """Write the questions of a quiz to FILE and say what the format cannot carry."""
    with said_plainly(quiz):
        where = target_at(quiz, language or "", "")
        bundle = read_folder(where.folder)
        if where.place.path not in bundle:
            raise click.ClickException(f"{quiz}: there is no such quiz.")
        known = outline.languages(bundle[COURSE].decode())
        if not FORMATS[name].has_languages and language not in known:
            raise click.UsageError(f"Say --language: {', '.join(known)}.")
        values = good_values(bundle[where.place.path].decode())
        outgoing = Outgoing(quiz.stem, values["questions"], language or known[0], known, bundle)
        written = FORMATS[name].write(outgoing)
        file.write_bytes(written.content)
    for key, remarks in written.left_out:
        for remark in remarks:
            click.echo(f"{key}: {MARKS[remark.level]}: {remark}", err=True)
    click.echo(f"{file}: {FORMATS[name].label}, {len(written.content)} bytes.")


@contextmanager
def said_plainly(file: Path) -> Iterator[None]:
    """Say a refusal as `file:line: text`, exit code 1."""
    try:
        yield
    except FileRefused as error:
        raise click.ClickException(f"{file}:{error.line}: {error.text}") from error
    except (Refusal, BundleRefused) as error:
        reason = error.reason if isinstance(error, BundleRefused) else error.text
        raise click.ClickException(f"Nothing was written. {reason}") from error


def target_at(path: Path, language: str, title: str) -> Target:
    """Take a path apart; raises ClickException for one that is no quiz of a course folder."""
    whole = path.absolute()
    folder, module, quiz = whole.parent.parent, whole.parent.name, whole.name.removesuffix(ENDING)
    if not (folder / COURSE).is_file() or not whole.name.endswith(ENDING) or not is_key(quiz):
        raise click.ClickException(
            f"{path}: name a quiz in a course folder, like COURSE/MODULE/QUIZ{ENDING}."
        )
    return Target(folder, Place(module, quiz, {language: title or quiz}))


def watched(rows: Iterable[Row], total: int) -> Iterable[Row]:
    """Show a progress bar on a terminal, and none in a pipe."""
    screen = sys.stderr
    with click.progressbar(
        rows, length=total, label="Reading", file=screen, hidden=not screen.isatty()
    ) as going:
        yield from going


def tell(file: Path, row: Row) -> None:
    """Print a row as `file:line: number. title: understood as …`, its remarks below."""
    title = " ".join(row.title.split())[:60]
    understood = f"{row.native} → {row.type}" if row.question else f"{row.native}: not understood"
    click.echo(f"{file}:{row.line}: {row.number}. {title}: {understood}")
    for remark in row.remarks:
        click.echo(f"    {MARKS[remark.level]}: {remark}")


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files beside their places first, so that a full disk leaves no half of them."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.with_name(f".{target.name}.new").write_bytes(content)
    for path in files:
        target = folder / path
        target.with_name(f".{target.name}.new").replace(target)


def sum_up(target: Path, outcome: Outcome, *, is_dry: bool) -> None:
    """Say in a line what became of the rows."""
    for placed in outcome.placed:
        for remark in placed.remarks:
            click.echo(f"{placed.key}: {MARKS[remark.level]}: {remark}")
    counts = Counter(placed.deed for placed in outcome.placed)
    said = ", ".join(f"{counts[deed]} {deed.value}" for deed in Deed if counts[deed])
    click.echo(f"{target}: {said}.{' Nothing was written.' if is_dry else ''}")
    if outcome.files and not is_dry:
        click.echo("Next: flask courses check says what is still missing.")
