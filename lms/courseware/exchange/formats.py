"""The formats by name: how each is recognised, opened and written."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import MappingProxyType

from lms.base.i18n import lazy_gettext
from lms.courseware.exchange.decoding import decoded
from lms.courseware.exchange.exporting import Outgoing
from lms.courseware.exchange.gift.reading import open_gift
from lms.courseware.exchange.gift.writing import write_gift
from lms.courseware.exchange.moodle.reading import open_moodle
from lms.courseware.exchange.moodle.writing import write_moodle
from lms.courseware.exchange.package import SIGN
from lms.courseware.exchange.qti.reading import open_qti
from lms.courseware.exchange.qti.writing import write_qti_21, write_qti_30
from lms.courseware.exchange.rows import MOST_QUESTIONS, FileRefused, Opened, Row, Written
from lms.courseware.exchange.table.columns import column
from lms.courseware.exchange.table.reading import open_table
from lms.courseware.exchange.table.writing import write_table

FIRST_ELEMENT = re.compile(r"<(?:[\w-]+:)?([A-Za-z][\w-]*)")
BEGINNING = 4_000


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name in commands and addresses, what people call it, the end of a file."""

    name: str
    label: str
    ending: str
    media_type: str
    open: Callable[[bytes, str], Opened]
    write: Callable[[Outgoing], Written]
    has_languages: bool = False


FORMATS = MappingProxyType(
    {
        one.name: one
        for one in (
            Format("gift", "GIFT", "gift.txt", "text/plain; charset=utf-8", open_gift, write_gift),
            Format("moodle", "Moodle XML", "xml", "application/xml", open_moodle, write_moodle),
            Format(
                "csv", "CSV", "csv", "text/csv; charset=utf-8", open_table, write_table,
                has_languages=True,
            ),
            Format("qti21", "QTI 2.1", "qti21.zip", "application/zip", open_qti, write_qti_21),
            Format("qti30", "QTI 3.0", "qti30.zip", "application/zip", open_qti, write_qti_30),
        )
    }
)  # fmt: skip


def recognised(content: bytes, name: str = "") -> Format:
    """Tell the format of a file by its beginning, else by its name; raises FileRefused if empty."""
    if not content.strip():
        raise FileRefused(lazy_gettext("The file is empty."))
    if content.startswith(SIGN):
        return FORMATS["qti21"]
    start = _beginning(content)
    if start.startswith("<"):
        shown = re.sub(r"<[?!][^>]*>", "", start)
        element = FIRST_ELEMENT.search(shown)
        is_item = element is not None and "ssessment" in element[1]
        return FORMATS["qti21" if is_item else "moodle"]
    headings = re.split(r"[;,\t|\"]+", start.partition("\n")[0])
    parts = {found.part for found in map(column, headings) if found}
    is_table = name.lower().endswith((".csv", ".tsv")) or {"type", "text"} <= parts
    return FORMATS["csv" if is_table else "gift"]


def _beginning(content: bytes) -> str:
    try:
        return decoded(content[:BEGINNING]).lstrip("\ufeff \t\r\n")
    except FileRefused:
        return content[:BEGINNING].decode("latin-1").lstrip()


def all_rows(opened: Opened, going: Callable[[Iterable[Row]], Iterable[Row]] = iter) -> list[Row]:
    """Read all rows, through `going` where somebody watches; raises FileRefused for too many."""
    if opened.total > MOST_QUESTIONS:
        raise FileRefused(lazy_gettext("The file has more than 20,000 questions. Divide it."))
    rows = list(going(opened.rows))
    if not rows:
        raise FileRefused(lazy_gettext("No questions were found in the file."))
    return rows
