"""Every tick and every lock answers «why?»: the person's pages, and the trainer's."""

from collections.abc import Callable

import pytest
from flask import Flask

from lms.accounts.user import User
from lms.base.db import db
from lms.learning.enrolment import Enrolment
from tests.browser import Browser
from tests.catalogue.bundles import KEY
from tests.learning.classroom import begin, hand_in, place, read, sit
from tests.learning.ruled import published

pytestmark = pytest.mark.both_engines
Browsers = Callable[[User], Browser]
ORDERED = {"last": "- {lesson: last, after: [start/two]}"}
LAST = f"/courses/{KEY}/end/last/"


def key_of(user: User) -> str:
    return db.session.get_one(Enrolment, place(user).enrolment_id).key


def test_a_closed_lesson_shows_the_way_and_nothing_of_itself(
    app: Flask, boris: User, browsers: Browsers
) -> None:
    published(**ORDERED)
    sit(boris)
    page = browsers(boris).get(LAST)
    assert page.status_code == 200
    assert "This is not open yet" in page.text
    assert f'href="/courses/{KEY}/start/two/"' in page.text
    assert "Text of" not in page.text
    assert "I have read it" not in page.text


def test_a_closed_lesson_cannot_be_marked_as_read(
    app: Flask, boris: User, browsers: Browsers
) -> None:
    published(**ORDERED)
    sit(boris)
    answer = browsers(boris).post(f"{LAST}completion")
    assert (answer.status_code, answer.location) == (302, LAST)
    assert place(boris).done == frozenset()


def test_a_closed_quiz_cannot_be_started(app: Flask, boris: User, browsers: Browsers) -> None:
    published(check="- {quiz: check, after: [one]}")
    sit(boris)
    browser = browsers(boris)
    assert "This is not open yet" in browser.get(f"/courses/{KEY}/start/check/").text
    assert "Pick the right one" not in browser.get(f"/courses/{KEY}/start/check/").text
    told = browser.post(f"/courses/{KEY}/start/check/attempts", follow_redirects=True)
    assert "This is not open yet" in told.text


def test_it_opens_when_what_comes_first_is_done(
    app: Flask, boris: User, browsers: Browsers
) -> None:
    published(**ORDERED)
    sit(boris)
    browser = browsers(boris)
    assert "opens later" in browser.get(f"/courses/{KEY}/").text
    read(boris, "start/two")
    assert "I have read it" in browser.get(LAST).text
    assert "opens later" not in browser.get(f"/courses/{KEY}/").text


def test_the_steps_of_a_lesson_follow_what_opens(
    app: Flask, boris: User, browsers: Browsers
) -> None:
    """The page is kept for all who stand at the same place; what is closed belongs to the place."""
    published(two="- {lesson: two, after: [end]}")
    sit(boris)
    browser, one = browsers(boris), f"/courses/{KEY}/start/one/"
    assert "opens later" in browser.get(one).text
    read(boris, "end/last")
    assert "opens later" not in browser.get(one).text


def test_progress_says_when_why_and_what_is_missing(
    app: Flask, boris: User, browsers: Browsers
) -> None:
    published(completion="completion:\n  - {at_least: 2, of: [start/one, start/two, end]}")
    sit(boris)
    read(boris, "start/one")
    hand_in(boris, begin(boris))
    page = browsers(boris).get("/me/progress/").text
    for words in ("Read on", "1 more of these:", "How it is done: Read it", "Best result 0 of 80"):
        assert words in page
    read(boris, "start/two")
    page = browsers(boris).get("/me/progress/").text
    assert "Why is the course finished?" in page
    assert "everything it asked for was done" in page


def test_the_course_page_says_what_finishes_it(
    app: Flask, boris: User, browsers: Browsers, browser: Browser
) -> None:
    published(completion="completion:\n  - {at_least: 2, of: [start/one, start/two, end]}")
    assert "2 more of these:" in browser.get(f"/courses/{KEY}/").text
    assert f"/courses/{KEY}/start/one/" not in browser.get(f"/courses/{KEY}/").text
    sit(boris)
    assert f"/courses/{KEY}/start/one/" in browsers(boris).get(f"/courses/{KEY}/").text


def test_a_trainer_sets_an_item_with_a_reason_and_takes_it_back(
    app: Flask, boris: User, anna: User, browsers: Browsers
) -> None:
    published()
    sit(boris)
    browser = browsers(anna)
    item = f"/teach/{KEY}/people/{key_of(boris)}/items/start/check"
    assert "Set as done by hand" in browser.get(f"{item}/").text
    refused = browser.post(f"{item}/completion", data={"reason": "  "})
    assert refused.status_code == 422
    assert place(boris).done == frozenset()
    done = browser.post(f"{item}/completion", data={"reason": "On paper."}, follow_redirects=True)
    assert "set by hand" in done.text
    assert "Set as done by Anna Trainer" in done.text
    mine = browsers(boris).get("/me/progress/").text
    assert "Set as done by your trainer" in mine
    assert "“On paper.”" in mine
    assert "Anna Trainer" not in mine
    back = browser.post(f"{item}/withdrawal", data={"reason": "Mixed up."}, follow_redirects=True)
    assert "Taken back by Anna Trainer" in back.text
    assert place(boris).done == frozenset()


def test_what_is_earned_cannot_be_taken_back(
    app: Flask, boris: User, anna: User, browsers: Browsers
) -> None:
    published()
    sit(boris)
    read(boris, "start/one")
    browser = browsers(anna)
    item = f"/teach/{KEY}/people/{key_of(boris)}/items/start/one"
    assert "Take it back" not in browser.get(f"{item}/").text
    told = browser.post(f"{item}/withdrawal", data={"reason": "No."}, follow_redirects=True)
    assert "Only what was set by hand can be taken back" in told.text
    assert place(boris).done == {"start/one"}


def test_an_item_the_person_does_not_have_is_not_found(
    app: Flask, boris: User, anna: User, browsers: Browsers
) -> None:
    published()
    sit(boris)
    people = f"/teach/{KEY}/people"
    for address in (f"{key_of(boris)}/items/start/none/", "nobody/items/start/one/"):
        assert browsers(anna).get(f"{people}/{address}").status_code == 404


def test_a_trainer_reads_what_a_move_would_mean_and_moves(
    app: Flask, boris: User, anna: User, browsers: Browsers
) -> None:
    published()
    sit(boris)
    read(boris, "end/last")
    browser = browsers(anna)
    assert "reads an older edition" not in browser.get(f"/teach/{KEY}/").text
    assert "Everybody reads the newest edition." in browser.get(f"/teach/{KEY}/move").text
    published(completion="completion:\n  - all: [end]")
    assert "1 person reads an older edition" in browser.get(f"/teach/{KEY}/").text
    seen = browser.get(f"/teach/{KEY}/move").text
    assert "Would lose anything</dt><dd>0</dd>" in seen
    assert "Would finish the course by it</dt><dd>1</dd>" in seen
    assert place(boris).completed_at is None
    told = browser.post(f"/teach/{KEY}/move", follow_redirects=True)
    assert "1 person was moved." in told.text
    assert place(boris).completed_at is not None
