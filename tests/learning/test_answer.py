"""Answers: only ever added; a repeat changes nothing and a stale page blanks nothing."""

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.user import User
from lms.base.db import db
from lms.learning.answer import Answer
from lms.learning.queries.tries import answers_that_count, paper_of
from lms.learning.refusals import AnswerRefused, AttemptOver, BadOperation, UnknownQuestion
from tests.catalogue.bundles import published
from tests.learning.classroom import answer, begin, hand_in, sit

pytestmark = pytest.mark.both_engines


@pytest.fixture
def key(app: Flask, boris: User) -> str:
    """An open attempt of Boris."""
    published()
    sit(boris)
    return begin(boris)


def counting(user: User, key: str) -> dict[str, object]:
    answers = answers_that_count(paper_of(user.id, key).attempt.id)
    return {question: answer.response for question, answer in answers.items()}


def all_rows() -> list[tuple[str, bool]]:
    return [(a.op_id, a.aside) for a in db.session.scalars(select(Answer).order_by(Answer.id))]


def test_every_kind_of_answer_is_kept_as_given(key: str, boris: User) -> None:
    answer(boris, key, "pick", ["alpha"])
    answer(boris, key, "tick", ["pink", "red"])
    answer(boris, key, "truth", ["true"])
    answer(boris, key, "days", ["2,5 дней"])
    answer(boris, key, "word", ["  Мой   ответ "])
    assert counting(boris, key) == {
        "pick": {"option": "alpha"},
        "tick": {"options": ["red", "pink"]},
        "truth": {"option": "true"},
        "days": {"number": "2.5"},
        "word": {"text": "Мой ответ"},
    }


def test_a_newer_answer_follows_and_replaces_nothing(key: str, boris: User) -> None:
    first = answer(boris, key, "pick", ["alpha"], op_id="first-op")
    answer(boris, key, "pick", ["beta"], base=[first.op_id], op_id="second-op")
    assert counting(boris, key) == {"pick": {"option": "beta"}}
    assert all_rows() == [("first-op", False), ("second-op", False)]


def test_a_repeat_gives_what_is_stored(key: str, boris: User) -> None:
    first = answer(boris, key, "pick", ["alpha"], op_id="same-operation")
    again = answer(boris, key, "pick", ["alpha"], op_id="same-operation")
    assert (again.op_id, again.saved_at, again.counts) == (first.op_id, first.saved_at, True)
    assert len(all_rows()) == 1


def test_a_repeat_after_handing_in_still_tells_that_it_arrived(key: str, boris: User) -> None:
    first = answer(boris, key, "pick", ["alpha"], op_id="same-operation")
    hand_in(boris, key)
    assert answer(boris, key, "pick", ["alpha"], op_id="same-operation").saved_at == first.saved_at
    with pytest.raises(AttemptOver):
        answer(boris, key, "pick", ["beta"])


def test_one_operation_cannot_answer_two_questions(key: str, boris: User) -> None:
    answer(boris, key, "pick", ["alpha"], op_id="same-operation")
    with pytest.raises(BadOperation):
        answer(boris, key, "tick", ["red"], op_id="same-operation")


def test_a_stale_page_never_blanks_an_answer(key: str, boris: User) -> None:
    first = answer(boris, key, "tick", ["red"], op_id="first-op")
    answer(boris, key, "tick", ["red", "green"], base=[first.op_id], op_id="second-op")
    stale = answer(boris, key, "tick", [], base=[first.op_id], op_id="stale-blank")
    never_seen = answer(boris, key, "tick", [], op_id="empty-page")
    assert (stale.counts, never_seen.counts) == (False, False)
    assert counting(boris, key) == {"tick": {"options": ["red", "green"]}}
    assert all_rows()[-2:] == [("stale-blank", True), ("empty-page", True)]


def test_a_page_that_knows_may_take_an_answer_back(key: str, boris: User) -> None:
    answer(boris, key, "tick", ["red"], op_id="first-op")
    assert answer(boris, key, "tick", [], base=["first-op"]).counts
    assert counting(boris, key) == {"tick": {}}


def test_what_the_page_sent_and_never_heard_of_is_no_stranger(key: str, boris: User) -> None:
    """The first answer arrived, its receipt was lost; the page then takes the answer back."""
    answer(boris, key, "tick", ["red"], op_id="unheard-of")
    assert answer(boris, key, "tick", [], base=["older-op", "unheard-of"]).counts


def test_a_stale_page_with_a_real_answer_counts_and_both_are_kept(key: str, boris: User) -> None:
    answer(boris, key, "word", ["left"], op_id="left-tab-1")
    assert answer(boris, key, "word", ["right"], op_id="right-tab-1").counts
    assert counting(boris, key) == {"word": {"text": "right"}}
    assert len(all_rows()) == 2


@pytest.mark.parametrize(
    ("question", "values", "refusal"),
    [
        ("pick", ["gamma"], AnswerRefused),
        ("pick", ["alpha", "beta"], AnswerRefused),
        ("tick", ["red", "gamma"], AnswerRefused),
        ("truth", ["maybe"], AnswerRefused),
        ("days", ["soon"], AnswerRefused),
        ("word", ["x" * 201], AnswerRefused),
        ("nothing", ["alpha"], UnknownQuestion),
    ],
)
def test_what_is_no_answer_is_refused(
    key: str, boris: User, question: str, values: list[str], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        answer(boris, key, question, values)
    assert all_rows() == []


@pytest.mark.parametrize("op_id", ["", "short", "with space in it", "x" * 41, "кириллица"])
def test_a_sending_needs_its_mark(key: str, boris: User, op_id: str) -> None:
    with pytest.raises(BadOperation):
        answer(boris, key, "pick", ["alpha"], op_id=op_id or "-")
