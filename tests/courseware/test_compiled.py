"""What is compiled comes back the same, and quickly."""

import time
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.courseware import questions
from lms.courseware.compiled import COMPILER, OtherCompiler, dump, load
from lms.courseware.needs import CourseRules, ItemRule, Need
from lms.courseware.reader import read
from lms.courseware.syllabus import (
    CourseFile,
    Item,
    Lesson,
    Module,
    Policy,
    Quiz,
    Source,
    Syllabus,
    Term,
)
from lms.courseware.texts import ByLanguage, Html, Text
from tests.courseware.samples import good

LANGUAGES = ("en", "ru")
WORDS = st.text(max_size=8)
KEYS = st.from_regex(r"[a-z][a-z0-9-]{0,5}", fullmatch=True)


def each(values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(dict.fromkeys(LANGUAGES, values))


TEXTS = each(WORDS).map(Text.of)
HTMLS = each(WORDS).map(Html.of)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=3)
COMMON: dict[str, Any] = {
    "key": KEYS,
    "text": HTMLS,
    "feedback": HTMLS,
    "marks": st.integers(1, 9),
    "lesson": st.none() | KEYS,
    "source": st.none() | TEXTS,
}
OPTIONS = st.lists(
    st.builds(
        questions.Option,
        key=KEYS,
        text=HTMLS,
        correct=st.booleans(),
        keep_last=st.booleans(),
        feedback=st.none() | HTMLS,
    ),
    max_size=3,
).map(tuple)
ACCEPTED = each(st.lists(WORDS, min_size=1, max_size=2).map(tuple)).map(ByLanguage.of)
QUESTIONS = (
    st.builds(questions.Single, **COMMON, options=OPTIONS)
    | st.builds(
        questions.Multiple,
        **COMMON,
        options=OPTIONS,
        credit=st.sampled_from(["exact", "right-minus-wrong"]),
    )
    | st.builds(questions.TrueFalse, **COMMON, answer=st.booleans())
    | st.builds(
        questions.Number,
        **COMMON,
        answer=NUMBERS,
        tolerance=NUMBERS.map(abs),
        unit=st.none() | TEXTS,
    )
    | st.builds(questions.Short, **COMMON, accept=ACCEPTED)
)
POLICIES = st.builds(
    Policy,
    attempts=st.none() | st.integers(1, 20),
    pass_percent=st.integers(0, 100),
    time_limit_minutes=st.none() | st.integers(1, 60),
    shuffle_questions=st.booleans(),
    shuffle_options=st.booleans(),
)
DAYS = st.none() | st.dates(date(2000, 1, 1))
TERMS = st.lists(st.builds(Term, WORDS, WORDS), max_size=2).map(tuple)
SOURCES = st.lists(st.builds(Source, WORDS, st.none() | WORDS), max_size=2).map(tuple)
LESSONS = st.builds(
    Lesson,
    module=KEYS,
    key=KEYS,
    title=TEXTS,
    minutes=st.integers(1, 30),
    html=HTMLS,
    terms=each(TERMS).map(ByLanguage.of),
    sources=each(SOURCES).map(ByLanguage.of),
    bytes=each(st.integers(0)).map(ByLanguage.of),
    action=st.none() | TEXTS,
    law_as_of=DAYS,
    review_by=DAYS,
)
QUIZZES = st.builds(
    Quiz,
    module=KEYS,
    key=KEYS,
    title=TEXTS,
    policy=POLICIES,
    intro=st.none() | HTMLS,
    questions=st.lists(QUESTIONS, max_size=3).map(tuple),
)
MODULES = st.builds(
    Module,
    key=KEYS,
    title=TEXTS,
    summary=TEXTS,
    items=st.lists(LESSONS | QUIZZES, max_size=3).map(tuple),
)
FILES = st.builds(
    CourseFile, WORDS, WORDS, st.integers(0), st.none() | st.integers(), st.none() | st.integers()
)
NEEDS = st.builds(Need, of=st.lists(KEYS, max_size=2).map(tuple), at_least=st.integers(0, 3))
ITEM_RULES = st.builds(
    ItemRule, item=KEYS, done=st.sampled_from(["", "trainer"]), after=st.lists(KEYS).map(tuple)
)
RULES = st.builds(
    CourseRules,
    needs=st.lists(NEEDS, max_size=2).map(tuple),
    items=st.lists(ITEM_RULES, max_size=2).map(tuple),
    certificate=st.sampled_from(["completion", "none"]),
)
SYLLABI = st.builds(
    Syllabus,
    key=KEYS,
    languages=st.just(LANGUAGES),
    title=TEXTS,
    summary=TEXTS,
    outcomes=st.lists(TEXTS, max_size=2).map(tuple),
    modules=st.lists(MODULES, max_size=2).map(tuple),
    rules=RULES,
    files=st.lists(FILES, max_size=2).map(tuple),
)


@given(SYLLABI)
def test_every_syllabus_comes_back_the_same(syllabus: Syllabus) -> None:
    text = dump(syllabus)
    again = load(text)
    assert again == syllabus
    assert repr(again) == repr(syllabus)
    assert dump(again) == text


def test_a_real_reading_comes_back_the_same() -> None:
    syllabus = read(good())
    again = load(dump(syllabus))
    assert again == syllabus
    assert isinstance(again.lessons[0].html, Html)
    assert again.quizzes[0].question("days").grade({"number": "30,5"}) == 1
    days = again.quizzes[0].question("days")
    assert isinstance(days, questions.Number)
    assert days.answer == Decimal(30)


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "null", "x", '{"compiler":0,"syllabus":{}}', f'{{"compiler":"{COMPILER}"}}'],
)
def test_what_another_version_wrote_is_not_taken(text: str) -> None:
    with pytest.raises(OtherCompiler):
        load(text)


def large() -> Syllabus:
    """Forty lessons of 12 KB in two languages and eight quizzes of ten questions."""
    syllabus = read(good())
    body = Html.of({"en": "<p>x</p>" * 1_500, "ru": "<p>ж</p>" * 1_500})
    lesson = replace(syllabus.lessons[0], html=body)
    quiz = replace(syllabus.quizzes[0], questions=syllabus.quizzes[0].questions * 2)
    items: list[Item] = [replace(lesson, key=f"l{n}") for n in range(40)]
    items += [replace(quiz, key=f"q{n}") for n in range(8)]
    return replace(syllabus, modules=(replace(syllabus.modules[0], items=tuple(items)),))


def test_a_large_course_is_there_at_once() -> None:
    text = dump(large())
    load(text)
    begin = time.perf_counter()
    for _ in range(5):
        load(text)
    assert (time.perf_counter() - begin) / 5 < 0.08  # 5 ms on an idle machine; others work here too
