"""Hostile, broken and huge files: an error with a line and advice, soon, and nothing half done."""

import resource
import time
import zipfile
from contextlib import suppress
from io import BytesIO

import pytest

from lms.courseware.exchange import importing
from lms.courseware.exchange.formats import FORMATS
from lms.courseware.exchange.importing import Place, put_into, understand
from lms.courseware.exchange.placing import BadRows, QuizFull, Wish
from lms.courseware.exchange.rows import FileRefused

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY b{n} "{"&a;" * 10}">' for n in range(20))
    + "]><quiz>&b19;</quiz>"
)
OUTSIDE = (
    '<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    '<quiz><question type="truefalse"><questiontext><text>&x;</text></questiontext>'
    "</question></quiz>"
)
ITEM = b'<assessmentItem identifier="a"/>'
COURSE = b"key: c\nlanguages: [en]\nmodules:\n  - key: m\n    items:\n      - lesson: one\n"
SECONDS = 20


def packed(files, **how):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def manifest(*paths):
    listed = "".join(f'<resource type="imsqti_item_xmlv2p1" href="{path}"/>' for path in paths)
    return f"<manifest><resources>{listed}</resources></manifest>".encode()


HOSTILE = {
    "an entity bomb": BOMB.encode(),
    "an outside entity": OUTSIDE.encode(),
    "elements without end": b"<quiz>" * 50_000,
    "deep elements": b"<quiz>" + b"<a>" * 5_000 + b"</a>" * 5_000 + b"</quiz>",
    "too many elements": b"<quiz>" + b"<b/>" * 600_000 + b"</quiz>",
    "XML cut off": b'<quiz>\n<question type="truefalse">',
    "an unknown encoding": b'<?xml version="1.0" encoding="nothing"?><quiz/>',
    "another XML": b"<html><body/></html>",
    "an empty file": b"",
    "spaces": b" \n\t ",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "all bytes": bytes(range(256)) * 10,
    "KOI8": "привет всем, это вопросы".encode("koi8-r"),
    "50 MB": b"a" * 50_000_000,
    "a zip that is none": b"PK\x03\x04" + bytes(1000),
    "a zip without manifest": packed({"a.xml": ITEM}),
    "a zip bomb": packed({"imsmanifest.xml": manifest("a.xml"), "a.xml": b" " * 30_000_000}),
    "a climbing path": packed({"imsmanifest.xml": manifest("a.xml"), "../../a.xml": ITEM}),
    "an absolute path": packed({"imsmanifest.xml": manifest("a.xml"), "/etc/a.xml": ITEM}),
    "a manifest that is a bomb": packed({"imsmanifest.xml": BOMB.encode()}),
    "a manifest of nothing": packed({"imsmanifest.xml": manifest()}),
}


@pytest.fixture
def patience():
    started, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert time.monotonic() - started < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000  # kilobytes


@pytest.mark.parametrize("what", HOSTILE)
def test_it_is_refused_soon_and_with_advice(app, patience, what):
    with pytest.raises(FileRefused) as refused:
        understand(HOSTILE[what], "file", "en")
    assert str(refused.value.text).endswith(".")


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("what", HOSTILE)
def test_whatever_format_is_named(app, what, name):
    content = HOSTILE[what][:2_000_000]
    found = None
    with suppress(FileRefused):
        found = understand(content, "file", "en", name)
    assert found is None or not found.is_whole


def test_a_broken_file_names_its_line(app):
    with pytest.raises(FileRefused) as refused:
        understand(b"<quiz>\n<question>\n</quiz>", "x.xml", "en")
    assert refused.value.line == 3


def test_a_link_in_a_zip_is_refused(app):
    info = zipfile.ZipInfo("a.xml")
    info.external_attr = 0o120777 << 16
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("imsmanifest.xml", manifest("a.xml"))
        archive.writestr(info, "/etc/passwd")
    with pytest.raises(FileRefused):
        understand(out.getvalue(), "x.zip", "en")


def test_an_item_may_not_reach_out_of_the_package(app):
    content = packed({"imsmanifest.xml": manifest("../../../etc/passwd", "a.xml"), "a.xml": ITEM})
    outside, inside = understand(content, "x.zip", "en").rows
    assert not outside.is_good
    assert not inside.is_good


MANY = {
    "gift": "".join(f"::q {n}::What is {n}? {{=right {n} ~wrong}}\n\n" for n in range(10_000)),
    "csv": "type;text;right;option 1;option 2\n"
    + "".join(f"single;What is {n}?;1;right;wrong\n" for n in range(10_000)),
    "moodle": "<quiz>"
    + "".join(
        f'<question type="shortanswer"><name><text>q {n}</text></name><questiontext format="html">'
        f"<text><![CDATA[<p>What is {n}?</p>]]></text></questiontext>"
        f'<answer fraction="100"><text>right {n}</text></answer></question>'
        for n in range(10_000)
    )
    + "</quiz>",
}


@pytest.mark.parametrize("name", MANY)
def test_ten_thousand_questions_are_read_in_seconds(app, patience, name):
    seen = []

    def watch(rows, total):
        for row in rows:
            seen.append(total)
            yield row

    found = understand(MANY[name].encode(), "many", "en", name, watch)
    assert found.is_whole
    assert seen == [10_000] * 10_000


def test_and_are_too_many_for_one_quiz(app):
    found = understand(MANY["gift"].encode(), "many", "en")
    course = {"course.yaml": COURSE}
    where = Place("m", "new", {"en": "New"})
    with pytest.raises(QuizFull):
        put_into(course, found, where, Wish())
    outcome = put_into(course, found.only(1, 200), where, Wish())
    assert sorted(outcome.files) == ["course.yaml", "m/new.quiz.yaml"]


def test_nothing_is_half_imported(app):
    found = understand(b"::a:: good {T}\n\n::b:: bad {", "x", "en")
    course = {"course.yaml": COURSE}
    where = Place("m", "new", {"en": "New"})
    with pytest.raises(BadRows):
        put_into(course, found, where, Wish())
    outcome = put_into(course, found, where, Wish(skips_bad=True))
    assert [placed.deed.value for placed in outcome.placed] == ["added", "left-out"]


def test_the_quiz_becomes_the_last_item_of_its_module(app):
    found = understand(b"::a:: good {T}", "x", "en")
    outcome = put_into({"course.yaml": COURSE}, found, Place("m", "new", {"en": "N"}), Wish())
    assert outcome.files["course.yaml"] == COURSE + b"      - quiz: new\n"
    flow = b"key: c\nlanguages: [en]\nmodules:\n  - {key: m, items: [{lesson: one}]}\n"
    outcome = put_into({"course.yaml": flow}, found, Place("m", "new", {"en": "N"}), Wish())
    assert importing.outline.chapter(outcome.files["course.yaml"].decode(), "m").quizzes == ("new",)


def test_what_belongs_to_the_last_item_stays_with_it(app):
    long = COURSE + b"        needs: [m/zero]\n  - key: z\n    items:\n      - lesson: two\n"
    found = understand(b"::a:: good {T}", "x", "en")
    outcome = put_into({"course.yaml": long}, found, Place("m", "new", {"en": "N"}), Wish())
    assert b"needs: [m/zero]\n      - quiz: new\n  - key: z\n" in outcome.files["course.yaml"]
