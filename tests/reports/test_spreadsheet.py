"""A spreadsheet holds what people are called, as they are called, and never a formula."""

import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from lms.reports.spreadsheet import Column, spreadsheet
from tests.reports.payloads import PAYLOADS

AT = datetime(2026, 11, 20, 21, 30, tzinfo=UTC)


COLUMNS = (Column("Name"), Column("Number"))


def written(rows, columns=COLUMNS):
    return spreadsheet("sheet", columns, rows, "Europe/Moscow", AT)


def test_the_corpus_is_large_enough():
    assert len(set(PAYLOADS)) >= 40


def test_no_payload_becomes_a_formula_and_each_stays_as_written():
    file = written([(payload, payload) for payload in PAYLOADS], [Column(p) for p in PAYLOADS])
    sheet = load_workbook(BytesIO(file)).active
    assert [unescape(cell.value) for cell in sheet[1]] == list(PAYLOADS)
    names = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [unescape(cell.value) for cell in names] == list(PAYLOADS)
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.hyperlink for cell in cells if cell.hyperlink] == []


def test_the_file_itself_carries_no_formula_and_no_link():
    file = zipfile.ZipFile(BytesIO(written([(payload, 1) for payload in PAYLOADS])))
    sheet = file.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert not [name for name in file.namelist() if "external" in name.lower()]


@pytest.mark.parametrize("payload", ["=1+1", "@SUM(1)"])
def test_a_name_stays_a_text_when_somebody_edits_the_cell(payload):
    sheet = load_workbook(BytesIO(written([(payload, 1)]))).active
    assert sheet["A2"].quotePrefix


def test_numbers_and_moments_are_what_they_are():
    file = written([(AT, Decimal("79.6")), (None, 0)])
    sheet = load_workbook(BytesIO(file)).active
    assert sheet["A2"].value == datetime(2026, 11, 21, 0, 30)  # noqa: DTZ001  half past midnight in Moscow
    assert sheet["B2"].value == 79.6
    assert (sheet["A3"].value, sheet["B3"].value) == (None, 0)


def test_a_sheet_without_rows_has_its_headings():
    sheet = load_workbook(BytesIO(written([]))).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["Name", "Number"]]
