"""The roll of a course agrees with plain Python, whatever the population and the engine."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from lms.accounts.person import Person
from lms.accounts.roles import Grant, Role, Scope
from lms.base.db import db
from lms.base.errors import NotFound
from lms.catalogue.queries import TaughtCourse, course_taught_by
from lms.learning.enrolment import Standing
from lms.reports import roll
from lms.reports.learners import Learner
from lms.reports.record import record_of
from lms.reports.roll import page_of, whole_roll
from lms.reports.standings import Tally, tallies_of
from tests.catalogue.bundles import KEY, published
from tests.reports.population import AT, MODULES, QUIZ, Fact, in_course, populate, two_editions

pytestmark = pytest.mark.both_engines
STATES = (None, *Standing)


def taught(key: str = KEY) -> TaughtCourse:
    """The course as its administrator finds it."""
    person = Person(0, "x", "X", "en", 0, (Grant(Role.ADMINISTRATOR, Scope.ALL),))
    return course_taught_by(person, key)


def pages(course: TaughtCourse, standing: Standing | None = None) -> list[Learner]:
    """Everybody, read page by page."""
    tally = tallies_of([course.course.id], AT)[course.course.id]
    last = page_of(course, tally, standing, 1, AT).last
    return [
        learner
        for number in range(1, last + 1)
        for learner in page_of(course, tally, standing, number, AT).learners
    ]


@contextmanager
def statements() -> Iterator[list[tuple[str, Any]]]:
    """The statements of the block with what was bound to them."""
    seen: list[tuple[str, Any]] = []

    def note(_connection, _cursor, statement, words, _context, _many) -> None:
        seen.append((statement, words))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def said(learner: Learner) -> tuple[object, ...]:
    """What the page says of a person."""
    quizzes = [
        (quiz.path, quiz.attempts, quiz.best and float(quiz.best), quiz.is_open, quiz.passed)
        for stretch in learner.stretches
        for quiz in stretch.quizzes
    ]
    return (
        learner.key,
        learner.name,
        learner.standing,
        learner.edition,
        (learner.enrolled_at, learner.started_at, learner.last_active_at, learner.completed_at),
        learner.silent_days,
        (learner.done, learner.total),
        [stretch.states for stretch in learner.stretches],
        quizzes,
        learner.is_stuck_at.path if learner.is_stuck_at else None,
    )


def true_of(fact: Fact) -> tuple[object, ...]:
    """The same, worked out from the facts."""
    states = [
        tuple(
            "done" if item in fact.done else "now" if item == QUIZ and fact.tries else "none"
            for item in fact.items
            if item.startswith(f"{module}/")
        )
        for module in MODULES
    ]
    results = [percent for percent in fact.tries if percent is not None]
    is_open = None in fact.tries
    used_up = len(fact.tries) == 3 and not is_open and QUIZ not in fact.done
    return (
        fact.key,
        fact.name,
        fact.standing,
        fact.edition,
        (fact.enrolled_at, fact.started_at, fact.last_active_at, fact.completed_at),
        (AT - fact.last_active_at).days,
        (len(fact.done), len(fact.items)),
        states,
        [(QUIZ, len(fact.tries), max(results, default=None), is_open, QUIZ in fact.done)],
        QUIZ if used_up and not fact.completed_at else None,
    )


@pytest.mark.parametrize(("size", "seed"), [(7, 1), (40, 2), (70, 3)])
def test_every_list_is_what_plain_python_says(app, monkeypatch, size, seed):
    monkeypatch.setattr(roll, "PAGE", 9)
    facts = populate(two_editions(), size, seed)
    course = taught()
    for standing in STATES:
        expected = [true_of(fact) for fact in in_course(facts, standing)]
        assert [said(learner) for learner in pages(course, standing)] == expected


def test_the_whole_roll_is_the_pages_one_after_the_other(app, monkeypatch):
    monkeypatch.setattr(roll, "BATCH", 7)
    populate(two_editions(), 40)
    course = taught()
    assert [said(each) for each in whole_roll(course, AT)] == [said(each) for each in pages(course)]


def test_the_counts_are_those_of_plain_python(app):
    facts = populate(two_editions(), 60, seed=9)
    course = taught()
    tally = tallies_of([course.course.id], AT)[course.course.id]
    for standing in STATES:
        assert tally.of(standing) == len(in_course(facts, standing))
    week = [
        fact
        for fact in in_course(facts)
        if fact.started_at and (AT - fact.last_active_at).total_seconds() <= 7 * 86400
    ]
    assert tally.active_this_week == len(week)
    assert 0 < len(week) < tally.enrolled


def test_a_course_with_nobody_counts_nobody_and_has_one_empty_page(app):
    published()
    course = taught()
    tally = tallies_of([course.course.id], AT)[course.course.id]
    page = page_of(course, tally, None, 5, AT)
    assert (tally.enrolled, tally.active_this_week) == (0, 0)
    assert (page.learners, page.number, page.last) == ([], 1, 1)


def test_the_other_course_does_not_mix_in(app):
    facts = populate(two_editions(), 12)
    published("networking")
    other = taught("networking")
    assert tallies_of([other.course.id], AT)[other.course.id].enrolled == 0
    assert list(whole_roll(other, AT)) == []
    with pytest.raises(NotFound):
        record_of(other, facts[0].key, AT)


def test_a_page_outside_the_roll_is_the_nearest(app):
    populate(two_editions(), 60)
    course = taught()
    tally = tallies_of([course.course.id], AT)[course.course.id]
    assert page_of(course, tally, None, -3, AT).number == 1
    assert (
        page_of(course, tally, None, 10**30, AT).number == page_of(course, tally, None, 1, AT).last
    )


def test_as_many_statements_for_five_people_as_for_a_hundred(app):
    editions = two_editions()
    counts = []
    for size in (5, 100):
        populate(editions, size, seed=size)
        course = taught()
        # Editions are unpacked once a process, whatever the page.
        pages(course)
        with statements() as seen:
            tally = tallies_of([course.course.id], AT)[course.course.id]
            page_of(course, tally, None, 1, AT)
        counts.append(len(seen))
    assert counts == [4, 4]


def test_a_record_shows_every_item_and_every_attempt(app):
    facts = populate(two_editions(), 40, seed=3)
    course = taught()
    for fact in in_course(facts):
        record = record_of(course, fact.key, AT)
        items = [item for module in record.modules for item in module.items]
        assert [item.done_at for item in items] == [fact.done.get(item) for item in fact.items]
        tries = [attempt.percent for item in items for attempt in item.tries]
        assert [None if t is None else float(t) for t in tries] == fact.tries


def test_who_has_left_has_no_record(app):
    facts = populate(two_editions(), 40)
    gone = next(fact for fact in facts if fact.is_gone)
    with pytest.raises(NotFound):
        record_of(taught(), gone.key, AT)


@pytest.mark.parametrize(
    ("standing", "index"),
    [
        (Standing.STOPPED, "ix_enrolments_started"),
        (Standing.NOT_STARTED, "ix_enrolments_waiting"),
        (Standing.GOING_ON, "ix_enrolments_started"),
        (Standing.FINISHED, "ix_enrolments_finished"),
    ],
)
def test_a_group_is_read_from_its_own_index(app, engine_name, standing, index):
    published()
    if engine_name == "postgresql":
        # So small a table is otherwise read whole.
        db.session.execute(text("SET LOCAL enable_seqscan = off"))
        db.session.execute(text("SET LOCAL enable_sort = off"))
    tally = Tally(*([1000] * 5))
    with statements() as seen:
        page_of(taught(), tally, standing, 1, AT)
    query, words = next(each for each in seen if "LIMIT" in each[0])
    explain = "EXPLAIN QUERY PLAN " if engine_name == "sqlite" else "EXPLAIN "
    plan = db.session.connection().exec_driver_sql(explain + query, words)
    assert index in "\n".join(str(row[-1]) for row in plan)
