"""GIFT as other people write it: every form of it, understood row by row."""

import pytest

from lms.courseware.exchange.exporting import Outgoing
from lms.courseware.exchange.gift.reading import open_gift
from lms.courseware.exchange.gift.writing import write_gift


def rows(text):
    return list(open_gift(text.encode(), "en").rows)


def one(text):
    (row,) = rows(text)
    return row


def said(row, level):
    return [str(remark) for remark in row.of(level)]


def test_one_right_option_with_feedback_and_escapes(app):
    row = one("::T\\:1::Who is in {~Grant\\=1#no =Jefferson#yes \\#1\n~none####because\\nso} tomb?")
    assert (row.number, row.line, row.native, row.title) == (1, 1, "missing word", "T:1")
    question = row.question
    assert question["type"] == "single"
    assert question["text"] == {"en": "Who is in \\_\\_\\_\\_\\_ tomb?"}
    assert [(o["text"]["en"], o.get("correct")) for o in question["options"]] == [
        ("Grant=1", None),
        ("Jefferson", True),
        ("none", None),
    ]
    assert question["options"][1]["feedback"] == {"en": "yes \\#1".replace("\\#", "#")}
    assert question["feedback"] == {"en": "because  \nso"}


def test_weights_make_several_right_options(app):
    row = one("Pick {~%50%a ~%50%b ~%-50%c}")
    assert row.question["type"] == "multiple"
    assert [o.get("correct", False) for o in row.question["options"]] == [True, True, False]
    assert said(row, "lost") == []


def test_strange_weights_are_told(app):
    row = one("Pick {~%75%a ~%25%b ~c}")
    assert "equal part" in said(row, "lost")[0]


@pytest.mark.parametrize(
    ("answers", "answer", "tolerance"),
    [
        ("#4", 4, None),
        ("#4:0.5", 4, "0.5"),
        ("#1..5", 3, 2),
        ("#-1,5..-1", "-1.25", "0.25"),
        ("#=10:1 =%50%20:5", 10, 1),
    ],
)
def test_numbers(app, answers, answer, tolerance):
    question = one(f"How many? {{{answers}}}").question
    assert question["type"] == "number"
    assert str(question["answer"]) == str(answer)
    assert str(question.get("tolerance")) == str(tolerance)


@pytest.mark.parametrize(("word", "answer"), [("T", True), ("FALSE", False), ("true#no#yes", True)])
def test_statements(app, word, answer):
    question = one(f"The sun is a star. {{{word}}}").question
    assert (question["type"], question["answer"]) == ("true-false", answer)


def test_short_answers(app):
    row = one("Capital? {=Moscow =%50%Moskva =Ки*в}")
    assert row.question["accept"] == {"en": ["Moscow", "Moskva", "Ки*в"]}
    assert len(said(row, "lost")) == 1


def test_html_is_rewritten_and_what_goes_is_told(app):
    row = one("[html]<p>A <b>bold</b> &amp; 1 < 2<script>alert(1)</script></p>{T}")
    assert row.question["text"] == {"en": "A **bold** & 1 &lt; 2"}
    assert any("script" in text for text in said(row, "lost"))


def test_plain_signs_are_not_taken_for_markdown(app):
    assert one("2*3*4 and a_b_c [x](y) # {T}").question["text"] == {
        "en": "2\\*3\\*4 and a\\_b\\_c \\[x\\](y) #"
    }


def test_markdown_stays(app):
    assert one("[markdown]*a* {T}").question["text"] == {"en": "*a*"}


def test_comments_categories_ids_and_tags(app):
    first, second = rows(
        "// question: 7 [id:the-key] [tag:water law]\n$CATEGORY: $course$/Top\n\n"
        "::Title::One {T}\n\nTwo {F}"
    )
    assert (first.title, first.line, second.line) == ("the-key", 4, 6)
    assert first.question["tags"] == ["water-law"]
    assert "Top" in said(first, "lost")[0]
    assert said(second, "lost") == []


def test_a_broken_question_does_not_swallow_the_next(app):
    bad, good = rows("::a:: open {=x\n\n::b:: fine {T}")
    assert (bad.line, bad.is_good, good.line, good.is_good) == (1, False, 3, True)
    assert "brace" in said(bad, "error")[0]


def test_a_blank_line_inside_braces_is_only_a_blank_line(app):
    row = one("Pick {\n=a\n\n~b\n}")
    assert row.question["type"] == "single"


@pytest.mark.parametrize("text", ["only text", "x {= ~b}", "x {~a ~b}", "{=a ~b}", "x {a}", "}{"])
def test_what_is_no_question_is_a_row_with_the_reason(app, text):
    row = one(text)
    assert row.question is None
    assert said(row, "error")


def test_arrows_in_accepted_words_are_no_pairs_of_ours(app):
    question = {
        "key": "k",
        "type": "short",
        "text": {"en": "What?"},
        "accept": {"en": ["a -> b", "c->d"]},
        "feedback": {"en": "So"},
    }
    written = write_gift(Outgoing("t", [question], "en", ["en"]))
    (row,) = open_gift(written.content, "en").rows
    assert {"key": row.title} | row.question == question
    assert "kind" in str(dict(written.left_out)["k"][0])


def test_pairs(app):
    question = one("Who? {=baker -> bread =smith -> iron =miller -> bread = -> nothing}").question
    assert question["type"] == "matching"
    said = {option["key"]: option["text"]["en"] for option in question["options"]}
    assert [(p["text"]["en"], said[p["match"]]) for p in question["parts"]] == [
        ("baker", "bread"),
        ("smith", "iron"),
        ("miller", "bread"),
    ]
    assert sorted(said.values()) == ["bread", "iron", "nothing"]
    assert not {part["key"] for part in question["parts"]} & set(said)
