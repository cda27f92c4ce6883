"""Rules at work: what opens when, what finishes a course, and a new edition that asks for less."""

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.user import User
from lms.base import clock
from lms.base.db import db, transaction
from lms.catalogue.queries import course_by_key, newest_edition
from lms.catalogue.syllabi import syllabus_of
from lms.learning.enrolment import Enrolment
from lms.learning.operations.moving import move_some
from lms.learning.progress import CompletionEvent
from lms.learning.queries.foresight import Foresight, foresee
from lms.learning.queries.journeys import journeys_of
from lms.learning.refusals import ItemLocked
from tests import cast
from tests.catalogue.bundles import KEY, RIGHT
from tests.learning.classroom import answer_all, begin, hand_in, person, place, read, sit
from tests.learning.ruled import published

pytestmark = pytest.mark.both_engines
SOME = "completion:\n  - {at_least: 2, of: [start/one, start/two, end]}"


def events(user: User) -> list[tuple[str, str, str]]:
    rows = db.session.execute(
        select(CompletionEvent.item, CompletionEvent.deed, CompletionEvent.cause)
        .join(Enrolment, Enrolment.id == CompletionEvent.enrolment_id)
        .where(Enrolment.user_id == user.id)
        .order_by(CompletionEvent.id)
    )
    return [tuple(row) for row in rows]  # type: ignore[misc]


def foreseen() -> Foresight:
    course = course_by_key(KEY)
    edition = newest_edition(course)
    return foresee(course.id, syllabus_of(edition.id, edition.digest), edition.id)


def move_all(by: User) -> int:
    moved, by_id, course_id = 0, by.id, course_by_key(KEY).id
    while True:
        with transaction():
            count = move_some(course_id, by_id, clock.now())
        moved += count
        if not count:
            return moved


def test_every_step_is_an_event_and_a_repeat_is_none(app: Flask, boris: User) -> None:
    published(completion=SOME)
    sit(boris)
    read(boris, "start/one", "start/one", "end/last", "start/two")
    assert events(boris) == [
        ("start/one", "done", "read"),
        ("end/last", "done", "read"),
        ("", "done", "rules"),
        ("start/two", "done", "read"),
    ]


def test_enough_of_a_list_finishes_the_course_once(app: Flask, boris: User) -> None:
    published(completion=SOME)
    sit(boris)
    assert read(boris, "start/one", "end/last", "start/two") == [False, True, False]
    (journey,) = journeys_of(person(boris))
    assert journey.completed_at is not None
    assert journey.still_needed == []
    assert not journey.goes_on
    assert journey.next_item is not None


def test_a_journey_says_how_many_of_which_are_missing(app: Flask, boris: User) -> None:
    published(completion=SOME)
    sit(boris)
    read(boris, "start/two")
    ((count, items),) = journeys_of(person(boris))[0].still_needed
    assert count == 1
    assert [item.path for item in items] == ["start/one", "end/last"]


def test_what_comes_later_is_closed_and_says_why(app: Flask, boris: User) -> None:
    published(last="- {lesson: last, after: [start/two]}", check="- {quiz: check, after: [one]}")
    sit(boris)
    with pytest.raises(ItemLocked):
        read(boris, "end/last")
    with pytest.raises(ItemLocked):
        begin(boris)
    steps = journeys_of(person(boris))[0].steps
    assert [step.state for step in steps] == ["none", "none", "locked", "locked"]
    assert [item.path for item in steps[3].missing] == ["start/two"]
    read(boris, "start/one", "start/two", "end/last")
    assert begin(boris)


def test_trying_may_be_enough(app: Flask, boris: User) -> None:
    published(check="- {quiz: check, done: tried}")
    sit(boris)
    hand_in(boris, begin(boris))
    assert place(boris).done == {"start/check"}
    assert events(boris) == [("start/check", "done", "tried")]


def test_a_lesson_may_wait_for_the_trainer(app: Flask, boris: User) -> None:
    published(last="- {lesson: last, done: trainer}")
    sit(boris)
    assert read(boris, "end/last") == [False]
    assert place(boris).done == frozenset()


def test_publishing_moves_nobody(app: Flask, boris: User) -> None:
    published()
    sit(boris)
    read(boris, "start/one", "start/two")
    published(completion=SOME)
    assert place(boris).completed_at is None
    read(boris, "end/last")
    assert place(boris).completed_at is None


def test_the_preview_counts_who_would_gain_and_moving_does_it(
    app: Flask, boris: User, dmitri: User, anna: User
) -> None:
    published()
    for user, done in ((boris, ["start/one", "start/two"]), (dmitri, ["start/one"])):
        sit(user)
        read(user, *done)
    published(completion=SOME)
    assert foreseen() == Foresight(people=2, finished=0, gain=1, keep=0, lose=0)
    assert move_all(anna) == 2
    assert place(boris).completed_at is not None
    assert place(dmitri).completed_at is None
    assert events(boris)[-2:] == [("", "moved", "edition"), ("", "done", "rules")]
    assert foreseen() == Foresight()
    assert move_all(anna) == 0


def test_who_has_finished_stays_finished_when_more_is_asked_for(
    app: Flask, boris: User, anna: User
) -> None:
    published(completion=SOME)
    sit(boris)
    read(boris, "start/one", "end/last")
    finished_at = place(boris).completed_at
    published(completion="order: fixed")
    assert foreseen() == Foresight(people=1, finished=1, gain=0, keep=1, lose=0)
    move_all(anna)
    assert place(boris).completed_at == finished_at
    assert place(boris).done == {"start/one", "end/last"}


def test_what_was_tried_long_ago_counts_when_trying_becomes_enough(
    app: Flask, boris: User, anna: User
) -> None:
    published()
    sit(boris)
    hand_in(boris, begin(boris))
    read(boris, "start/one", "start/two", "end/last")
    published(check="- {quiz: check, done: tried}")
    assert foreseen().gain == 1
    move_all(anna)
    assert place(boris).completed_at is not None
    assert ("start/check", "done", "tried") in events(boris)


def test_the_preview_and_the_move_agree_for_everybody(app: Flask, anna: User) -> None:
    """Thirty people at every stage: who was counted to gain has gained, nobody else."""
    published()
    users = []
    for number in range(30):
        with transaction():
            user = cast.join(cast.Part(f"reader{number}", "Reader"))
        sit(user)
        if number % 2:
            key = begin(user)
            answer_all(user, key, RIGHT if number % 3 else {})
            hand_in(user, key)
        read(user, *("start/one", "start/two", "end/last")[: number % 4])
        users.append(user)
    before = [place(user).completed_at for user in users]
    published(check="- {quiz: check, done: tried}", completion=SOME)
    seen = foreseen()
    move_all(anna)
    after = [place(user).completed_at for user in users]
    gained = sum(old is None and new is not None for old, new in zip(before, after, strict=True))
    assert gained == seen.gain > 0
    assert all(old is None or old == new for old, new in zip(before, after, strict=True))
