"""Marking by hand: attempts wait, a rubric is filled in, the result follows, once."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.accounts.user import User
from lms.base.db import db
from lms.learning.grade import Grade, GradeCause, GradeChange
from lms.learning.mark import Mark
from lms.learning.operations.marking import Judgement
from lms.learning.progress import Completion
from lms.learning.queries.marking import counts_to_mark, next_to_mark, queue_of
from lms.learning.refusals import MarkedMeanwhile, NotAllMarked, NothingToMark
from lms.mail.message import OutboxMessage
from tests.catalogue.bundles import RIGHT
from tests.catalogue.essays import LETTER, QUIZ, essays_published
from tests.learning.classroom import answer, answer_all, begin, hand_in, read, sit
from tests.learning.desk import GOOD, POOR, attempt_of, essay, judge, result

pytestmark = pytest.mark.both_engines


@pytest.fixture
def course(app: Flask, anna: User, boris: User) -> int:
    """The course with an essay, Boris in it; gives its id."""
    course_id = essays_published().course_id
    sit(boris)
    return course_id


def done() -> set[str]:
    return set(db.session.scalars(select(Completion.item)))


def test_what_a_trainer_marks_waits(course: int, boris: User, tmp_path: Path) -> None:
    key = essay(boris, tmp_path)
    assert result(key) == ("submitted", "1", None, None)
    assert attempt_of(key).receipt
    assert QUIZ not in done()
    assert db.session.scalar(select(func.count()).select_from(Grade)) == 0
    assert counts_to_mark([course]) == {course: 1}
    (waiting,) = queue_of(course, 1).items
    assert (waiting.key, waiting.name, waiting.number) == (key, boris.display_name, 1)


def test_the_mark_gives_the_result_and_what_follows(
    course: int, anna: User, boris: User, tmp_path: Path
) -> None:
    key = essay(boris, tmp_path)
    judge(anna, key)
    assert result(key) == ("finished", "5", "100.0", True)
    assert QUIZ in done()
    assert next_to_mark(course) is None
    change = db.session.scalars(select(GradeChange)).one()
    assert (change.cause, change.before, str(change.after)) == (GradeCause.MARK, None, "100.0")
    assert change.changed_by_id == anna.id


def test_a_poor_mark_is_no_pass_and_can_be_mended(
    course: int, anna: User, boris: User, tmp_path: Path
) -> None:
    key = essay(boris, tmp_path)
    judge(anna, key, POOR)
    assert result(key) == ("finished", "2", "40.0", False)
    assert QUIZ not in done()
    judge(anna, key, GOOD, base=1)
    assert result(key) == ("finished", "5", "100.0", True)
    assert QUIZ in done()
    judge(anna, key, POOR, base=2)
    assert result(key)[2:] == ("40.0", False)
    assert QUIZ in done(), "what is earned stays"
    numbers = db.session.scalars(select(Mark.number).where(Mark.question == "letter"))
    assert sorted(numbers) == [1, 2, 3], "no mark is overwritten"


def test_the_course_is_complete_by_the_mark(
    course: int, anna: User, boris: User, tmp_path: Path
) -> None:
    read(boris, "start/one", "start/two", "end/last")
    check = begin(boris)
    answer_all(boris, check, RIGHT)
    hand_in(boris, check)
    key = essay(boris, tmp_path)
    assert sit(boris).completed_at is None
    judge(anna, key)
    assert sit(boris).completed_at is not None


def test_blank_answers_wait_for_nobody(course: int, boris: User) -> None:
    key = begin(boris, QUIZ)
    answer(boris, key, "plain", ["true"])
    hand_in(boris, key)
    assert result(key) == ("finished", "1", "20.0", False)


def test_only_what_was_answered_is_marked(course: int, anna: User, boris: User) -> None:
    key = begin(boris, QUIZ)
    answer(boris, key, "letter", [LETTER])
    hand_in(boris, key)
    with pytest.raises(NotAllMarked):
        judge(anna, key, GOOD)
    judge(anna, key, GOOD[:1])
    assert result(key) == ("finished", "3", "60.0", True)


@pytest.mark.parametrize(
    "points",
    [{}, {"clear": 1}, {"clear": 3, "polite": 1}, {"clear": -1, "polite": 1}, {"a": 1, "b": 1}],
)
def test_points_follow_the_rubric(
    course: int, anna: User, boris: User, tmp_path: Path, points: dict[str, int]
) -> None:
    key = essay(boris, tmp_path)
    with pytest.raises(NotAllMarked):
        judge(anna, key, (Judgement("letter", points), GOOD[1]))
    assert result(key)[0] == "submitted"


def test_nothing_is_marked_before_it_is_handed_in(course: int, anna: User, boris: User) -> None:
    key = begin(boris, QUIZ)
    answer(boris, key, "letter", [LETTER])
    with pytest.raises(NothingToMark):
        judge(anna, key, GOOD[:1])


def test_the_second_marker_is_told(
    course: int, anna: User, elena: User, boris: User, tmp_path: Path
) -> None:
    key = essay(boris, tmp_path)
    judge(anna, key)
    with pytest.raises(MarkedMeanwhile):
        judge(elena, key, POOR)
    assert result(key)[2] == "100.0"


def test_the_same_form_twice_is_one_mark(
    course: int, anna: User, boris: User, tmp_path: Path
) -> None:
    key = essay(boris, tmp_path)
    judge(anna, key)
    judge(anna, key)
    assert db.session.scalar(select(func.count()).select_from(Mark)) == 2
    assert db.session.scalar(select(func.count()).select_from(OutboxMessage)) == 1


def test_the_letter_tells_nothing(course: int, anna: User, boris: User, tmp_path: Path) -> None:
    key = essay(boris, tmp_path)
    judge(anna, key)
    letter = db.session.scalars(select(OutboxMessage)).one()
    assert (letter.user_id, letter.kind) == (boris.id, "learning.marked")
    assert f"http://localhost/attempts/{key}/review/" in letter.text
    told = letter.subject + letter.text
    for secret in ("100", "Well done", "Anna", "Boris", "Write an appeal", "Your own letter"):
        assert secret not in told


def test_the_queue_is_oldest_first(course: int, boris: User, dmitri: User, tmp_path: Path) -> None:
    sit(dmitri)
    first, second = essay(boris, tmp_path), essay(dmitri, tmp_path)
    assert [one.key for one in queue_of(course, 1).items] == [first, second]
    assert next_to_mark(course) == first
    assert queue_of(course + 1, 1).items == []
