"""Each kind of question: taking an answer, marking it, showing it before and after."""

import json
from dataclasses import asdict, fields
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from lms.courseware.questions import (
    Multiple,
    Number,
    Option,
    OptionView,
    PartView,
    Question,
    QuestionView,
    ResponseRefused,
    Short,
    Single,
    TrueFalse,
)
from lms.courseware.questions.views import HandView
from lms.courseware.texts import ByLanguage, Html, Text


def html(en: str, ru: str = "по-русски") -> Html:
    return Html.of({"en": en, "ru": ru})


def option(key: str, *, correct: bool = False, keep_last: bool = False) -> Option:
    return Option(
        key=key,
        text=html(f"<em>{key}</em>", key.upper()),
        correct=correct,
        keep_last=keep_last,
        feedback=html(f"WHY-{key}"),
    )


COMMON = {"text": html("Ask?"), "feedback": html("WHY-ALL"), "source": Text.of({"en": "WHY-LAW"})}
SINGLE = Single(
    key="s", options=(option("a"), option("b", correct=True), option("z", keep_last=True)), **COMMON
)
MULTIPLE = Multiple(
    key="m",
    options=(option("a", correct=True), option("b", correct=True), option("c"), option("d")),
    **COMMON,
)
EXACT = Multiple(key="e", options=MULTIPLE.options, credit="exact", **COMMON)
TRUE = TrueFalse(key="t", answer=True, **COMMON)
NUMBER = Number(
    key="n",
    answer=Decimal("30"),
    tolerance=Decimal("0.1"),
    unit=Text.of({"en": "days", "ru": "дней"}),
    **COMMON,
)
SHORT = Short(
    key="w", accept=ByLanguage.of({"en": ("reply", "answer"), "ru": ("Счёт-фактура",)}), **COMMON
)
ALL = [SINGLE, MULTIPLE, EXACT, TRUE, NUMBER, SHORT]


def answered(question: Question, *values: str) -> Fraction:
    return question.grade(question.response_from({"answer": list(values)}))


def test_one_right_option_is_all_or_nothing() -> None:
    assert answered(SINGLE, "b") == 1
    assert answered(SINGLE, "a") == 0


@pytest.mark.parametrize(
    ("ticked", "marks"),
    [
        ("ab", Fraction(1)),
        ("a", Fraction(1, 2)),
        ("abc", Fraction(1, 2)),
        ("abcd", Fraction(0)),
        ("ac", Fraction(0)),
        ("cd", Fraction(0)),
        ("", Fraction(0)),
    ],
)
def test_right_minus_wrong_over_right_never_below_nothing(ticked: str, marks: Fraction) -> None:
    assert answered(MULTIPLE, *ticked) == marks
    assert answered(EXACT, *ticked) == int(ticked == "ab")


def test_true_and_false() -> None:
    assert answered(TRUE, "true") == 1
    assert answered(TRUE, "false") == 0
    assert TRUE.right_answer("ru") == "Верно"
    assert [str(view.text) for view in TRUE.view("ru").options] == ["Верно", "Неверно"]
    assert [str(view.text) for view in TRUE.view("de").options] == ["True", "False"]


NUMERALS = ["30", "30.0", "30,0", " 30 ", "+30", "30.10", "29,9", "3 0", "30 days", "30дней", "030"]


@pytest.mark.parametrize("written", NUMERALS)
def test_a_number_counts_however_it_is_written(written: str) -> None:
    assert answered(NUMBER, written) == 1


@pytest.mark.parametrize("minus", "-−–—‐‑")
def test_every_minus_sign_is_a_minus(minus: str) -> None:
    cold = Number(key="n", answer=Decimal("-1250.5"), **COMMON)
    assert answered(cold, f"{minus}1\u00a0250,5") == 1
    assert answered(cold, "1250,5") == 0


def test_numbers_are_compared_exactly() -> None:
    tenth = Number(key="n", answer=Decimal("0.3"), **COMMON)
    assert answered(tenth, "0.3") == 1
    assert answered(tenth, "0.30000000000000000001") == 0
    assert answered(NUMBER, "30.1000000000000001") == 0


@pytest.mark.parametrize(
    "written", ["thirty", "1,000.5", "1e3", "NaN", "inf", "--3", "3-4", "٣", "9" * 41]
)
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(ResponseRefused) as refused:
        NUMBER.response_from({"answer": [written]})
    assert refused.value.code == "not-a-number"


@pytest.mark.parametrize(
    "written",
    [
        "reply",
        " Reply. ",
        "REPLY!",
        "«reply»",
        '"answer".',
        "answer;",
        "счет-фактура",
        "СЧЁТ–ФАКТУРА",
        "cче\u0308т-фактура".replace("c", "с"),
        "reply\u00a0…",
    ],
)
def test_a_short_answer_is_forgiven_its_dress(written: str) -> None:
    assert answered(SHORT, written) == 1


@pytest.mark.parametrize("written", ["replay", "re ply", "счет фактура", "the reply", "..."])
def test_a_short_answer_is_not_forgiven_its_meaning(written: str) -> None:
    assert answered(SHORT, written) == 0


def test_what_does_not_belong_to_a_question_is_refused() -> None:
    for question in ALL:
        with pytest.raises(ResponseRefused, match="one field"):
            question.response_from({"other": ["x"]})
    for question in (SINGLE, MULTIPLE, TRUE):
        with pytest.raises(ResponseRefused) as refused:
            question.response_from({"answer": ["nobody"]})
        assert refused.value.code == "unknown-option"
    with pytest.raises(ResponseRefused) as refused:
        SINGLE.response_from({"answer": ["a", "b"]})
    assert refused.value.code == "one-option"
    with pytest.raises(ResponseRefused) as refused:
        SHORT.response_from({"answer": ["x" * 201]})
    assert refused.value.code == "too-long"


def test_a_view_has_no_place_for_what_is_right() -> None:
    assert {field.name for field in fields(QuestionView)} == {
        "key",
        "type",
        "marks",
        "text",
        "options",
        "parts",
        "tail",
        "unit",
        "by_hand",
    }
    shown = {field.name for field in fields(HandView)}
    assert shown == {"rubric", "least_words", "most_words", "kinds", "megabytes"}
    assert {field.name for field in fields(PartView)} == {"key", "text", "options"}
    assert {field.name for field in fields(OptionView)} == {"key", "text"}


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.key)
def test_a_view_tells_nothing_before_the_answer(question: Question) -> None:
    told = json.dumps(asdict(question.view("en")))
    for secret in ("WHY", "correct", "reply", "30", "0.1"):
        assert secret not in told


def test_options_come_in_the_order_kept_and_new_ones_at_the_end() -> None:
    assert [o.key for o in SINGLE.view("en", ["z", "gone", "a", "a"]).options] == ["z", "a", "b"]
    assert [o.key for o in SINGLE.view("en").options] == ["a", "b", "z"]
    assert [o.key for o in SINGLE.review("en", {}, ["b"]).options] == ["b", "a", "z"]


def test_a_drawn_order_is_complete_and_keeps_the_last_one_last() -> None:
    drawn = {SINGLE.draw_order(Random(seed)) for seed in range(40)}  # noqa: S311
    assert drawn == {("a", "b", "z"), ("b", "a", "z")}
    assert NUMBER.draw_order(Random(1)) == ()  # noqa: S311
    assert TRUE.draw_order(Random(1)) == ("true", "false")  # noqa: S311


def test_a_review_says_everything() -> None:
    review = MULTIPLE.review("en", {"options": ["a", "c"]})
    assert (review.verdict, review.right_chosen, review.right_total) == ("wrong", 1, 2)
    assert review.right_answer == "a; b"
    assert review.answer_in_words == "a; c"
    assert [(o.key, o.chosen, o.correct) for o in review.options] == [
        ("a", True, True),
        ("b", False, True),
        ("c", True, False),
        ("d", False, False),
    ]
    assert review.options[0].feedback == "WHY-a"
    assert (review.feedback, review.source) == ("WHY-ALL", "WHY-LAW")
    assert MULTIPLE.review("en", {"options": ["a"]}).verdict == "partly"
    assert NUMBER.review("ru", {"number": "29.95"}).right_answer == "30 ± 0,1 дней"
    assert NUMBER.review("ru", {"number": "29.95"}).answer_in_words == "29,95 дней"
    assert SHORT.review("ru", {"text": "нет"}).right_answer == "Счёт-фактура"


def test_a_text_falls_back_to_the_first_language() -> None:
    text = Text.of({"ru": "да", "en": "yes"})
    assert [text.in_(locale) for locale in ("en", "en-GB", "EN_us", "ru_RU", "de")] == [
        "yes",
        "yes",
        "yes",
        "да",
        "да",
    ]
