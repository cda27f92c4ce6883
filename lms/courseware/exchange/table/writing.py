"""Writes questions as a plain table for a spreadsheet: all languages, a question on a line."""

import csv
import re
from collections.abc import Iterable
from io import StringIO

from lms.courseware.exchange.exporting import Outgoing, without_kind
from lms.courseware.exchange.extras import LISTS, dumped
from lms.courseware.exchange.rows import Remarks, Values, Written
from lms.courseware.exchange.table.columns import NAMES, Column
from lms.courseware.exchange.table.kinds import WRITE, Cells, per_language
from lms.courseware.exchange.table.reading import GUARDED

NAME = "CSV"
COMMON = frozenset({"key", "type", "text", "feedback", "marks", "lesson", "source", "tags"})
NUMERAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
ORDER = {part: place for place, part in enumerate(NAMES)}
TOGETHER = frozenset({"option", "match", "why", "name", "last"})


def write_table(outgoing: Outgoing) -> Written:
    """Write all questions whose kind the table has; its first line names the columns."""
    lines: list[Cells] = []
    left_out = []
    for question in outgoing.questions:
        remarks = Remarks()
        if question["type"] in WRITE:
            lines.append(dict(cells_of(question)))
        else:
            without_kind(question, NAME, remarks)
            left_out.append((question["key"], tuple(remarks.found)))
    columns = sorted({column for line in lines for column in line}, key=placed)
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.heading for column in columns])
    writer.writerows([guarded(line.get(column, "")) for column in columns] for line in lines)
    # With its mark spreadsheets know the file as UTF-8.
    return Written(out.getvalue().encode("utf-8-sig"), tuple(left_out))


def placed(column: Column) -> tuple[int, int, int, str]:
    """Give the place of a column: what belongs to one option stands together."""
    first = ORDER["option"] if column.part in TOGETHER else ORDER[column.part]
    return first, column.number, ORDER[column.part], column.language


def cells_of(question: Values) -> Iterable[tuple[Column, str]]:
    """Give the cells of one question."""
    write, native = WRITE[question["type"]]
    yield Column("key"), question["key"]
    yield Column("type"), question["type"]
    yield from per_language("text", question["text"])
    yield from write(question)
    yield from per_language("feedback", question.get("feedback", {}))
    if "marks" in question:
        yield Column("marks"), str(question["marks"])
    if "lesson" in question:
        yield Column("lesson"), question["lesson"]
    if question.get("tags"):
        yield Column("tags"), "; ".join(question["tags"])
    source = question.get("source")
    if isinstance(source, str):
        yield Column("source"), source
    elif source:
        yield from per_language("source", source)
    more = {n: value for n, value in question.items() if n not in {*COMMON, *native, *LISTS}}
    for name in set(LISTS) - native:
        bare = [{n: v for n, v in one.items() if n != "text"} for one in question.get(name, [])]
        more |= {name: bare} if bare else {}
    if more:
        yield Column("more"), dumped(more)


def guarded(cell: str) -> str:
    """Keep a spreadsheet from reading a text as a formula."""
    if cell.startswith(GUARDED) and not NUMERAL.fullmatch(cell):
        return f"'{cell}"
    return cell
