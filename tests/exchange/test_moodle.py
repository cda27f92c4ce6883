"""Moodle XML as Moodle writes it: HTML in CDATA, pictures, fractions, units, tags, hints."""

from base64 import b64encode
from urllib.parse import quote

from lms.courseware.exchange.exporting import Outgoing
from lms.courseware.exchange.moodle.reading import open_moodle
from lms.courseware.exchange.moodle.writing import write_moodle
from lms.courseware.exchange.xml_tree import parsed

PNG = b"\x89PNG\r\n\x1a\n\x00\x00"


def xml(kind, inside, text="<p>Asked</p>", beside=""):
    return f"""<quiz>
<question type="{kind}"><name><text>Name 1</text></name>
<questiontext format="html"><text><![CDATA[{text}]]></text>{beside}</questiontext>
<generalfeedback format="html"><text>Because</text></generalfeedback>
<defaultgrade>2</defaultgrade>{inside}</question></quiz>"""


def one(*args, **kwargs):
    opened = open_moodle(xml(*args, **kwargs).encode(), "en")
    (row,) = list(opened.rows)
    return row, opened.files


def answers(*pairs):
    return "".join(
        f'<answer fraction="{share}"><text><![CDATA[<p>{text}</p>]]></text></answer>'
        for text, share in pairs
    )


def lost(row):
    return [str(remark) for remark in row.of("lost")]


def test_one_right_option(app):
    inside = "<single>true</single>" + answers(("A", 100), ("B", 0), ("C", -25))
    row, _ = one("multichoice", inside)
    assert (row.line, row.native, row.title) == (2, "multichoice", "Name 1")
    assert (row.question["type"], row.question["marks"]) == ("single", 2)
    assert row.question["feedback"] == {"en": "Because"}
    assert lost(row) == ["Marks taken off for a wrong option."]


def test_several_right_options(app):
    row, _ = one(
        "multichoice", "<single>false</single>" + answers(("A", 50), ("B", 50), ("C", -50))
    )
    assert row.question["type"] == "multiple"
    assert lost(row) == []


def test_a_picture_comes_along_under_a_safe_name(app):
    file = f'<file name="Моя схема.PNG" path="/" encoding="base64">{b64encode(PNG).decode()}</file>'
    source = f"@@PLUGINFILE@@/{quote('Моя схема.PNG')}"
    text = f'<p>Look: <img src="{source}" alt="Map"></p>'
    row, files = one(
        "truefalse",
        answers(("true", 100), ("false", 0)).replace("<p>", "").replace("</p>", ""),
        text,
        file,
    )
    assert row.question["text"] == {"en": "Look: ![Map](files/moya-shema.png)"}
    assert files == {"files/moya-shema.png": PNG}


def test_a_picture_that_is_none_is_told(app):
    file = '<file name="../../x.png" path="/" encoding="base64">aGVsbG8=</file>'
    text = '<p>Look <img src="@@PLUGINFILE@@/../../x.png" alt="Map"> here</p>'
    row, files = one(
        "shortanswer", answers(("yes", 100)).replace("<p>", "").replace("</p>", ""), text, file
    )
    assert files == {}
    assert row.question["text"] == {"en": "Look Map here"}
    assert len(lost(row)) == 2


def test_a_number_with_its_unit(app):
    inside = (
        '<answer fraction="100"><text>30</text><tolerance>0.5</tolerance></answer>'
        "<units><unit><multiplier>1</multiplier><unit_name>days</unit_name></unit></units>"
    )
    row, _ = one("numerical", inside)
    assert str(row.question["answer"]) == "30"
    assert str(row.question["tolerance"]) == "0.5"
    assert row.question["unit"] == {"en": "days"}


def test_hints_and_tags(app):
    inside = (
        answers(("true", 100), ("false", 0)).replace("<p>", "").replace("</p>", "")
        + '<hint format="html"><text>Think</text></hint>'
        + "<tags><tag><text>Water law</text></tag></tags>"
    )
    row, _ = one("truefalse", inside)
    assert row.question["hints"] == [{"en": "Think"}]
    assert row.question["tags"] == ["water-law"]


def test_a_kind_we_do_not_have_is_a_row_with_the_reason(app):
    row, _ = one("ddmarker", "")
    assert "ddmarker" in str(row.of("error")[0])


def test_what_is_written_is_xml_whatever_is_in_the_texts(app):
    question = {
        "key": "one",
        "type": "true-false",
        "answer": True,
        "text": {"en": "]]> & <b> ![a](files/x.svg)"},
        "feedback": {"en": "?> <!-- -->"},
        "lesson": "a?>b",
    }
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    written = write_moodle(Outgoing("t", [question], "en", ["en"], {"files/x.svg": svg}))
    assert parsed(written.content).name == "quiz"
    opened = open_moodle(written.content, "en")
    (row,) = list(opened.rows)
    assert row.question == {k: v for k, v in question.items() if k != "key"}
    assert opened.files == {"files/x.svg": svg}
    assert "lesson" in str(dict(written.left_out)["one"][0])


def test_things_in_their_order(app):
    items = "".join(
        f'<answer fraction="{n}.0"><text>{text}</text></answer>'
        for n, text in enumerate(("dawn", "noon", "dusk"), 1)
    )
    row, _ = one("ordering", f"{items}<gradingtype>RELATIVE_NEXT_EXCLUDE_LAST</gradingtype>")
    assert [item["text"]["en"] for item in row.question["items"]] == ["dawn", "noon", "dusk"]
    assert row.question["credit"] == "neighbours"
    assert len({item["key"] for item in row.question["items"]}) == 3
