"""Every kind of question has figures: what guessing gains, and how its answers are counted."""

import json
from fractions import Fraction
from itertools import permutations, product

import pytest

from lms.courseware.questions import TYPES, Question
from lms.courseware.questions.by_hand import Criterion, MarkedByHand
from lms.courseware.texts import Html, Text
from lms.reports.questions.chance import chance
from lms.reports.questions.distribution import distribution_of
from lms.reports.questions.gathering import UNIT
from lms.reports.questions.judging import Judge
from lms.reports.questions.queries import QuestionReport
from lms.reports.questions.versions import version_of
from tests.courseware.question_samples import SAMPLES, question

BY_MACHINE = sorted(kind for kind in SAMPLES if not TYPES[kind].is_marked_by_hand)
WORDS = Html.of({"en": "<p>Why?</p>"})


class Essay(MarkedByHand):
    """The least that a kind marked by hand can do."""

    type = "essay"

    def response_from(self, form):
        return {"text": form["answer"][0]}

    def right_fields(self, locale):
        return {}

    def is_blank(self, payload):
        return not (isinstance(payload, dict) and payload.get("text"))

    def answer_in_words(self, locale, payload):
        return payload["text"]


def judge(asked: Question) -> Judge:
    return Judge(asked, version_of(asked), asked.marks, "en")


def right(asked: Question) -> dict[str, object]:
    return asked.response_from(asked.right_fields("en"))


def report(asked: Question, given: dict[str, int], answers: int) -> QuestionReport:
    return QuestionReport(
        question=asked,
        version="v",
        edition=1,
        is_present=True,
        answers=answers,
        blank=0,
        facility=None,
        discrimination=None,
        efficiency=None,
        chance=None,
        seconds=None,
        remarks=(),
        given=given,
    )


def test_every_kind_is_here():
    assert set(SAMPLES) == set(TYPES)


@pytest.mark.parametrize("kind", BY_MACHINE)
def test_a_right_answer_gains_all_and_is_shown_as_right(kind):
    asked = question(kind)
    units, parts = judge(asked).judged(json.dumps(right(asked)))
    assert units == asked.marks * UNIT
    assert parts
    portions = distribution_of(report(asked, dict.fromkeys(parts, 9), 9), "en")
    assert [portion.count for portion in portions if portion.is_right] == [9] * len(parts)
    assert all(portion.words.strip() for portion in portions)


@pytest.mark.parametrize("kind", BY_MACHINE)
def test_a_blank_answer_is_no_answer(kind):
    for raw in (None, "{}", "null"):
        assert judge(question(kind)).judged(raw) == (0, ())


def test_what_a_trainer_marks_counts_when_it_is_marked():
    rubric = (Criterion(key="clear", points=4, text=Text.of({"en": "Clear"})),)
    asked = Essay(key="why", text=WORDS, feedback=WORDS, marks=2, rubric=rubric)
    marked = judge(asked)
    raw = json.dumps({"text": "A long answer that nobody else may read."})
    assert marked.judged_by_hand(None, None) == (0, ())
    assert marked.judged_by_hand(raw, None) is None
    assert marked.judged_by_hand(raw, {"clear": 2}) == (UNIT, ("=given",))
    portions = distribution_of(report(asked, {"=given": 9}, 9), "en")
    assert [portion.count for portion in portions] == [9, 0]
    assert chance(asked) is None


def test_what_was_typed_wrongly_is_counted_as_text():
    assert judge(question("short")).judged('{"text": "Some  Thing"}') == (0, ("~some thing",))
    gap = question("gap")
    typed = next(gap for gap in gap.gaps if gap.accept is not None).key
    _, parts = judge(gap).judged(json.dumps({"parts": {typed: "Some  Thing"}}))
    assert parts == (f"~{typed}: some thing",)


def mean(asked: Question, payloads: list[dict[str, object]]) -> Fraction:
    return sum(map(asked.grade, payloads), Fraction(0)) / len(payloads)


def blind(asked: Question) -> list[dict[str, object]]:
    """Everything that somebody who chooses blindly might send, each as likely."""
    if asked.type == "multiple":
        ticks = product([False, True], repeat=len(asked.options))
        keys = asked.option_keys
        return [{"options": [k for k, t in zip(keys, tick, strict=True) if t]} for tick in ticks]
    if asked.type == "ordering":
        places = [str(n) for n in range(1, len(asked.items) + 1)]
        rows = permutations(places)
        return [{"parts": dict(zip(asked.part_keys, row, strict=True))} for row in rows]
    if asked.type == "matching":
        keys = [option.key for option in asked.options]
        rows = product(keys, repeat=len(asked.parts))
        return [{"parts": dict(zip(asked.part_keys, row, strict=True))} for row in rows]
    if asked.type == "gap":
        gaps = [gap for gap in asked.gaps if gap.options]
        rows = product(*([option.key for option in gap.options] for gap in gaps))
        keys = [gap.key for gap in gaps]
        return [{"parts": dict(zip(keys, row, strict=True))} for row in rows]
    return [{"option": key} for key in asked.option_keys] or [{}]


@pytest.mark.parametrize("kind", BY_MACHINE)
def test_what_guessing_gains_is_the_mean_of_all_guesses(kind):
    asked = question(kind)
    assert chance(asked) == mean(asked, blind(asked))
