"""What holds for every kind of question in the registry, whatever is sent or stored."""

import json
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lms
from lms.courseware.compiled import dump, load
from lms.courseware.question_shapes import SHAPES
from lms.courseware.questions import FIELD, TYPES, Question, ResponseRefused
from lms.courseware.reader import read
from tests.courseware import question_samples as samples

TEMPLATES = Path(lms.__file__).parent / "templates/learning/questions"
FORMAT = Path(lms.__file__).parent.parent / "docs/course-format.md"
QUIZ = samples.quiz()
ALL = {question.type: question for question in QUIZ.questions}
of_every_kind = pytest.mark.parametrize("question", ALL.values(), ids=ALL)
any_question = st.sampled_from([*ALL.values()])


def names(question: Question) -> list[str]:
    """Every field and value a form of the question knows."""
    view = question.view("en", None)
    return [FIELD, *(f"{FIELD}.{part.key}" for part in view.parts)]


def values(question: Question) -> list[str]:
    """Values that mean something to the question."""
    view = question.view("en", None)
    known = [option.key for option in view.options]
    known += [option.key for part in view.parts for option in part.options]
    return [*known, *(value for some in question.right_fields("ru").values() for value in some)]


def forms(question: Question) -> st.SearchStrategy[dict[str, list[str]]]:
    texts = st.sampled_from([*values(question), "", "  ", "0", "5"]) | st.text(max_size=8)
    return st.dictionaries(
        st.sampled_from(names(question)) | st.text(max_size=4), st.lists(texts, max_size=3)
    )


questions_and_forms = any_question.flatmap(lambda q: st.tuples(st.just(q), forms(q)))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["option", "options", "number", "text", "parts", "dawn", "baker"])
            | st.text(max_size=3),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


def test_every_kind_has_a_sample_a_shape_a_page_and_is_described() -> None:
    assert set(TYPES) == set(SHAPES) == set(samples.SAMPLES) == set(ALL)
    assert set(TYPES) <= {path.stem for path in TEMPLATES.glob("*.html")}
    described = FORMAT.read_text(encoding="utf-8")
    assert [kind for kind in TYPES if f"`{kind}`" not in described] == []


@of_every_kind
@pytest.mark.parametrize("locale", ["en", "ru"])
def test_who_knows_gets_all_marks(question: Question, locale: str) -> None:
    payload = question.response_from(question.right_fields(locale))
    review = question.review(locale, json.loads(json.dumps(payload)))
    assert review.answer_in_words
    if question.is_marked_by_hand:
        return
    assert question.grade(payload) == 1
    assert review.verdict == "right"
    assert review.right_chosen == review.right_total
    assert {part.verdict for part in review.parts} <= {"right"}
    assert [part.given for part in review.parts] == [part.right for part in review.parts]


@of_every_kind
def test_nothing_answered_is_blank_and_worth_nothing(question: Question) -> None:
    for form in ({}, {FIELD: [""]}, {name: ["  ", ""] for name in names(question)}):
        payload = question.response_from(form)
        assert question.is_blank(payload)
        assert question.grade(payload) == 0
    for nothing in (None, {}, [], "", {"parts": {}}, {"options": []}):
        assert question.is_blank(nothing)
        assert question.grade(nothing) == 0
        assert question.review("en", nothing).verdict == "blank"
        assert question.review("en", nothing).answer_in_words == ""


@given(any_question, JSON)
def test_whatever_is_stored_is_marked_and_shown_without_a_fall(
    question: Question, payload: object
) -> None:
    grade = question.grade(payload)
    assert isinstance(grade, Fraction)
    assert 0 <= grade <= 1
    review = question.review("ru", payload, ["zz", "noon", "jug"])
    assert review.verdict in ("right", "partly", "wrong", "blank", "waiting")
    assert review.right_chosen <= review.right_total
    question.given(payload)


@given(questions_and_forms)
def test_whatever_is_sent_is_refused_or_comes_back_the_same(
    sent: tuple[Question, dict[str, list[str]]],
) -> None:
    question, form = sent
    try:
        payload = question.response_from(form)
    except ResponseRefused:
        return
    assert 0 <= question.grade(payload) <= 1
    assert question.response_from(question.given(payload)) == payload
    assert question.response_from(question.given(json.loads(json.dumps(payload)))) == payload
    assert question.is_blank(payload) == (payload == {})


@of_every_kind
def test_no_field_but_its_own_is_taken(question: Question) -> None:
    for form in ({"other": ["x"]}, {"answer.nobody": ["x"]}, {"answers": []}):
        with pytest.raises(ResponseRefused) as refused:
            question.response_from(form)
        assert refused.value.code == "unknown-field"


@of_every_kind
def test_a_view_tells_nothing_before_the_answer(question: Question) -> None:
    for order in (None, question.option_keys):
        told = json.dumps(asdict(question.view("en", order)), ensure_ascii=False)
        secrets = (
            *samples.FOR_ALL,
            *samples.SAMPLES[question.type].secrets,
            '"correct"',
            '"match"',
        )
        assert [secret for secret in secrets if secret in told] == []


def test_every_kind_is_compiled_and_read_again() -> None:
    syllabus = read(samples.bundle())
    assert load(dump(syllabus)) == syllabus


@of_every_kind
def test_an_author_is_told_how_it_is_marked(question: Question) -> None:
    assert question.rules()
