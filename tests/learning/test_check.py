"""Checks during the attempt: written down once, locked when over, marked from what is stored."""

from fractions import Fraction

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from lms.accounts.user import User
from lms.base import clock
from lms.base.db import db, transaction
from lms.base.errors import NotFound
from lms.base.tokens import fresh_key
from lms.courseware.policy import Policy
from lms.courseware.questions import Option, Single
from lms.courseware.texts import Html
from lms.learning.check import Check, gained, is_locked, part_of, tries_at_question
from lms.learning.operations.answering import Sending
from lms.learning.operations.checking import check
from lms.learning.refusals import AttemptOver, NotCheckable, NothingToCheck, UnknownQuestion
from tests.catalogue.bundles import RIGHT, published
from tests.learning.classroom import answer, answer_all, begin, hand_in, place, sit

INTERACTIVE = {"behaviour": "interactive", "tries": "3", "penalty": "1/3", "pass": "60"}
WORDS = Html.of({"en": "Words"})
PICK = Single(
    key="pick",
    text=WORDS,
    feedback=WORDS,
    options=tuple(Option(key=key, text=WORDS, correct=key == "b") for key in "abcd"),
)
A, B, C, D = ({"option": key} for key in "abcd")
THREE = Policy(behaviour="interactive", tries=3, penalty="1/3")
ONCE = Policy(behaviour="immediate")


def tried(user: User, key: str, question: str, *values: str, op_id: str | None = None) -> None:
    fields = {"answer": list(values)} if values else {}
    sending, person_id = Sending(question, fields, op_id or fresh_key()), user.id
    with transaction():
        check(person_id, key, sending, clock.now())


def steps() -> list[tuple[str, int, str]]:
    rows = db.session.scalars(select(Check).order_by(Check.id))
    return [(row.question, row.number, row.fraction) for row in rows]


@pytest.mark.parametrize(
    ("policy", "checked", "saved", "part"),
    [
        (THREE, [], None, "0"),
        (THREE, [], B, "1"),
        (THREE, [B], B, "1"),
        (THREE, [A, B], B, "2/3"),
        (THREE, [A, C, B], B, "1/3"),
        (THREE, [A, C, D], D, "0"),
        (THREE, [A], A, "0"),
        (THREE, [A], B, "2/3"),
        (THREE, [A, C, D], B, "0"),
        (THREE, [B], A, "1"),
        (ONCE, [A], B, "0"),
        (ONCE, [B], A, "1"),
        (ONCE, [], B, "1"),
        (Policy(), [], B, "1"),
    ],
)
def test_what_the_tries_have_gained(
    policy: Policy, checked: list[object], saved: object, part: str
) -> None:
    assert part_of(PICK, policy, checked, saved) == Fraction(part)


@given(st.lists(st.sampled_from([A, B, C, D]), max_size=8), st.fractions(0, 1, max_denominator=9))
def test_trying_again_never_costs_what_is_gained(tries: list[object], penalty: Fraction) -> None:
    policy = Policy(behaviour="interactive", tries=9, penalty=str(penalty))
    parts = [gained(PICK, policy, tries[:count])[0] for count in range(len(tries) + 1)]
    assert parts == sorted(parts)
    assert all(0 <= part <= 1 for part in parts)


def test_a_question_is_locked_when_right_or_out_of_tries() -> None:
    assert not is_locked(PICK, THREE, [])
    assert not is_locked(PICK, THREE, [A, C])
    assert is_locked(PICK, THREE, [A, B])
    assert is_locked(PICK, THREE, [A, C, D])
    assert is_locked(PICK, ONCE, [A])
    assert tries_at_question(PICK, THREE, [A], A) == [A]


@pytest.mark.both_engines
def test_tries_are_written_down_and_marked_when_handed_in(app: Flask, boris: User) -> None:
    published(policy=INTERACTIVE)
    sit(boris)
    key = begin(boris)
    tried(boris, key, "pick", "alpha")
    tried(boris, key, "pick", "beta")
    tried(boris, key, "tick", "red", "green")
    answer_all(boris, key, {"truth": RIGHT["truth"], "days": RIGHT["days"]})
    assert steps() == [("pick", 1, "0"), ("pick", 2, "1"), ("tick", 1, "2/3")]
    # 2/3 + 2/3 + 1 + 1 + 0 of 5
    assert hand_in(boris, key) == ("finished", "66.7", True)


@pytest.mark.both_engines
def test_a_check_that_is_repeated_is_one_try(app: Flask, boris: User) -> None:
    published(policy=INTERACTIVE)
    sit(boris)
    key = begin(boris)
    tried(boris, key, "pick", "alpha", op_id="operation-1")
    tried(boris, key, "pick", "alpha", op_id="operation-1")
    tried(boris, key, "pick", "alpha")
    tried(boris, key, "pick")
    assert steps() == [("pick", 1, "0")]


@pytest.mark.both_engines
def test_what_is_checked_is_locked(app: Flask, boris: User) -> None:
    published(policy={"behaviour": "immediate", "pass": "20"})
    sit(boris)
    key = begin(boris)
    tried(boris, key, "pick", "alpha")
    tried(boris, key, "pick", "beta")
    answer(boris, key, "pick", ["beta"])
    assert steps() == [("pick", 1, "0")]
    assert hand_in(boris, key) == ("finished", "0.0", False)


@pytest.mark.both_engines
def test_only_a_stored_answer_of_an_open_attempt_is_checked(
    app: Flask, boris: User, dmitri: User
) -> None:
    published(policy=INTERACTIVE)
    sit(boris)
    key = begin(boris)
    for question, values, refusal in (
        ("pick", [], NothingToCheck),
        ("word", [" "], NothingToCheck),
        ("nothing", ["x"], UnknownQuestion),
    ):
        with pytest.raises(refusal):
            tried(boris, key, question, *values)
    with pytest.raises(NotFound):
        tried(dmitri, key, "pick", "beta")
    hand_in(boris, key)
    with pytest.raises(AttemptOver):
        tried(boris, key, "pick", "beta")
    assert steps() == []


def test_a_deferred_quiz_checks_nothing(app: Flask, boris: User) -> None:
    published()
    sit(boris)
    key = begin(boris)
    with pytest.raises(NotCheckable):
        tried(boris, key, "pick", "beta")


def test_a_practice_quiz_never_counts(app: Flask, boris: User) -> None:
    published(policy={"practice": "true"})
    sit(boris)
    for _ in range(3):
        key = begin(boris)
        answer_all(boris, key, RIGHT)
        assert hand_in(boris, key) == ("finished", "100.0", True)
    assert place(boris).done == frozenset()
