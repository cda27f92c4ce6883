"""Attempts: begun once, handed in once, in the order drawn for them."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from lms.accounts.user import User
from lms.base import clock
from lms.base.db import db, transaction
from lms.base.errors import NotFound
from lms.catalogue.operations import publish
from lms.catalogue.syllabi import syllabus_of
from lms.cli.attempts import attempts as attempts_command
from lms.learning.arrangement import arrangement
from lms.learning.attempt import Attempt
from lms.learning.queries.tries import answers_that_count, paper_of
from lms.learning.refusals import AttemptOver, AttemptsExhausted
from tests.catalogue.bundles import RIGHT, bundle, published, quiz
from tests.learning.classroom import answer, answer_all, begin, hand_in, sit

pytestmark = pytest.mark.both_engines
NOON = datetime(2026, 12, 5, 12, tzinfo=UTC)
TIMED = {"attempts": "2", "pass": "60", "time_limit": "10"}


def attempts() -> int:
    return db.session.scalar(select(func.count()).select_from(Attempt)) or 0


def test_starting_again_gives_the_open_attempt(app: Flask, boris: User) -> None:
    published()
    sit(boris)
    assert begin(boris) == begin(boris)
    assert attempts() == 1


def test_a_start_sent_again_after_the_end_starts_no_other(app: Flask, boris: User) -> None:
    published()
    sit(boris)
    key = begin(boris, number=1)
    hand_in(boris, key)
    assert begin(boris, number=1) == key
    assert begin(boris, number=2) != key
    assert attempts() == 2


def test_attempts_run_out(app: Flask, boris: User) -> None:
    published(policy={"attempts": "1"})
    sit(boris)
    hand_in(boris, begin(boris))
    with pytest.raises(AttemptsExhausted):
        begin(boris)


def test_only_a_quiz_of_the_course_can_be_tried(app: Flask, boris: User) -> None:
    published()
    sit(boris)
    for path in ("start/one", "start/nothing"):
        with pytest.raises(NotFound):
            begin(boris, path)


def test_a_foreign_attempt_is_not_found(app: Flask, boris: User, dmitri: User) -> None:
    published()
    sit(boris)
    key = begin(boris)
    for deed in (
        lambda: paper_of(dmitri.id, key),
        lambda: answer(dmitri, key, "pick", ["beta"]),
        lambda: hand_in(dmitri, key),
    ):
        with pytest.raises(NotFound):
            deed()


def test_handing_in_twice_gives_the_first_result(app: Flask, boris: User) -> None:
    published()
    sit(boris)
    key = begin(boris)
    answer_all(boris, key, RIGHT)
    first = hand_in(boris, key)
    receipt = paper_of(boris.id, key).attempt.receipt
    assert first == ("finished", "100.0", True)
    assert hand_in(boris, key) == first
    assert paper_of(boris.id, key).attempt.receipt == receipt


def test_marks_are_exact_and_percent_is_rounded_once(app: Flask, boris: User) -> None:
    published()
    sit(boris)
    key = begin(boris)
    answer_all(boris, key, RIGHT | {"tick": ["red", "green"], "truth": ["true"]})
    assert hand_in(boris, key) == ("finished", "73.3", False)
    attempt = paper_of(boris.id, key).attempt
    assert (str(attempt.marks), str(attempt.marks_possible)) == ("3.6667", "5.0000")


def test_the_order_is_drawn_at_the_start_and_kept(app: Flask, boris: User) -> None:
    published()
    sit(boris)
    key = begin(boris)
    before = paper_of(boris.id, key).attempt.arrangement
    assert sorted(before["options"]) == ["pick", "tick", "truth"]
    assert before["options"]["pick"][-1] == "none-of-these"
    assert before["options"]["truth"] == ["true", "false"]
    db.session.expire_all()
    assert paper_of(boris.id, key).attempt.arrangement == before


def test_shuffling_follows_the_policy(app: Flask) -> None:
    policy = {"shuffle_questions": "true", "shuffle_options": "true"}
    edition = published(policy=policy)
    shuffled = syllabus_of(edition.id, edition.digest).quizzes[0]
    drawn = [arrangement(shuffled, Random(seed)) for seed in range(40)]  # noqa: S311
    assert len({tuple(each["questions"]) for each in drawn}) > 10
    assert len({tuple(each["options"]["tick"]) for each in drawn}) > 10
    assert {each["options"]["pick"][-1] for each in drawn} == {"none-of-these"}
    with transaction():
        edition = publish(bundle(start__check_quiz_yaml=quiz({"shuffle_options": "false"}))).edition
    still = arrangement(syllabus_of(edition.id, edition.digest).quizzes[0], Random(1))  # noqa: S311
    assert still["questions"] == list(RIGHT)
    assert still["options"]["tick"] == ["red", "green", "blue", "pink"]


def test_an_attempt_keeps_the_edition_it_began_with(app: Flask, boris: User) -> None:
    published()
    sit(boris)
    key = begin(boris)
    with transaction():
        publish(bundle(start__check_quiz_yaml=quiz().replace(b"answer: false", b"answer: true")))
    answer_all(boris, key, RIGHT)
    assert hand_in(boris, key) == ("finished", "100.0", True)


def test_the_clock_of_the_server_ends_an_attempt(app: Flask, boris: User) -> None:
    published(policy=TIMED)
    with time_machine.travel(NOON, tick=False) as time:
        sit(boris)
        key = begin(boris)
        answer(boris, key, "pick", ["beta"])
        assert paper_of(boris.id, key).attempt.seconds_left(clock.now()) == 600
        time.shift(timedelta(minutes=10, seconds=59))
        answer(boris, key, "truth", ["false"])
        time.shift(timedelta(seconds=2))
        with pytest.raises(AttemptOver):
            answer(boris, key, "word", ["acceptedcanary"])
        assert sorted(answers_that_count(paper_of(boris.id, key).attempt.id)) == ["pick", "truth"]
        assert hand_in(boris, key) == ("finished", "40.0", False)
        assert paper_of(boris.id, key).attempt.submitted_at == NOON + timedelta(minutes=10)


def test_a_new_start_first_ends_the_attempt_whose_time_is_over(app: Flask, boris: User) -> None:
    published(policy=TIMED)
    with time_machine.travel(NOON, tick=False) as time:
        sit(boris)
        first = begin(boris)
        answer_all(boris, first, RIGHT)
        time.shift(timedelta(hours=1))
        second = begin(boris)
        assert second != first
        assert paper_of(boris.id, first).attempt.passed
        time.shift(timedelta(hours=1))
        with pytest.raises(AttemptsExhausted):
            begin(boris)


def test_a_longer_absence_is_finished_by_the_command(app: Flask, boris: User) -> None:
    published(policy=TIMED)
    with time_machine.travel(NOON, tick=False) as time:
        sit(boris)
        key = begin(boris)
        answer_all(boris, key, RIGHT)
        time.shift(timedelta(minutes=10, seconds=30))
        assert finish_the_absent(app) == "0 finished.\n"
        time.shift(timedelta(minutes=1))
        assert finish_the_absent(app) == "1 finished.\n"
        assert finish_the_absent(app) == "0 finished.\n"
    attempt = paper_of(boris.id, key).attempt
    assert (attempt.passed, attempt.submitted_at) == (True, NOON + timedelta(minutes=10))


def finish_the_absent(app: Flask) -> str:
    return app.test_cli_runner().invoke(attempts_command, ["finish"]).output
