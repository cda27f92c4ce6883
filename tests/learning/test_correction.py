"""A key was wrong: who gains, who would lose, what is kept, and that repeating changes nothing."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.user import User
from lms.base.db import db
from lms.learning.correction import Choice, Correction, Regrading
from lms.learning.grade import GradeChange
from lms.learning.progress import Completion
from lms.learning.queries.corrections import decided
from lms.learning.queries.effects import Effect, effect_of
from lms.learning.refusals import DecidedMeanwhile, LossesNotConfirmed
from tests.catalogue.essays import essays_published
from tests.learning.classroom import answer, begin, hand_in, sit
from tests.learning.desk import attempt_of, changed, correct, essay, judge, result

pytestmark = pytest.mark.both_engines


@pytest.fixture
def course(app: Flask, anna: User, boris: User, dmitri: User) -> None:
    """The course; Boris answers by the old key, Dmitri by the new one, nothing else."""
    essays_published(old="pass: 80", new="pass: 20")
    sit(boris)
    sit(dmitri)


def corrected() -> None:
    """Publish the corrected edition: what was false is true."""
    essays_published(old="answer: false", new="answer: true")


def try_with(user: User, truth: str) -> str:
    key = begin(user)
    answer(user, key, "truth", [truth])
    hand_in(user, key)
    return key


def shifts(effect: Effect) -> tuple[list[str], list[str], int]:
    return (
        [shift.name for shift in effect.gains],
        [shift.name for shift in effect.losses],
        effect.passing,
    )


@pytest.fixture
def tried(course: None, boris: User, dmitri: User) -> tuple[str, str]:
    """Boris was right by the old key, Dmitri is right by the new one."""
    keys = try_with(boris, "false"), try_with(dmitri, "true")
    corrected()
    return keys


def test_a_corrected_key_is_noticed_and_wording_is_not(course: None, boris: User) -> None:
    assert changed() == []
    try_with(boris, "true")
    essays_published(old="The moon is made of cheese.", new="The Moon is cheese.")
    assert changed() == []
    corrected()
    (quiz,) = changed()
    (question,) = quiz.questions
    assert (quiz.quiz.path, question.key, question.attempts) == ("start/check", "truth", 1)
    assert [old.right_answer("en") for old in question.before] == ["False"]
    assert question.now.right_answer("en") == "True"
    assert quiz.undecided == 1


def test_nobody_answered_nothing_to_decide(course: None) -> None:
    corrected()
    assert changed() == []


@pytest.mark.parametrize(
    ("choice", "gains", "losses", "passing"),
    [
        (Choice.BOTH, ["Dmitri Stranger"], [], 1),
        (Choice.NEW, ["Dmitri Stranger"], ["Boris Leader"], 1),
        (Choice.EVERYONE, ["Dmitri Stranger"], [], 1),
        (Choice.NONE, [], [], 0),
    ],
)
def test_a_preview_writes_nothing(
    tried: tuple[str, str], choice: Choice, gains: list[str], losses: list[str], passing: int
) -> None:
    (quiz,) = changed()
    effect = effect_of(quiz.corrected, {"truth": choice})
    assert effect.looked_at == 2
    assert shifts(effect) == (gains, losses, passing)
    assert [result(key)[2] for key in tried] == ["20.0", "0.0"]


def test_both_keys_count_and_nobody_loses(
    tried: tuple[str, str], anna: User, boris: User, dmitri: User
) -> None:
    portion = correct(anna, {"truth": Choice.BOTH})
    assert (portion.looked_at, portion.changed) == (2, 1)
    assert [result(key)[2:] for key in tried] == [("20.0", True), ("20.0", True)]
    (kept,) = db.session.scalars(select(Regrading)).all()
    assert kept.attempt_id == attempt_of(tried[1]).id
    assert (str(kept.percent_before), str(kept.percent_after)) == ("0.0", "20.0")
    assert len(db.session.scalars(select(Completion)).all()) == 2, "the pass by it counts"


def test_repeating_it_changes_nothing(tried: tuple[str, str], anna: User) -> None:
    correct(anna, {"truth": Choice.BOTH})
    assert correct(anna, {"truth": Choice.BOTH}, base=1).changed == 0
    assert len(db.session.scalars(select(Regrading)).all()) == 1
    assert len(db.session.scalars(select(Correction)).all()) == 1
    causes = db.session.scalars(select(GradeChange.cause).order_by(GradeChange.id)).all()
    assert causes == ["attempt", "attempt", "regrade"]


def test_marks_are_taken_only_on_purpose_and_what_was_earned_stays(
    tried: tuple[str, str], anna: User, boris: User
) -> None:
    with pytest.raises(LossesNotConfirmed):
        correct(anna, {"truth": Choice.NEW})
    assert db.session.scalars(select(Correction)).all() == []
    correct(anna, {"truth": Choice.NEW}, may_lose=True)
    assert [result(key)[2:] for key in tried] == [("0.0", False), ("20.0", True)]
    assert len(db.session.scalars(select(Completion)).all()) == 2


def test_full_marks_for_everybody_even_for_nothing(course: None, anna: User, boris: User) -> None:
    key = begin(boris)
    hand_in(boris, key)
    corrected()
    correct(anna, {"truth": Choice.EVERYONE})
    assert result(key)[2] == "20.0"


def test_another_decision_takes_the_place_of_the_first(tried: tuple[str, str], anna: User) -> None:
    correct(anna, {"truth": Choice.EVERYONE})
    with pytest.raises(DecidedMeanwhile):
        correct(anna, {"truth": Choice.NONE}, may_lose=True)
    with pytest.raises(LossesNotConfirmed):
        correct(anna, {"truth": Choice.NONE}, base=1)
    correct(anna, {"truth": Choice.NONE}, base=1, may_lose=True)
    assert [result(key)[2] for key in tried] == ["20.0", "0.0"]
    assert [kept.percent_after for kept in db.session.scalars(select(Regrading))][-1] == 0


def test_who_hands_in_later_is_marked_by_the_decision(
    course: None, anna: User, boris: User, dmitri: User
) -> None:
    try_with(boris, "false")
    key = begin(dmitri)
    answer(dmitri, key, "truth", ["true"])
    corrected()
    correct(anna, {"truth": Choice.BOTH})
    assert hand_in(dmitri, key) == ("finished", "20.0", True)
    assert len(db.session.scalars(select(Regrading)).all()) == 0


def test_attempts_of_the_corrected_edition_have_its_key(
    tried: tuple[str, str], anna: User, elena: User
) -> None:
    correct(anna, {"truth": Choice.EVERYONE})
    sit(elena)
    assert result(try_with(elena, "false"))[2] == "0.0"


def test_a_key_that_goes_back_takes_nothing_back(tried: tuple[str, str], anna: User) -> None:
    correct(anna, {"truth": Choice.BOTH})
    essays_published(old="pass: 80", new="pass: 20")
    assert changed() == [], "all have answered by the key that holds again"
    assert [result(key)[2] for key in tried] == ["20.0", "20.0"]


def test_what_waits_for_a_mark_is_corrected_and_goes_on_waiting(
    course: None, anna: User, boris: User, tmp_path: Path
) -> None:
    key = essay(boris, tmp_path, plain="false")
    assert result(key)[:2] == ("submitted", "0")
    essays_published(
        old="answer: true\n    text: {en: A reply takes",
        new="answer: false\n    text: {en: A reply takes",
    )
    correct(anna, {"plain": Choice.BOTH})
    assert result(key)[:3] == ("submitted", "1", None)
    judge(anna, key)
    assert result(key) == ("finished", "5", "100.0", True)


def test_a_decision_waits_until_it_is_carried_out(tried: tuple[str, str], anna: User) -> None:
    assert decided() == []
    correct(anna, {"truth": Choice.BOTH})
    assert decided() == []
    assert len(decided(again=True)) == 1
    (correction,) = db.session.scalars(select(Correction)).all()
    assert correction.carried_out_at is not None
    assert correction.decided_at <= datetime.now(UTC)
