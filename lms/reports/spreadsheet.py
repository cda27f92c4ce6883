"""Spreadsheets: rows of plain values as an .xlsx file, in which nothing is ever a formula.

Every value is written by its type and a text always as a text: a name that begins with `=` stays
the name it is. Only what exports needs this module, so a worker starts without it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from zoneinfo import ZoneInfo

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Cell = str | int | Decimal | datetime | None

# The first line of defence is to write texts as texts; these keep a library from guessing.
NEVER_GUESS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
MOMENT = "yyyy-mm-dd hh:mm"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what stands above it, and how many characters wide it is."""

    heading: str
    width: int = 12


@dataclass(frozen=True, slots=True)
class Formats:
    """How cells look; `quoted` keeps a text a text even when somebody edits the cell."""

    heading: Format
    quoted: Format
    moment: Format


def spreadsheet(
    name: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    zone: str,
    made_at: datetime,
) -> bytes:
    """Write one sheet called `name` (at most 31 characters) and give the file.

    Moments are shown in `zone`, an IANA name. Memory does not grow with the rows.
    """
    file = BytesIO()
    workbook = Workbook(file, NEVER_GUESS)
    workbook.set_properties({"title": name, "created": made_at.replace(tzinfo=None)})
    formats = Formats(
        workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        workbook.add_format({"quote_prefix": True}),
        workbook.add_format({"num_format": MOMENT, "align": "left"}),
    )
    sheet = workbook.add_worksheet(name[:31])
    _head(sheet, columns, formats)
    last, local = 0, ZoneInfo(zone)
    for last, cells in enumerate(rows, start=1):
        for place, cell in enumerate(cells):
            _write(sheet, (last, place), cell, formats, local)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    workbook.close()
    return file.getvalue()


def _head(sheet: Worksheet, columns: Sequence[Column], formats: Formats) -> None:
    """Write the line that stays in sight, and how wide the columns are."""
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.heading, formats.heading)
    sheet.freeze_panes(1, 1)


def _write(
    sheet: Worksheet, place: tuple[int, int], cell: Cell, formats: Formats, zone: ZoneInfo
) -> None:
    """Write one value by its type; nothing is guessed from what a text looks like."""
    if isinstance(cell, str):
        sheet.write_string(*place, cell, formats.quoted)
    elif isinstance(cell, datetime):
        local = cell.astimezone(zone).replace(tzinfo=None)
        sheet.write_datetime(*place, local, formats.moment)
    elif cell is not None:
        sheet.write_number(*place, cell)
