"""The first page: what this is for a guest, where to go on for a person."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event, select

from lms.accounts.operations import emails
from lms.accounts.user import User
from lms.base import clock
from lms.base.db import db, transaction
from lms.catalogue import operations as catalogue
from lms.catalogue.course import Course
from lms.catalogue.edition import Edition
from lms.courseware.sources import read_folder
from lms.learning.enrolment import Enrolment
from lms.learning.progress import Cause, Completion
from lms.learning.queries.shelf import courses_visible_to
from tests.browser import Browser

pytestmark = pytest.mark.both_engines
Browsers = Callable[[User], Browser]
COURSES = Path(__file__).parents[2] / "courses"


@pytest.fixture
def course(app: Flask) -> Course:
    """The legal course, published."""
    with transaction():
        bundle = read_folder(COURSES / "legal-mechanisms")
        catalogue.publish(bundle)
    return db.session.scalars(select(Course)).one()


def enrol(user: User, course: Course) -> Enrolment:
    at = clock.now() - timedelta(minutes=5)
    edition = db.session.scalars(select(Edition.id)).one()
    enrolment = Enrolment(
        user_id=user.id,
        course_id=course.id,
        edition_id=edition,
        enrolled_at=at,
        last_active_at=at,
    )
    with transaction():
        db.session.add(enrolment)
    return enrolment


def test_a_guest_reads_what_this_is(browser: Browser) -> None:
    page = browser.get("/").text
    assert "Learn, meet, and speak" in page
    assert "/sign-up/" in page
    assert "No seminar is announced yet" in page


def test_a_guest_sees_the_courses(browser: Browser, course: Course) -> None:
    assert "/courses/legal-mechanisms/" in browser.get("/").text


def test_in_russian_too(browser: Browser, course: Course) -> None:
    page = browser.get("/", headers={"Accept-Language": "ru"}).text
    assert '<html lang="ru">' in page


def test_a_newcomer_is_shown_where_to_begin(browsers: Browsers, boris: User) -> None:
    page = browsers(boris).get("/").text
    assert "Begin your first course" in page
    assert page.count('class="card now"') == 1


def test_a_learner_goes_on_with_the_next_lesson(
    browsers: Browsers, boris: User, course: Course
) -> None:
    enrolment = enrol(boris, course)
    browser = browsers(boris)
    first = browser.get("/").text
    assert "Begin: " in first
    assert " KB" in first
    assert "minutes" in first
    syllabus = catalogue_syllabus()
    with transaction():
        db.session.add(
            Completion(
                enrolment_id=enrolment.id,
                item=syllabus.items[0].path,
                cause=Cause.READ,
                completed_at=clock.now(),
            )
        )
    second = browser.get("/").text
    assert f"Continue: {syllabus.items[1].title.in_('en')}" in second
    assert f'href="/courses/legal-mechanisms/{syllabus.items[1].path}/"' in second
    assert second.count('class="card now"') == 1


def catalogue_syllabus():

    return courses_visible_to(None)[0].syllabus


def test_an_address_to_confirm_waits(browsers: Browsers, boris: User) -> None:
    with transaction():
        emails.ask(db.session.get_one(User, boris.id), "new@example.org", clock.now())
    assert "Open the letter to new@example.org" in browsers(boris).get("/").text


def test_the_first_page_asks_little_of_the_database(
    app: Flask, browsers: Browsers, boris: User, course: Course
) -> None:
    enrol(boris, course)
    browser, statements = browsers(boris), []
    browser.get("/")

    def note(_connection, _cursor, statement, *_rest) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")):
            statements.append(statement)

    engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        browser.get("/")
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert len(statements) <= 6, statements


def test_mine_lists_what_is_ones_own(browsers: Browsers, boris: User, course: Course) -> None:
    browser = browsers(boris)
    assert "You are not in a course yet." in browser.get("/me/").text
    enrol(boris, course)
    page = browser.get("/me/").text
    for address in ("/me/progress/", "/me/calendar/", "/me/account/", "/me/sessions/"):
        assert f'href="{address}"' in page
    assert "<progress" in page
