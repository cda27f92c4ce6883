"""Policies through the pages: what a learner is told, may check, and sees at which moment."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from lms.accounts.user import User
from lms.base import clock
from lms.base.db import transaction
from lms.base.tokens import fresh_key
from lms.catalogue.operations import publish
from lms.courseware.questions import TYPES
from lms.learning.operations.dating import Dates, set_dates
from tests.browser import Browser
from tests.catalogue.bundles import KEY, RIGHT, published
from tests.courseware import question_samples as samples
from tests.learning.classroom import answer_all, begin, hand_in, place, sit

Browsers = Callable[[User], Browser]
QUIZ = f"/courses/{KEY}/start/check/"
NOON = datetime(2026, 12, 5, 12, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
CHECKED = ("KEY-CANARY-SINGLE", "SOURCE-CANARY")


def check(browser: Browser, key: str, question: str, *values: str, op_id: str | None = None):
    form = {"op_id": op_id or fresh_key(), "base": "", "go": "check", "answer": list(values)}
    return browser.post(f"/attempts/{key}/answers/{question}/check", data=form)


def close_quiz(user: User, by: User, end: datetime) -> None:
    course, by_id = place(user).course_id, by.id
    with transaction():
        set_dates(course, Dates("start/check", None, end), by_id, clock.now())


def test_the_page_says_the_rules_and_what_is_seen(
    app: Flask, browsers: Browsers, boris: User
) -> None:
    published(
        policy={
            "attempts": "3",
            "counts": "average",
            "wait": "90",
            "time_limit": "20",
            "behaviour": "interactive",
            "tries": "2",
            "review": "without-answers",
        }
    )
    sit(boris)
    page = browsers(boris).get(QUIZ).text
    for words in (
        "You may take it 3 times.",
        "The average of all attempts counts.",
        "you wait 1 hour 30 minutes",
        "You have 20 minutes from the start.",
        "have 2 tries at it",
        "A wrong try costs 33 % of the marks",
        "If you start now, you have 20 minutes, until",
        "whether each answer was right, the marks and what the author says",
    ):
        assert words in page


def test_why_it_cannot_start_is_said_with_the_moment(
    app: Flask, browsers: Browsers, boris: User, anna: User
) -> None:
    published(policy={"wait": "60"})
    with time_machine.travel(NOON, tick=False) as time:
        sit(boris)
        hand_in(boris, begin(boris))
        browser = browsers(boris)
        assert (
            "You can start again at 5 December 2026, 16:00, Moscow time" in browser.get(QUIZ).text
        )
        refused = browser.post(f"{QUIZ}attempts", data={"number": "2"}, follow_redirects=True)
        assert "The next attempt cannot start yet" in refused.text
        time.shift(HOUR)
        close_quiz(boris, anna, NOON + HOUR + 30 * MINUTE)
        assert "you have 30 minutes: the quiz ends at 5 December" in browser.get(QUIZ).text
        time.shift(HOUR)
        assert "This quiz ended at 5 December 2026, 16:30" in browser.get(QUIZ).text


def test_an_end_that_is_moved_reaches_the_open_page(
    app: Flask, browsers: Browsers, boris: User, anna: User
) -> None:
    published(policy={"time_limit": "none"})
    with time_machine.travel(NOON, tick=False):
        sit(boris)
        browser, key = browsers(boris), begin(boris)
        page = browser.get(f"/attempts/{key}/").text
        assert 'role="timer" hidden' in page
        close_quiz(boris, anna, NOON + 30 * MINUTE)
        state = browser.get(f"/attempts/{key}/", headers={"Accept": "application/json"}).json
        assert state["seconds_left"] == 1800
        assert "Time left: 30 minutes" in browser.get(f"/attempts/{key}/").text


def test_a_check_locks_and_tells_only_of_its_question(
    app: Flask, browsers: Browsers, boris: User
) -> None:
    published(policy={"behaviour": "immediate"})
    sit(boris)
    browser, key = browsers(boris), begin(boris)
    assert not [word for word in CHECKED if word in browser.get(f"/attempts/{key}/").text]
    done = check(browser, key, "pick", "alpha", op_id="operation-1")
    again = check(browser, key, "pick", "beta", op_id="operation-1")
    assert (done.status_code, done.location) == (302, again.location)
    page = browser.get(done.location).text
    assert all(word in page for word in (*CHECKED, "WHY-CANARY-OPTION", "Wrong, you chose it"))
    others = ("KEY-CANARY-MULTIPLE", "KEY-CANARY-TRUTH", "KEY-CANARY-NUMBER", "acceptedcanary")
    assert not [word for word in others if word in page]
    form = re.search(r'<form[^>]*data-question="pick".*?</form>', page, re.DOTALL)
    assert form is not None
    assert 'name="answer"' not in form.group()
    hand_in(boris, key)
    assert "Wrong, you chose it" in browser.get(f"/attempts/{key}/review/").text


def test_a_wrong_try_gets_its_own_feedback_and_no_answer(
    app: Flask, browsers: Browsers, boris: User
) -> None:
    published(policy={"behaviour": "interactive", "tries": "3"})
    sit(boris)
    browser, key = browsers(boris), begin(boris)
    page = browser.get(check(browser, key, "pick", "alpha").location).text
    assert "WHY-CANARY-OPTION" in page
    assert "2 tries are left" in page
    assert not [word for word in CHECKED if word in page]
    page = browser.get(check(browser, key, "pick", "beta").location).text
    assert "66.7 % of the marks" in page
    assert all(word in page for word in CHECKED)


def test_nothing_to_check_is_said_at_the_question(
    app: Flask, browsers: Browsers, boris: User
) -> None:
    published(policy={"behaviour": "immediate"})
    sit(boris)
    browser, key = browsers(boris), begin(boris)
    refused = check(browser, key, "pick")
    assert refused.status_code == 422
    assert "Answer the question first, then check it." in refused.text
    assert check(browser, key, "pick", "gamma").status_code == 422


@pytest.mark.parametrize("kind", TYPES)
def test_nothing_is_told_before_its_moment(
    app: Flask, browsers: Browsers, boris: User, anna: User, kind: str
) -> None:
    """For every kind of the registry: after the hand-in nothing, after the close everything."""
    written = samples.written(kind).replace(
        "questions:\n", "policy:\n  review: after-close\nquestions:\n", 1
    )
    secrets = ("WHY-CANARY", "SOURCE-CANARY", *samples.SAMPLES[kind].secrets)
    with time_machine.travel(NOON, tick=False) as time:
        with transaction():
            publish(samples.bundle(written))
        sit(boris)
        close_quiz(boris, anna, NOON + HOUR)
        browser, key = browsers(boris), begin(boris)
        hand_in(boris, key)
        address = f"/attempts/{key}/review/"
        for minutes in (0, 1, 5, 60):
            with time_machine.travel(NOON + minutes * MINUTE, tick=False):
                told = browser.get(address)
                everything = told.text + str(told.headers)
                assert [secret for secret in secrets if secret in everything] == []
                assert "% of the marks;" not in told.text
                assert "you also see" in told.text
                assert " 0 %" not in browser.get(QUIZ).text
        time.shift(HOUR + 2 * MINUTE)
        after = browser.get(address).text
        assert "WHY-CANARY" in after
        assert "SOURCE-CANARY" in after


def test_two_minutes_are_a_moment_of_their_own(app: Flask, browsers: Browsers, boris: User) -> None:
    review = "{right_after: [correct, marks], later: [], closed: []}"
    published(policy={"review": review, "pass": "10"})
    with time_machine.travel(NOON, tick=False) as time:
        sit(boris)
        browser, key = browsers(boris), begin(boris)
        answer_all(boris, key, RIGHT)
        done = browser.post(f"/attempts/{key}/submission", headers={"Accept": "application/json"})
        assert "percent" not in done.json
        address = f"/attempts/{key}/review/"
        assert "100 % of the marks" in browser.get(address).text
        time.shift(2 * MINUTE)
        page = browser.get(address).text
        assert "100 %" not in page
        assert "Passed" in page
        assert "100 %" not in browser.get("/me/progress/").text


def test_several_questions_stand_on_one_page(app: Flask, browsers: Browsers, boris: User) -> None:
    published(policy={"questions_per_page": "2"})
    sit(boris)
    browser, key = browsers(boris), begin(boris)
    page = browser.get(f"/attempts/{key}/?q=4").text
    shown = [part.split("\n")[0] for part in page.split("<form") if 'data-question="' in part]
    assert [" hidden>" in part for part in shown] == [True, True, False, False, True]
    assert "Save each answer before you go on to the next." in page
