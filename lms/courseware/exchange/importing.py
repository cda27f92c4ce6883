"""A file of questions from bytes to a quiz: read, shown row by row, written as course files."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from lms.base.errors import Refusal
from lms.base.i18n import lazy_gettext
from lms.courseware.exchange import formats, outline, pictures, quiz_file
from lms.courseware.exchange.decoding import check_size
from lms.courseware.exchange.formats import Format
from lms.courseware.exchange.keys import is_key
from lms.courseware.exchange.placing import Placed, Wish, place
from lms.courseware.exchange.rows import Row

COURSE = "course.yaml"
ENDING = ".quiz.yaml"
Watch = Callable[[Iterable[Row], int], Iterable[Row]]


class BadTarget(Refusal):
    """The place a quiz is to have is no place for a quiz."""

    text = lazy_gettext(
        "A key has lower-case letters a-z, digits and hyphens, starts with a letter, and has at "
        "most 48 characters."
    )


class NoTitle(Refusal):
    """A new quiz has no title."""

    text = lazy_gettext("A new quiz needs a title.")


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood of a file: its format, its rows, the pictures in it."""

    format: Format
    language: str
    rows: tuple[Row, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Say whether every row can be taken."""
        return all(row.is_good for row in self.rows)

    def only(self, first: int, last: int) -> "Understood":
        """Give the rows from `first` to `last`, both counted from 1 and included."""
        return replace(self, rows=self.rows[max(first, 1) - 1 : last])


@dataclass(frozen=True, slots=True)
class Place:
    """Where questions go: a quiz by its module and key; `title` by language for a new one."""

    module: str
    quiz: str
    title: Mapping[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Give the path of the quiz in the course."""
        return f"{self.module}/{self.quiz}{ENDING}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The files of the course that change, by path, and what became of every row."""

    files: Mapping[str, bytes]
    placed: tuple[Placed, ...]


def _unwatched(rows: Iterable[Row], _total: int) -> Iterable[Row]:
    return rows


def understand(
    content: bytes,
    name: str,
    language: str,
    wanted: str | None = None,
    watch: Watch = _unwatched,
) -> Understood:
    """Read a file; `name` helps to tell its format where `wanted` does not. Raises FileRefused."""
    check_size(len(content))
    chosen = formats.FORMATS[wanted] if wanted else formats.recognised(content, name)
    opened = chosen.open(content, language)
    rows = formats.all_rows(opened, lambda found: watch(found, opened.total))
    return Understood(chosen, language, tuple(rows), opened.files)


def put_into(course: Mapping[str, bytes], found: Understood, where: Place, wish: Wish) -> Outcome:
    """Give the files that change when the rows are put into a quiz; nothing is written here.

    Raises Refusal: BadTarget, NoTitle, BadRows, QuizFull, QuizTooLarge, QuizUnreadable,
    OutlineUnreadable, KeyTaken.
    """
    if not is_key(where.quiz) or not is_key(where.module):
        raise BadTarget
    plan = _text(course, COURSE)
    wish = replace(wish, lessons=outline.chapter(plan, where.module).lessons)
    names = pictures.settled(found.files, course)
    rows = [
        replace(row, question=pictures.renamed(row.question, names)) if row.question else row
        for row in found.rows
    ]
    before = _text(course, where.path)
    known = quiz_file.quiz_values(before)["questions"] if before else []
    questions, placed = place(known, rows, wish)
    if not before and not any(where.title.values()):
        raise NoTitle
    text = (
        quiz_file.changed_quiz(before, questions)
        if before
        else quiz_file.new_quiz(where.title, questions)
    )
    files = {COURSE: outline.with_quiz(plan, where.module, where.quiz), where.path: text}
    changed = {path: said.encode() for path, said in files.items() if said != _text(course, path)}
    shown = pictures.shown_in(questions)
    new = {names[path]: content for path, content in found.files.items() if names[path] in shown}
    changed |= {path: content for path, content in new.items() if path not in course}
    return Outcome(changed if questions != known or not before else {}, tuple(placed))


def _text(course: Mapping[str, bytes], path: str) -> str:
    """Give a text of the course; nothing where it is not there. Raises QuizUnreadable."""
    try:
        return course.get(path, b"").decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise quiz_file.QuizUnreadable from error
