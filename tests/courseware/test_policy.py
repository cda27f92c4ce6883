"""The policy of a quiz: every word of it read, and what cannot go together found on its line."""

from fractions import Fraction

import pytest

from lms.courseware.advice import ADVICE
from lms.courseware.compiled import dump, load
from lms.courseware.policy import Policy, Pool
from lms.courseware.questions import TYPES, Single
from lms.courseware.reader import check, read
from lms.courseware.review_policy import EVERYTHING, MOMENTS, NOTHING, PARTS, PRESETS
from tests.courseware.policy_samples import POLICIES, POOL, QUIZ, written
from tests.courseware.samples import bundle_of, codes_of, problems_of

WHOLE = """\
  attempts: 4
  counts: average
  wait: 90
  pass: 75
  time_limit: 20
  shuffle_questions: true
  shuffle_options: false
  draw:
    - {tagged: law, count: 2}
  questions_per_page: 5
  behaviour: interactive
  tries: 4
  penalty: 25
  review:
    during: [correct]
    right_after: [correct, marks]
    later: [correct, marks, feedback]
    closed: [correct, marks, feedback, explanation, answer]
"""
TAGGED = {"mail": "tags: [law]", "parts": "tags: [law]", "free": "tags: [law]"}


def policy_of(policy: str, extras: dict[str, str] | None = None) -> Policy:
    return read(bundle_of({QUIZ: written(policy, extras or {})})).quizzes[0].policy


@pytest.mark.parametrize("code", POLICIES)
def test_what_does_not_go_together_is_found_on_its_line(code: str) -> None:
    policy, extras, line = POLICIES[code]
    bundle = bundle_of({QUIZ: written(policy, extras)})
    found = [(p.file, p.line) for p in problems_of(bundle) if p.code == code]
    assert found == [(QUIZ, line)]
    assert (check(bundle)[0] is None) == (ADVICE[code].level == "error")


def test_a_whole_policy_is_read_as_it_is_written() -> None:
    policy = policy_of(WHOLE, TAGGED)
    assert (policy.attempts, policy.counts, policy.wait_minutes) == (4, "average", 90)
    assert (policy.pass_percent, policy.time_limit_minutes) == (75, 20)
    assert policy.pools == (Pool(tagged="law", count=2),)
    assert policy.questions_per_page == 5
    assert (policy.behaviour, policy.tries_allowed) == ("interactive", 4)
    assert policy.penalty_part == Fraction(1, 4)
    assert policy.review.at("during") == {"correct"}
    assert policy.review.waits_for_the_end


def test_without_a_policy_everything_is_as_the_format_says() -> None:
    policy = policy_of("  pass: 80\n")
    assert policy == Policy()
    assert (policy.counts, policy.behaviour, policy.questions_per_page) == (
        "highest",
        "deferred",
        1,
    )
    assert all(policy.review.at(moment) == EVERYTHING for moment in MOMENTS)
    assert policy.tries_allowed == 0


def test_limits_can_be_named_away() -> None:
    policy = policy_of("  attempts: unlimited\n  wait: none\n  questions_per_page: all\n")
    assert (policy.attempts, policy.wait_minutes, policy.questions_per_page) == (None, None, None)


@pytest.mark.parametrize(
    ("given", "part"), [("1/3", "1/3"), ("33", "33/100"), ("0", "0"), ("100", "1"), ("2/4", "1/2")]
)
def test_a_penalty_is_exact(given: str, part: str) -> None:
    policy = policy_of(f"  behaviour: interactive\n  penalty: {given}\n")
    assert (policy.penalty, policy.penalty_part) == (part, Fraction(part))


@pytest.mark.parametrize("given", ["1.5", "101", "-1", "4/3", "1/0", "true", '""'])
def test_what_is_no_part_is_refused(given: str) -> None:
    policy = f"  behaviour: interactive\n  penalty: {given}\n"
    assert "not-a-part" in codes_of(bundle_of({QUIZ: written(policy, {})}))


def test_presets_say_what_their_names_say() -> None:
    after = PRESETS["after-close"]
    assert [after.at(moment) for moment in MOMENTS] == [NOTHING, NOTHING, NOTHING, EVERYTHING]
    assert all("answer" not in PRESETS["without-answers"].at(moment) for moment in MOMENTS)
    assert policy_of("  review: after-close\n").review == after


def test_a_pool_that_just_suffices_is_enough() -> None:
    extras = {"mail": "tags: [law]", "free": "tags: [law]"}
    assert problems_of(bundle_of({QUIZ: written(POOL, extras)})) == []


def test_an_unknown_part_or_moment_is_told_what_there_is() -> None:
    for policy in (
        "  review: {right_after: [key], later: [], closed: []}\n",
        "  review: {afterwards: [], right_after: [], later: [], closed: []}\n",
    ):
        problems = problems_of(bundle_of({QUIZ: written(policy, {})}))
        assert any("correct" in str(p) or "right_after" in str(p) for p in problems)


def test_a_policy_survives_being_printed() -> None:
    extras = TAGGED | {"mail": "tags: [law]\n    hints: [{en: Look., ru: Смотри.}]"}
    syllabus = read(bundle_of({QUIZ: written(WHOLE, extras)}))
    again = load(dump(syllabus))
    assert again == syllabus
    mail = again.quizzes[0].question("mail")
    assert isinstance(mail, Single)
    assert (mail.tags, mail.hints[0].in_("ru")) == (("law",), "<p>Смотри.</p>")


def test_every_kind_of_question_may_carry_tags_and_hints() -> None:
    for kind in TYPES.values():
        assert {"tags", "hints"} <= set(kind.__dataclass_fields__)


def test_parts_have_one_order() -> None:
    assert PARTS == ("correct", "marks", "feedback", "explanation", "answer")
