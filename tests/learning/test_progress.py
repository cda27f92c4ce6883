"""What is done stays done, and everything can say why."""

import threading

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.user import User
from lms.base.db import db, transaction
from lms.base.errors import NotFound
from lms.learning.enrolment import Enrolment
from lms.learning.progress import Completion
from lms.learning.queries.journeys import journey_to_continue, journeys_of
from lms.learning.refusals import NotALesson
from tests import cast
from tests.catalogue.bundles import RIGHT, published
from tests.learning.classroom import answer_all, begin, hand_in, person, place, read, sit

pytestmark = pytest.mark.both_engines


def test_reading_twice_is_reading_once(app: Flask, boris: User) -> None:
    published()
    sit(boris)
    read(boris, "start/one", "start/one")
    assert db.session.scalars(select(Completion.item)).all() == ["start/one"]


def test_a_quiz_cannot_be_marked_as_read(app: Flask, boris: User) -> None:
    published()
    sit(boris)
    with pytest.raises(NotALesson):
        read(boris, "start/check")
    with pytest.raises(NotFound):
        read(boris, "start/nothing")


def test_the_last_item_completes_the_course_once(app: Flask, boris: User) -> None:
    published()
    sit(boris)
    assert read(boris, "start/one", "start/two") == [False, False]
    key = begin(boris)
    answer_all(boris, key, RIGHT)
    hand_in(boris, key)
    assert read(boris, "end/last", "end/last") == [True, False]
    first = place(boris).completed_at
    read(boris, "start/one")
    assert first is not None
    assert place(boris).completed_at == first


def test_a_passed_quiz_stays_passed_after_a_worse_try(app: Flask, boris: User) -> None:
    published()
    sit(boris)
    key = begin(boris)
    answer_all(boris, key, RIGHT)
    hand_in(boris, key)
    assert hand_in(boris, begin(boris)) == ("finished", "0.0", False)
    assert place(boris).done == {"start/check"}


def test_a_journey_tells_why(app: Flask, boris: User) -> None:
    published()
    sit(boris)
    read(boris, "start/one")
    hand_in(boris, begin(boris))
    begin(boris)
    (journey,) = journeys_of(person(boris))
    one, two, quiz, last = journey.steps
    assert (one.state, two.state, quiz.state, last.state) == ("done", "none", "now", "none")
    assert (quiz.record.attempts, quiz.record.best, quiz.attempts_left) == (2, 0, 1)
    assert journey.next_item is not None
    assert journey.next_item.path == "start/two"
    assert journey_to_continue(person(boris)) == journey


def test_two_last_items_at_once_complete_the_course(real_app: Flask) -> None:
    """Each alone would miss the other: the enrolment is held before the items are counted."""
    with real_app.app_context():
        published()
        for number in range(20):
            with transaction():
                user = cast.join(cast.Part(f"reader{number}", "Reader"))
            sit(user)
            key = begin(user)
            answer_all(user, key, RIGHT)
            hand_in(user, key)
            read(user, "start/one")
            finish_at_once(real_app, user.id)
        assert None not in db.session.scalars(select(Enrolment.completed_at)).all()


def finish_at_once(app: Flask, user_id: int) -> None:
    barrier = threading.Barrier(2)

    def mark(path: str) -> None:
        with app.app_context():
            user = db.session.get_one(User, user_id)
            barrier.wait()
            read(user, path)

    threads = [threading.Thread(target=mark, args=(path,)) for path in ("start/two", "end/last")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
