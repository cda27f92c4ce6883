"""Reads the plain table: a question is a line, whatever the delimiter and the encoding."""

import csv
from collections.abc import Iterator, Mapping
from io import StringIO

from lms.base.i18n import lazy_gettext
from lms.courseware.exchange import common, extras
from lms.courseware.exchange.decoding import text_of
from lms.courseware.exchange.numbers import decimal
from lms.courseware.exchange.rows import (
    FileRefused,
    Opened,
    QuestionRefused,
    Remarks,
    Row,
)
from lms.courseware.exchange.table.columns import MOST_COLUMNS, Column, column
from lms.courseware.exchange.table.kinds import READ, Line, kind_of

DELIMITERS = ";,\t|"
GUARDED = tuple("=+-@'\t")


def open_table(content: bytes, language: str) -> Opened:
    """Open a table; raises FileRefused for one without the columns `type` and `text`."""
    text = text_of(content)
    lines = list(_cells(text))
    if not lines:
        raise FileRefused(lazy_gettext("The table is empty."))
    columns = [column(heading) for heading in lines[0][1]]
    parts = {one.part for one in columns if one}
    if not {"type", "text"} <= parts or len(columns) > MOST_COLUMNS:
        raise FileRefused(
            lazy_gettext(
                "The first line of the table names its columns; at least “type” and “text” are "
                "needed. Known are: key, type, text, right, option 1, option 2 …, feedback."
            ),
            1,
        )
    strange = [
        heading for heading, one in zip(lines[0][1], columns, strict=True) if not one and heading
    ]
    return Opened(len(lines) - 1, rows(lines[1:], columns, strange, language))


def _cells(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give line number and cells of every line that is not empty; raises FileRefused."""
    first = text.lstrip("\n").partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, [bare(cell) for cell in cells]
            line = reader.line_num + 1
    except csv.Error as error:
        raise FileRefused(
            lazy_gettext(
                "The table is broken from line %(line)s on: a quotation mark is not closed, or a "
                "cell is far too long.",
                line=line,
            ),
            line,
        ) from error


def bare(cell: str) -> str:
    """Take away the mark that keeps a spreadsheet from reading a cell as a formula."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:].startswith(GUARDED) else text


def rows(
    lines: list[tuple[int, list[str]]],
    columns: list[Column | None],
    strange: list[str],
    language: str,
) -> Iterator[Row]:
    """Read the lines one by one."""
    for number, (place, cells) in enumerate(lines, 1):
        remarks = Remarks()
        if strange:
            names = ", ".join(strange)[:200]
            remarks.lost(lazy_gettext("Columns nobody knows here: %(names)s.", names=names))
            strange = []
        filled = {one: cell for one, cell in zip(columns, cells, strict=False) if one and cell}
        line = Line(filled, language)
        question = None
        try:
            question = understood(line, remarks)
            if len(cells) > len(columns) and any(cells[len(columns) :]):
                raise QuestionRefused(lazy_gettext("This line has more cells than columns."))
        except QuestionRefused as refused:
            remarks.error(refused.text)
            question = None
        yield Row(
            number=number,
            line=place,
            native=line.word("type")[:40],
            title=line.word("key") or next(iter(line.texts("text").values()), "")[:80],
            question=question,
            remarks=tuple(remarks.found),
        )


def understood(line: Line, remarks: Remarks) -> dict[str, object]:
    """Understand one line; raises QuestionRefused."""
    kind = kind_of(line)
    text = line.texts("text")
    if not text:
        raise QuestionRefused(lazy_gettext("The question has no text that can be kept."))
    question = {"type": kind, "text": text, **READ[kind](line, remarks)}
    marks = line.word("marks")
    if marks:
        exact = decimal(marks)
        if exact != int(exact) or not 1 <= exact <= 100:
            raise QuestionRefused(lazy_gettext("Marks are a whole number from 1 to 100."))
        question["marks"] = int(exact)
    _beside(question, line)
    if line.texts("feedback"):
        question["feedback"] = line.texts("feedback")
    else:
        remarks.warn(common.NO_EXPLANATION)
    return extras.merge(question, extras.loaded(line.word("more")), remarks)


def _beside(question: dict[str, object], line: Line) -> None:
    """Take the lesson to read again and the source."""
    if line.word("tags"):
        question["tags"] = [tag.strip() for tag in line.word("tags").split(";") if tag.strip()]
    if line.word("lesson"):
        question["lesson"] = line.word("lesson")
    named: Mapping[str, str] = line.texts("source", guess=False)
    if line.word("source"):
        question["source"] = line.word("source")
    elif named:
        question["source"] = dict(named)
