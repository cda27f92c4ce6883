"""The same quiz under hard conditions: no script, two tabs, signed out in between."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from lms.accounts.operations import sessions
from lms.base import clock
from lms.base.db import transaction
from lms.courseware.questions import Question
from tests import cast
from tests.journeys import paper
from tests.journeys.learner import join, newest
from tests.journeys.stage import Stage, Walk

SIGNED_OUT = (
    "You are signed out. Your answers are kept on this phone. Sign in again, and they are sent."
)

SECOND = "This attempt is open in another tab as well. What you answer in one appears in the other."
ASIDE = "Answered on two pages. Choose which answer counts."


@pytest.fixture
def walk(stage: Stage, locale: str, request: pytest.FixtureRequest) -> Iterator[Walk]:
    """Boris before the quiz, in the course already; the marker's words are for the browser."""
    options = getattr(request.function, "browser_options", {})
    boris = join(stage, locale)
    with stage.person(boris, locale, **options) as walk:
        walk.page.goto(paper.ADDRESS)
        walk.follow("Start")
        yield walk
        walk.eye.forgive("401")
        assert not walk.eye.complaints


def test_without_a_script_every_page_is_a_plain_form(stage: Stage, walk: Walk) -> None:
    page, asked = walk.page, paper.questions(stage)
    key = paper.key_of(page)
    for number, question in enumerate(asked):
        paper.fill(page, question)
        with page.expect_navigation():
            paper.form_of(page, question).locator("button.primary").click()
        assert len(paper.saved(stage, newest(stage), key)) == number + 1
    walk.sees("Every question has an answer.")
    walk.follow("Hand in %(num)s answer", "Hand in %(num)s answers", num=len(asked))
    expect(page.get_by_role("heading", level=1)).to_have_text(walk.say("Passed"))


test_without_a_script_every_page_is_a_plain_form.browser_options = {"java_script_enabled": False}


def test_a_stale_page_blanks_nothing(stage: Stage, walk: Walk) -> None:
    question = next(one for one in paper.questions(stage) if one.type == "short")
    key, address = paper.key_of(walk.page), f"{walk.page.url}?q={number(stage, question)}"
    walk.page.goto(address)
    paper.fill(walk.page, question, ["a first thought"])
    expect(paper.light(walk.page, question)).to_have_attribute("data-state", "saved")
    with stage.person(list(stage.ids)[-1], walk.eye.locale) as stale:
        stale.page.goto(address)
        stale.reads(walk.say("Saved"))
        paper.fill(walk.page, question)
        now = paper.right([question], walk.eye.locale)
        expect(paper.light(walk.page, question)).to_have_attribute("data-state", "saved")
        paper.fill(stale.page, question, [""])
        expect(paper.light(stale.page, question)).to_have_text(walk.say(ASIDE))
        assert paper.saved(stage, newest(stage), key) == now
        stale.eye.look("attempt-two-answers")
        stale.click("Take this one")
        assert paper.saved(stage, newest(stage), key) == now


def test_a_second_tab_is_noticed(stage: Stage, walk: Walk) -> None:
    second = stage.tab(walk.page.context, walk.eye.locale)
    second.page.goto(walk.page.url)
    walk.sees(SECOND)
    walk.eye.look("attempt-second-tab")


def number(stage: Stage, question: Question) -> int:
    """Which one of the questions it is, counted from 1."""
    return paper.questions(stage).index(question) + 1


def test_signed_out_elsewhere_he_signs_in_and_nothing_is_lost(stage: Stage, walk: Walk) -> None:
    first, second = paper.questions(stage)[:2]
    key, page = paper.key_of(walk.page), walk.page
    paper.fill(page, first)
    expect(paper.light(page, first)).to_have_attribute("data-state", "saved")
    with stage.app.app_context(), transaction():
        sessions.end_all(newest(stage), clock.now())
    walk.click("Save and go on")
    paper.fill(page, second)
    walk.sees(SIGNED_OUT)
    walk.eye.forgive("401")
    walk.eye.look("attempt-signed-out")
    walk.click("Sign in")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    walk.eye.look("attempt-sign-in-here")
    dialog.get_by_label(walk.say("Username or e-mail")).fill(list(stage.ids)[-1])
    dialog.get_by_label(walk.say("Password"), exact=True).fill(cast.PASSWORD)
    dialog.get_by_role("button", name=walk.say("Sign in"), exact=True).click()
    expect(dialog).to_be_hidden()
    expect(page).to_have_url(re.compile(f"/attempts/{key}/"))
    expect(paper.light(page, second)).to_have_attribute("data-state", "saved")
    assert paper.saved(stage, newest(stage), key) == paper.right([first, second], walk.eye.locale)
