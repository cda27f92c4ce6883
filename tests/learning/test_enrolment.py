"""Coming into a course and leaving it."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.accounts.user import User
from lms.base import clock
from lms.base.db import db, transaction
from lms.base.errors import NotFound
from lms.catalogue.course import Course
from lms.catalogue.operations import publish
from lms.learning.enrolment import Enrolment
from lms.learning.operations.enrolling import enrol, withdraw
from lms.learning.queries.places import place_of
from lms.learning.queries.shelf import courses_visible_to, visible_course
from tests.catalogue.bundles import KEY, bundle, lesson, published
from tests.learning.classroom import person, read, sit

pytestmark = pytest.mark.both_engines


def test_enrolling_twice_is_enrolling_once(app: Flask, boris: User) -> None:
    published()
    assert sit(boris) == sit(boris)
    assert db.session.scalar(select(func.count()).select_from(Enrolment)) == 1


def test_a_learner_keeps_the_edition_they_began(app: Flask, boris: User, dmitri: User) -> None:
    published()
    before = sit(boris)
    with transaction():
        publish(bundle(start__one_en_md=lesson("en", "one, mended")))
    assert place_of(boris.id, KEY) == before
    assert sit(dmitri).edition_id != before.edition_id
    titles = [
        visible_course(who, KEY).syllabus.item("start", "one").title.in_("en")
        for who in (person(boris), person(dmitri), None)
    ]
    assert titles == ["Lesson one", "Lesson one, mended", "Lesson one, mended"]


def test_who_leaves_and_comes_back_finds_the_progress(app: Flask, boris: User) -> None:
    published()
    sit(boris)
    read(boris, "start/one")
    who = person(boris)
    with transaction():
        withdraw(who, KEY, clock.now())
    assert place_of(boris.id, KEY) is None
    assert not visible_course(who, KEY).enrolled
    assert sit(boris).done == {"start/one"}


def test_leaving_a_course_one_never_joined_changes_nothing(app: Flask, boris: User) -> None:
    published()
    who = person(boris)
    with transaction():
        withdraw(who, KEY, clock.now())
    assert place_of(boris.id, KEY) is None


def test_a_retired_course_stays_with_those_who_are_in_it(
    app: Flask, boris: User, dmitri: User
) -> None:
    published()
    sit(boris)
    learner, stranger = person(boris), person(dmitri)
    with transaction():
        db.session.scalars(select(Course)).one().retired_at = clock.now()
    assert [offer.key for offer in courses_visible_to(learner)] == [KEY]
    assert courses_visible_to(None) == []
    for who in (None, stranger):
        with pytest.raises(NotFound):
            visible_course(who, KEY)
    with pytest.raises(NotFound), transaction():
        enrol(stranger, KEY, clock.now())


def test_the_shelf_says_who_has_done_what(app: Flask, boris: User, dmitri: User) -> None:
    published()
    published("another")
    sit(boris)
    read(boris, "start/one", "start/two")
    mine = {offer.key: (offer.enrolled, offer.done) for offer in courses_visible_to(person(boris))}
    assert mine == {KEY: (True, 2), "another": (False, 0)}
    theirs = [(offer.enrolled, offer.done) for offer in courses_visible_to(person(dmitri))]
    assert theirs == [(False, 0), (False, 0)]
