"""Playing a scenario: what is decided stays, what is sent twice counts once, endings are earned."""

from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select

from lms.base import clock
from lms.base.db import db, transaction
from lms.base.errors import NotFound
from lms.base.tokens import fresh_key
from lms.catalogue.operations import publish
from lms.learning.operations.playing import Move, begin, decide
from lms.learning.playthrough import Decision, Playthrough
from lms.learning.progress import Completion
from lms.learning.queries.journeys import journeys_of
from lms.learning.queries.playthroughs import play_of
from lms.learning.refusals import BadOperation, StoryWentOn
from tests import cast
from tests.catalogue.bundles import with_story
from tests.learning.classroom import person, place, sit

pytestmark = pytest.mark.both_engines
PATH = "start/story"


def begun(user, number=None) -> str:
    here = place(user)
    with transaction():
        return begin(here, PATH, clock.now(), number).key


def decided(user, key, node, choice, op_id=None) -> bool:
    person_id = user.id
    with transaction():
        return decide(person_id, key, Move(node, choice, op_id or fresh_key()), clock.now())


def way(user, key) -> tuple[tuple[str, str], ...]:
    return play_of(user.id, key).decisions


def done(user) -> set[str]:
    db.session.rollback()
    return set(db.session.scalars(select(Completion.item)))


@pytest.fixture
def learner(boris):
    with transaction():
        publish(with_story())
    sit(boris)
    return boris


def test_a_story_goes_on_where_it_was_left(learner):
    key = begun(learner)
    decided(learner, key, "door", "knock")
    assert begun(learner) == key
    story = play_of(learner.id, key).story
    assert (story.place.key, story.ending) == ("room", None)
    assert PATH not in done(learner)


def test_an_ending_finishes_the_item_once_and_for_good(learner):
    key = begun(learner)
    decided(learner, key, "door", "shout")
    assert PATH in done(learner)
    assert play_of(learner.id, key).playthrough.ending == "street"
    again = begun(learner)
    assert again != key
    decided(learner, again, "door", "knock")
    assert PATH in done(learner)
    assert db.session.scalar(select(func.count(Completion.id))) == 1


def test_a_double_click_decides_once(learner):
    key, op_id = begun(learner), fresh_key()
    decided(learner, key, "door", "knock", op_id)
    decided(learner, key, "door", "knock", op_id)
    assert way(learner, key) == (("door", "knock"),)


def test_the_back_button_changes_nothing(learner):
    key = begun(learner)
    decided(learner, key, "door", "knock")
    with pytest.raises(StoryWentOn):
        decided(learner, key, "door", "shout")
    assert way(learner, key) == (("door", "knock"),)
    decided(learner, key, "room", "ask")
    with pytest.raises(StoryWentOn):
        decided(learner, key, "room", "leave")
    assert way(learner, key)[-1] == ("room", "ask")


@pytest.mark.parametrize(
    ("node", "choice", "op_id"),
    [("door", "fly", "operation-1"), ("door", "knock", "x"), ("door", "", "operation-1")],
)
def test_what_no_page_sends_is_refused(learner, node, choice, op_id):
    key = begun(learner)
    with pytest.raises(BadOperation):
        decided(learner, key, node, choice, op_id)
    assert way(learner, key) == ()


def test_a_node_ahead_of_the_story_is_refused(learner):
    key = begun(learner)
    with pytest.raises(StoryWentOn):
        decided(learner, key, "room", "ask")


def test_a_mark_used_elsewhere_is_no_repeat(learner):
    key = begun(learner)
    decided(learner, key, "door", "knock", "operation-1")
    with pytest.raises(StoryWentOn):
        decided(learner, key, "street", "x", "operation-1")


def test_the_button_of_an_old_page_begins_nothing(learner):
    key = begun(learner, 1)
    decided(learner, key, "door", "shout")
    assert begun(learner, 1) == key
    assert begun(learner, 2) != key


def test_a_story_belongs_to_one_person(learner, dmitri):
    key = begun(learner)
    with pytest.raises(NotFound):
        decided(dmitri, key, "door", "knock")
    with pytest.raises(NotFound):
        play_of(dmitri.id, key)


def test_a_lesson_is_no_scenario(learner):
    here = place(learner)
    for path in ("start/one", "start/check", "start/none"):
        with pytest.raises(NotFound), transaction():
            begin(here, path, clock.now())


def test_progress_knows_the_story(learner):
    def step():
        (journey,) = journeys_of(person(learner))
        return next(step for step in journey.steps if step.item.path == PATH)

    assert step().state == "none"
    key = begun(learner)
    db.session.rollback()
    assert (step().state, step().record.is_open) == ("now", True)
    decided(learner, key, "door", "shout")
    assert (step().state, step().record.is_open) == ("done", False)


def raced(app, tries) -> list[str]:
    """Do all of it at the same moment, each in a thread of its own; give what went wrong."""
    barrier, faults = Barrier(len(tries)), []

    def run(attempt) -> None:
        with app.app_context():
            barrier.wait()
            try:
                attempt()
            except StoryWentOn:
                faults.append("went on")
            finally:
                db.session.remove()

    threads = [Thread(target=run, args=(attempt,)) for attempt in tries]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def test_of_two_decisions_at_once_one_counts(real_app):
    with real_app.app_context():
        with transaction():
            boris = cast.join(cast.BORIS)
            publish(with_story())
        sit(boris)
        key, person_id = begun(boris), boris.id
        db.session.remove()

    def choose(choice):
        def attempt() -> None:
            with transaction():
                decide(person_id, key, Move("door", choice, fresh_key()), clock.now())

        return attempt

    faults = raced(real_app, [choose("knock"), choose("shout")] * 3)
    with real_app.app_context():
        assert faults == ["went on"] * 5
        assert db.session.scalar(select(func.count(Decision.id))) == 1


def test_many_taps_at_once_begin_one_story(real_app):
    with real_app.app_context():
        with transaction():
            boris = cast.join(cast.BORIS)
            publish(with_story())
        here = sit(boris)
        db.session.remove()

    def attempt() -> None:
        with transaction():
            begin(here, PATH, clock.now())

    assert raced(real_app, [attempt] * 6) == []
    with real_app.app_context():
        assert db.session.scalar(select(func.count(Playthrough.id))) == 1
