"""What authors are told about questions of several parts, generous ones and wildcards."""

import pytest

from lms.courseware.advice import ADVICE
from lms.courseware.reader import check
from tests.courseware import question_samples as samples
from tests.courseware.question_samples import FILE
from tests.courseware.spoilt_questions import SPOILT


@pytest.mark.parametrize("code", SPOILT)
def test_a_broken_rule_of_a_question_is_found_on_its_line(code: str) -> None:
    kind, old, new, line = SPOILT[code]
    syllabus, problems = check(samples.spoilt(kind, old, new))
    assert (FILE, line) in [(p.file, p.line) for p in problems if p.code == code]
    assert (syllabus is None) == any(problem.is_error for problem in problems)
    assert ADVICE[code].level != "error" or syllabus is None


@pytest.mark.parametrize("kind", samples.SAMPLES)
def test_a_sample_has_nothing_to_mend(kind: str) -> None:
    assert check(samples.bundle(samples.written(kind)))[1] == []


@pytest.mark.parametrize(
    ("kind", "old", "near"),
    [
        ("matching", "match: jug", "match"),
        ("ordering", "items:", "items"),
        ("gap", "gaps:\n", "gaps"),
        ("gap", "accept: {en: [twelve", "accept"),
        ("single", "keep_last: true", "keep_last"),
    ],
)
def test_a_slip_of_the_pen_inside_a_question_is_understood(kind: str, old: str, near: str) -> None:
    said = [p for p in check(samples.spoilt(kind, old, "x" + old))[1] if "near" in p.code]
    assert [dict(problem.values)["near"] for problem in said] == [near]


def test_twice_the_same_key_says_where_the_first_one_stands() -> None:
    problems = check(samples.spoilt("matching", "key: smith", "key: baker"))[1]
    assert [(p.code, p.line, dict(p.values)) for p in problems] == [
        ("twice", 8, {"key": "baker", "at": "7"})
    ]


@pytest.mark.parametrize(
    ("credit", "told"),
    [
        ("exact", []),
        ("right-minus-wrong", []),
        ("per-option", ["all-ticked-pays"]),
    ],
)
def test_who_ticks_everything_gets_little(credit: str, told: list[str]) -> None:
    text = samples.written("multiple").replace("per-option", credit)
    text = text.replace("key: pike,", "key: pike, correct: true,")
    assert [problem.code for problem in check(samples.bundle(text))[1]] == told
