"""A quiz from the first page to the review, without a script; and what the script is told."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from lms.accounts.user import User
from lms.base.tokens import fresh_key
from tests.access import reading
from tests.browser import Browser
from tests.catalogue.bundles import CANARIES, KEY, RIGHT, published
from tests.learning.classroom import answer, answer_all, begin, hand_in, sit

Browsers = Callable[[User], Browser]
QUIZ = f"/courses/{KEY}/start/check/"
NO_KEY = "a-key-of-nothing"
NOON = datetime(2026, 12, 5, 12, tzinfo=UTC)


@pytest.fixture
def at_work(app: Flask, browsers: Browsers, boris: User) -> Browser:
    """Boris in the course."""
    published()
    sit(boris)
    return browsers(boris)


def started(browser: Browser) -> str:
    return browser.post(f"{QUIZ}attempts", data={"number": "1"}).location.split("/")[2]


def save_by_form(browser: Browser, key: str, question: str, **fields: object):
    data = {"op_id": fresh_key(), "base": "", "go": "2", **fields}
    return browser.post(f"/attempts/{key}/answers/{question}", data=data)


def save_by_script(browser: Browser, key: str, question: str, **body: object):
    sent = {"answer": ["beta"], "op_id": fresh_key(), "base": [], **body}
    return browser.post(f"/attempts/{key}/answers/{question}", json=sent)


def test_the_quiz_says_what_to_expect(at_work: Browser) -> None:
    page = at_work.get(QUIZ).text
    for words in ("A few questions.", "80 % of the marks", "3 of 3", "As long as you like"):
        assert words in page


def test_a_double_click_lands_on_the_same_attempt(at_work: Browser) -> None:
    assert started(at_work) == started(at_work)
    assert "Go on with attempt 1" in at_work.get(QUIZ).text


def test_a_whole_quiz_with_plain_forms(at_work: Browser) -> None:
    key = started(at_work)
    for number, (question, values) in enumerate(RIGHT.items(), 2):
        go = str(number) if number <= 5 else "end"
        answered = save_by_form(at_work, key, question, answer=values, go=go)
        assert answered.status_code == 302
    assert answered.location == f"/attempts/{key}/submission"
    assert "Every question has an answer." in at_work.get(answered.location).text
    done = at_work.post(f"/attempts/{key}/submission")
    assert done.location == f"/attempts/{key}/review/"
    review = at_work.get(done.location).text
    assert re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", review)
    for words in ("Passed", "100 % of the marks", "KEY-CANARY-SINGLE", "Right, and you chose it"):
        assert words in review
    assert f'href="/courses/{KEY}/start/one/"' in review
    assert "You have passed this quiz" in at_work.get(QUIZ).text


def test_one_question_a_screen_with_what_was_saved(at_work: Browser, boris: User) -> None:
    key = started(at_work)
    answer(boris, key, "pick", ["beta"])
    answer(boris, key, "days", ["30"])
    page = at_work.get(f"/attempts/{key}/?q=4").text
    shown = [part for part in page.split("<form") if 'data-question="' in part]
    assert [" hidden>" in part.split("\n")[0] for part in shown] == [True, True, True, False, True]
    assert 'value="beta" checked' in page
    assert 'value="30"' in page
    assert page.count('class="done"') == 2


def test_wrong_numbers_in_the_address_show_a_question(at_work: Browser) -> None:
    key = started(at_work)
    for wanted in ("0", "-3", "99", "x"):
        assert at_work.get(f"/attempts/{key}/?q={wanted}").status_code == 200


def test_what_is_no_answer_stays_on_the_page_with_the_reason(at_work: Browser) -> None:
    key = started(at_work)
    answered = save_by_form(at_work, key, "days", answer="<b>soon</b>")
    assert answered.status_code == 422
    assert "Write one number, for example 30 or 2.5." in answered.text
    assert 'value="&lt;b&gt;soon&lt;/b&gt;"' in answered.text


def test_unknown_fields_options_and_questions_are_refused(at_work: Browser) -> None:
    key = started(at_work)
    assert save_by_form(at_work, key, "pick", answer="beta", marks="9").status_code == 422
    assert save_by_form(at_work, key, "pick", answer="gamma").status_code == 422
    assert save_by_form(at_work, key, "nothing", answer="beta").status_code == 422
    assert save_by_script(at_work, key, "pick", marks=9).status_code == 422
    assert save_by_script(at_work, key, "pick", answer="beta").status_code == 422
    assert save_by_script(at_work, key, "word", answer=["\ud800"]).status_code == 422
    assert save_by_script(at_work, key, "pick", op_id=7).status_code == 422
    assert at_work.post(f"/attempts/{key}/answers/pick", json=[1]).status_code == 422
    assert "5 questions have no answer yet" in at_work.get(f"/attempts/{key}/submission").text


def test_a_script_is_told_what_it_needs_to_know(at_work: Browser) -> None:
    key = started(at_work)
    first = save_by_script(at_work, key, "tick", answer=["red"], op_id="operation-1")
    assert first.json == {
        "state": "saved",
        "op_id": "operation-1",
        "saved_at": first.json["saved_at"],
        "seconds_left": None,
    }
    again = save_by_script(at_work, key, "tick", answer=["red"], op_id="operation-1")
    assert again.data == first.data
    stale = save_by_script(at_work, key, "tick", answer=[], op_id="operation-2")
    assert stale.json["state"] == "aside"
    state = at_work.get(f"/attempts/{key}/", headers={"Accept": "application/json"}).json
    assert (state["over"], state["seconds_left"]) == (False, None)
    assert state["token"]


def test_a_script_that_is_signed_out_is_told_so(app: Flask, at_work: Browser) -> None:
    key = started(at_work)
    answered = save_by_script(app.test_client(), key, "pick")  # type: ignore[arg-type]
    assert (answered.status_code, answered.json) == (401, {"error": "signed-out"})


def test_handing_in_many_times_gives_one_result(at_work: Browser) -> None:
    key = started(at_work)
    headers = {"Accept": "application/json"}
    answers = [at_work.post(f"/attempts/{key}/submission", headers=headers) for _ in range(5)]
    assert len({each.data for each in answers}) == 1
    assert answers[0].json["passed"] is False


def test_after_the_end_a_late_answer_is_refused_in_plain_words(
    app: Flask, browsers: Browsers, boris: User
) -> None:
    published(policy={"time_limit": "10"})
    with time_machine.travel(NOON, tick=False) as time:
        sit(boris)
        browser = browsers(boris)
        key = started(browser)
        page = browser.get(f"/attempts/{key}/").text
        assert 'data-seconds-left="600"' in page
        assert "Time left: 10 minutes" in page
        time.shift(timedelta(minutes=11, seconds=1))
        late = save_by_script(browser, key, "pick")
        assert (late.status_code, late.json["error"]) == (409, "over")
        assert "came too late" in late.json["text"]
        assert save_by_form(browser, key, "pick", answer="beta").location == f"/attempts/{key}/"
        assert "The time is over" in browser.get(f"/attempts/{key}/").text
        assert "The time of your attempt is over" in browser.get(QUIZ).text
        browser.post(f"/attempts/{key}/submission")
        assert "Not passed yet" in browser.get(f"/attempts/{key}/review/").text


def test_no_key_reaches_the_browser_before_the_end(at_work: Browser, boris: User) -> None:
    key = started(at_work)
    answer_all(boris, key, {"pick": ["alpha"], "tick": ["blue"], "truth": ["true"]})
    as_script = {"Accept": "application/json"}
    seen = [
        *(at_work.get(f"/attempts/{key}/?q={number}") for number in range(1, 6)),
        at_work.get(f"/attempts/{key}/", headers=as_script),
        at_work.get(f"/attempts/{key}/submission"),
        at_work.get(f"/attempts/{key}/review/", follow_redirects=True),
        at_work.get(QUIZ),
        at_work.get(f"/courses/{KEY}/"),
        at_work.get(f"/courses/{KEY}/start/one/"),
        at_work.get("/me/progress/"),
        save_by_script(at_work, key, "pick", answer=["alpha"]),
        save_by_form(at_work, key, "days", answer="soon"),
    ]
    for response in seen:
        everything = response.text + str(response.headers)
        assert not [canary for canary in CANARIES if canary in everything], response.request.path
    hand_in(boris, key)
    review = at_work.get(f"/attempts/{key}/review/").text
    assert all(canary in review for canary in CANARIES)


def test_a_foreign_attempt_looks_like_one_that_is_not_there(
    at_work: Browser, browsers: Browsers, dmitri: User
) -> None:
    key = started(at_work)
    stranger = browsers(dmitri)
    for address in ("/attempts/{}/", "/attempts/{}/submission", "/attempts/{}/review/"):
        foreign, missing = (stranger.get(address.format(k)) for k in (key, NO_KEY))
        assert foreign.status_code == missing.status_code == 404
        assert reading.without(foreign.text, [key]) == reading.without(missing.text, [NO_KEY])
    assert save_by_script(stranger, key, "pick").status_code == 404
    assert stranger.post(f"/attempts/{key}/submission").status_code == 404


def test_attempts_that_are_used_up_say_so(app: Flask, browsers: Browsers, boris: User) -> None:
    published(policy={"attempts": "1"})
    sit(boris)
    hand_in(boris, begin(boris))
    browser = browsers(boris)
    assert "You have used all attempts" in browser.get(QUIZ).text
    answered = browser.post(f"{QUIZ}attempts", data={"number": "2"})
    assert answered.location == QUIZ


def test_progress_says_why(at_work: Browser, boris: User) -> None:
    hand_in(boris, begin(boris))
    page = at_work.get("/me/progress/").text
    for words in (
        "Not marked as read yet",
        "Best result 0 of 80 % needed.",
        "2 attempts are left.",
    ):
        assert words in page


def test_progress_without_a_course_says_where_to_begin(browsers: Browsers, dmitri: User) -> None:
    assert "You are not in a course yet" in browsers(dmitri).get("/me/progress/").text
