"""The plain table as spreadsheets save it: delimiters, encodings, Russian headings."""

import pytest

from lms.courseware.exchange.exporting import Outgoing
from lms.courseware.exchange.rows import FileRefused
from lms.courseware.exchange.table.reading import open_table
from lms.courseware.exchange.table.writing import write_table

ENGLISH = "type{d}text{d}right{d}option 1{d}option 2\nsingle{d}Which?{d}2{d}A{d}B\n"
RUSSIAN = "тип;вопрос;верно;вариант 1;вариант 2;пояснение\nодин ответ;Какой?;1;Да;Нет;Потому\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_any_delimiter_and_encoding(app, delimiter, encoding):
    (row,) = open_table(ENGLISH.format(d=delimiter).encode(encoding), "en").rows
    assert row.is_good
    assert row.question["options"][1] == {"key": "b", "correct": True, "text": {"en": "B"}}


@pytest.mark.parametrize("encoding", ["cp1251", "utf-8", "utf-16-le", "utf-16-be"])
def test_russian_headings_and_windows_1251(app, encoding):
    (row,) = open_table(RUSSIAN.encode(encoding), "ru").rows
    assert row.question["type"] == "single"
    assert row.question["feedback"] == {"ru": "Потому"}


def test_both_languages_in_one_table(app):
    text = "key;type;text en;text (ru);right\none;true-false;Yes?;Да?;верно\n"
    (row,) = open_table(text.encode(), "en").rows
    assert row.question["text"] == {"en": "Yes?", "ru": "Да?"}
    assert row.question["answer"] is True


@pytest.mark.parametrize(
    "line",
    [
        "poem;x;1;a;b",
        "single;;1;a;b",
        "single;x;3;a;b",
        "single;x;;a;b",
        "single;x;1;a;",
        "single;x;1; 2;a;b",
        "number;x;many;;",
        "true-false;x;perhaps;;",
        "single;x;1;a;b;surplus",
    ],
)
def test_a_bad_line_is_a_row_with_the_reason(app, line):
    text = f"type;text;right;option 1;option 2\n{line}\nsingle;good;1;a;b\n"
    bad, good = open_table(text.encode(), "en").rows
    assert (bad.line, good.line) == (2, 3)
    assert not bad.is_good
    assert good.is_good


def test_columns_nobody_knows_are_told_once(app):
    text = "type;text;right;colour\ntrue-false;a;true;red\ntrue-false;b;true;red\n"
    first, second = open_table(text.encode(), "en").rows
    assert "colour" in str(first.of("lost")[0])
    assert second.of("lost") == []


@pytest.mark.parametrize("text", ["", "a;b\n1;2\n", 'type;text\nsingle;"open\n'])
def test_what_is_no_table_is_refused(app, text):
    with pytest.raises(FileRefused):
        open_table(text.encode(), "en")


def test_a_cell_is_never_a_formula(app):
    question = {"key": "k", "type": "true-false", "answer": True, "text": {"en": "=cmd()|x"}}
    written = write_table(Outgoing("t", [question], "en", ["en"])).content.decode("utf-8-sig")
    assert ";'=cmd()|x;" in written
    (row,) = open_table(written.encode(), "en").rows
    assert row.question["text"] == {"en": "=cmd()|x"}
