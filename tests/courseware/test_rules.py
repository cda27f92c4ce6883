"""The rules of a course: what finishes it, what opens when, and what could never come true."""

import pytest

from lms.courseware.bundle import Bundle
from lms.courseware.completion import (
    before,
    is_complete,
    locked,
    missing_before,
    needs_of,
    next_item,
    rule_of,
)
from lms.courseware.needs import USUAL
from lms.courseware.reader import read
from lms.courseware.rules import RULES, Rule, rules_for, usual_rule
from lms.courseware.syllabus import Syllabus
from tests.courseware.samples import FILES, bundle_of, good, problems_of

COURSE = "course.yaml"
REGISTRATION, CHECK, CLAIM = "appeals/registration", "appeals/check", "courts/claim"


def course(**changes: str) -> Bundle:
    """The good course with lines of course.yaml replaced, `_` standing for a space."""
    text = FILES[COURSE]
    assert isinstance(text, str)
    for old, new in changes.items():
        line = {"all": "completion: all", "quiz": "- quiz: check", "claim": "- lesson: claim"}[old]
        assert line in text
        text = text.replace(line, new)
    return bundle_of({COURSE: text})


def syllabus(**changes: str) -> Syllabus:
    return read(course(**changes))


def test_without_a_word_every_item_counts_in_any_order() -> None:
    plain = read(good())
    assert plain.rules == USUAL
    assert locked(plain, frozenset()) == frozenset()
    assert not is_complete(plain, {REGISTRATION, CHECK})
    assert is_complete(plain, {REGISTRATION, CHECK, CLAIM})


def test_some_of_a_list_are_enough() -> None:
    some = syllabus(all="completion:\n  - all: [appeals/check]\n  - {at_least: 1, of: [courts]}")
    assert [need.count for need in needs_of(some)] == [1, 1]
    assert is_complete(some, {CHECK, CLAIM})
    assert not is_complete(some, {CHECK, REGISTRATION})
    (claim,) = [need for need in needs_of(some) if need.missing({CHECK})]
    assert claim.open_items({CHECK}) == (CLAIM,)


def test_a_module_stands_for_its_items_and_counts_each_once() -> None:
    some = syllabus(all="completion:\n  - {at_least: 2, of: [appeals, appeals/check]}")
    assert needs_of(some)[0].of == (REGISTRATION, CHECK)


def test_an_item_waits_for_what_comes_before_it() -> None:
    ordered = syllabus(claim="- {lesson: claim, after: [appeals]}")
    assert before(ordered, CLAIM) == (REGISTRATION, CHECK)
    assert missing_before(ordered, CLAIM, {REGISTRATION}) == (CHECK,)
    assert locked(ordered, {REGISTRATION}) == {CLAIM}
    assert locked(ordered, {REGISTRATION, CHECK}) == frozenset()


def test_what_is_done_is_never_locked() -> None:
    ordered = syllabus(claim="- {lesson: claim, after: [appeals]}")
    assert locked(ordered, {CLAIM}) == frozenset()
    assert missing_before(ordered, CLAIM, {CLAIM}) == ()


def test_a_fixed_order_opens_one_item_after_the_other() -> None:
    fixed = syllabus(all="order: fixed")
    assert locked(fixed, frozenset()) == {CHECK, CLAIM}
    assert locked(fixed, {REGISTRATION}) == {CLAIM}
    following = next_item(fixed, {REGISTRATION})
    assert following is not None
    assert following.path == CHECK


def test_what_comes_next_is_open() -> None:
    odd = syllabus(quiz="- {quiz: check, after: [courts]}")
    following = next_item(odd, {REGISTRATION})
    assert following is not None
    assert following.path == CLAIM


def test_an_item_may_have_another_rule() -> None:
    tried = syllabus(quiz="- {quiz: check, done: tried}", claim="- {lesson: claim, done: trainer}")
    assert [rule_of(tried, item).key for item in tried.items] == ["read", "tried", "trainer"]
    assert [rule_of(read(good()), item).key for item in tried.items] == ["read", "passed", "read"]


def test_every_kind_of_item_has_one_usual_rule_that_suits_it() -> None:
    for kind in ("lesson", "quiz"):
        assert [rule.key for rule in RULES.values() if kind in rule.usual] == [usual_rule(kind).key]
        assert usual_rule(kind).key in rules_for(kind)


def test_a_new_rule_is_one_class() -> None:
    class Sung(Rule):
        key = "sung"
        suits = frozenset({"lesson"})
        met_by = frozenset({"sung"})
        task = "Sing it."

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lms.courseware.rules.RULES", {**RULES, "sung": Sung})
        patch.setattr("lms.courseware.rule_reader.RULES", {**RULES, "sung": Sung})
        assert syllabus(claim="- {lesson: claim, done: sung}").rules.items[0].done == "sung"
    assert [p.code for p in problems_of(course(claim="- {lesson: claim, done: sung}"))] == [
        "rule-does-not-suit"
    ]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("- {quiz: check, after: [check]}", f"{CHECK} → {CHECK}"),
        ("- {quiz: check, after: [courts/claim]}", None),
    ],
)
def test_a_circle_is_named(written: str, said: str | None) -> None:
    found = [p for p in problems_of(course(quiz=written)) if p.code == "circle"]
    assert [said in p.advice for p in found] == ([True] if said else [])


def test_a_circle_with_the_fixed_order_is_found_once() -> None:
    bundle = course(quiz="- {quiz: check, after: [courts]}", all="order: fixed")
    (found,) = [p for p in problems_of(bundle) if p.code == "circle"]
    assert f"{CLAIM} → {CHECK} → {CLAIM}" in found.advice or (
        f"{CHECK} → {CLAIM} → {CHECK}" in found.advice
    )


@pytest.mark.parametrize(
    "completion",
    [
        "completion: [courts]",
        "completion:\n  - {all: [courts], at_least: 1}",
        "completion:\n  - {at_least: 1}",
        "completion:\n  - {of: [courts]}",
        "completion:\n  - {at_least: 0, of: [courts]}",
        "completion:\n  - {all: []}",
        "certificate: gold",
        "order: some",
    ],
)
def test_what_makes_no_sense_is_refused(completion: str) -> None:
    assert any(problem.is_error for problem in problems_of(course(all=completion)))


def practice(**changes: str) -> Bundle:
    """The good course with its quiz for practice."""
    quiz = FILES["appeals/check.quiz.yaml"]
    assert isinstance(quiz, str)
    free = quiz.replace("  attempts: 3\n  pass: 80", "  practice: true")
    return Bundle({**course(**changes), "appeals/check.quiz.yaml": free.encode()})


def test_a_quiz_for_practice_is_not_asked_for() -> None:
    free = read(practice(all="order: fixed"))
    assert is_complete(free, {REGISTRATION, CLAIM})
    assert locked(free, {REGISTRATION}) == frozenset()


def test_nothing_can_wait_for_practice() -> None:
    codes = [
        p.code for p in problems_of(practice(claim="- {lesson: claim, after: [appeals/check]}"))
    ]
    assert codes == ["practice-is-never-done"]
    waits_for_module = read(practice(claim="- {lesson: claim, after: [appeals]}"))
    assert before(waits_for_module, CLAIM) == (REGISTRATION,)
