"""What calendars read: stable identities, rising sequences, honest standings."""

from datetime import timedelta

import pytest

from lms.base import clock
from lms.base.db import db, transaction
from lms.seminars import queries
from lms.seminars.queries import Standing
from lms.seminars.registration import RegistrationChange
from tests.seminars import scene

pytestmark = pytest.mark.both_engines


def read(**words):
    since = clock.now() - timedelta(days=60)
    return queries.calendar_sessions(since=since, at=clock.now(), **words)


def mark(**words):
    return queries.calendar_mark(at=clock.now(), **words)


def test_each_day_is_an_entry_of_its_own_in_order(app):
    with transaction():
        two_days = scene.seminar(days=2)
        uids = [day.uid for day in two_days.sessions]
    entries = read()
    assert [entry.uid for entry in entries] == uids
    assert [(entry.day, entry.days) for entry in entries] == [(1, 2), (2, 2)]
    assert {entry.standing for entry in entries} == {Standing.CONFIRMED}
    assert entries[0].zone == "Asia/Irkutsk"
    assert entries[0].venue_name == "House of Friendship"
    assert (entries[0].latitude, entries[0].sequence) == (None, 0)


def test_a_cancelled_day_stays_and_the_others_are_counted_without_it(app):
    with transaction():
        three = scene.seminar(days=3)
        three.sessions[1].cancelled_at = clock.now()
    entries = read()
    assert [entry.cancelled for entry in entries] == [False, True, False]
    assert [(entry.day, entry.days) for entry in entries if not entry.cancelled] == [(1, 2), (2, 2)]


def test_a_city_a_course_and_one_seminar_are_chosen(app):
    with transaction():
        here = scene.seminar(course_key="legal-mechanisms")
        slug = here.slug
        scene.seminar("moscow")
    assert {entry.slug for entry in read(city_key="irkutsk")} == {slug}
    assert {entry.slug for entry in read(course_key="legal-mechanisms")} == {slug}
    assert {entry.slug for entry in read(seminar_slug=slug)} == {slug}
    assert len(read()) == 2


def test_what_is_over_falls_out_and_what_is_not_announced_is_not_in_yet(app):
    with transaction():
        scene.seminar(starts_in=-90)
        scene.seminar(announced_at=clock.now() + timedelta(days=1))
    assert read() == []


def test_a_person_sees_only_their_own_by_the_latest_registration(app, boris, dmitri):
    with transaction():
        mine, others = scene.seminar(), scene.seminar()
        slug = mine.slug
        scene.registration(mine, boris, "cancelled")
        scene.registration(mine, boris, "waiting")
        scene.registration(others, dmitri)
        boris_id = boris.id
    (entry,) = read(user_id=boris_id)
    assert (entry.slug, entry.standing, entry.cancelled) == (slug, Standing.TENTATIVE, False)
    assert entry.sequence == 1


def test_an_own_step_raises_the_sequence_and_the_revision(app, boris):
    with transaction():
        row = scene.registration(scene.seminar(), boris)
        boris_id, row_id = boris.id, row.id
    before, mark_before = read(user_id=boris_id)[0], mark(user_id=boris_id)
    with transaction():
        at = clock.now()
        again = db.session.get_one(type(row), row_id)
        again.state, again.changed_at = "cancelled", at
        step = RegistrationChange(registration_id=row_id, after="cancelled", changed_at=at)
        db.session.add(step)
    after = read(user_id=boris_id)[0]
    assert (after.uid, after.standing) == (before.uid, Standing.CANCELLED)
    assert after.sequence == before.sequence + 1
    assert after.revised_at > before.revised_at
    assert mark(user_id=boris_id) != mark_before
    assert read()[0].standing is Standing.CONFIRMED


def test_the_mark_stays_until_something_changes(app):
    with transaction():
        row_id = scene.seminar().id
    first = mark()
    assert mark() == first
    with transaction():
        scene.db.session.get_one(scene.Seminar, row_id).revised_at = clock.now()
    assert mark() != first
