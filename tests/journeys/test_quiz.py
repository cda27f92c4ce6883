"""The same quiz under hard conditions: no script, two tabs, signed out in between, no mouse."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from lms.accounts.operations import sessions
from lms.accounts.person import Person
from lms.base import clock
from lms.base.db import transaction
from lms.courseware.questions import Question
from lms.learning.operations.enrolling import enrol
from tests import cast
from tests.journeys import paper
from tests.journeys.stage import Stage, Walk, part

SIGNED_OUT = "You are signed out. Your answers are kept on this phone. Sign in again, and they are sent."


@pytest.fixture
def walk(stage: Stage, locale: str, request: pytest.FixtureRequest) -> Iterator[Walk]:
    """Boris before the quiz, in the course already; the marker's words are for the browser."""
    options = getattr(request.function, "browser_options", {})
    boris = learner(stage, locale)
    with stage.person(boris, locale, **options) as walk:
        walk.page.goto(paper.ADDRESS)
        walk.follow("Start")
        yield walk
        walk.eye.forgive("401")
        assert not walk.eye.complaints


def learner(stage: Stage, locale: str) -> str:
    """A new account in the course; the username."""
    one = part(cast.BORIS, locale)
    username = f"{one.username}.{len(stage.ids)}"
    person_id = stage.join(cast.Part(username, one.display_name, locale))
    with stage.app.app_context(), transaction():
        person = Person(person_id, username, one.display_name, locale, session_id=0)
        enrol(person, paper.COURSE, clock.now())
    return username


def person_of(stage: Stage) -> int:
    """The one who has joined last."""
    return list(stage.ids.values())[-1]


def test_without_a_script_every_page_is_a_plain_form(stage: Stage, walk: Walk) -> None:
    page, asked = walk.page, paper.questions(stage)
    key = paper.key_of(page)
    for number, question in enumerate(asked):
        paper.fill(page, question)
        with page.expect_navigation():
            paper.form_of(page, question).locator("button.primary").click()
        assert len(paper.saved(stage, person_of(stage), key)) == number + 1
    walk.sees("Every question has an answer.")
    walk.follow("Hand in %(num)s answer", "Hand in %(num)s answers", num=len(asked))
    expect(page.get_by_role("heading", level=1)).to_have_text(walk.say("Passed"))


test_without_a_script_every_page_is_a_plain_form.browser_options = {"java_script_enabled": False}


def test_a_stale_tab_blanks_nothing(stage: Stage, walk: Walk) -> None:
    question = next(one for one in paper.questions(stage) if one.type == "short")
    key, address = paper.key_of(walk.page), f"{walk.page.url}?q={number(stage, question)}"
    stale = stage.tab(walk.page.context, walk.eye.locale)
    stale.page.goto(address)
    walk.page.goto(address)
    paper.fill(walk.page, question)
    expect(paper.light(walk.page, question)).to_have_attribute("data-state", "saved")
    paper.fill(stale.page, question, ["x"])
    expect(paper.light(stale.page, question)).to_have_attribute("data-state", "saved")
    paper.fill(walk.page, question)
    stale.page.reload()
    fresh = stage.tab(walk.page.context, walk.eye.locale)
    fresh.page.goto(address)
    paper.fill(fresh.page, question, [""])
    expect(paper.light(fresh.page, question)).to_have_attribute("data-state", "saved")
    assert paper.saved(stage, person_of(stage), key)[question.key] == []


def number(stage: Stage, question: Question) -> int:
    """Which one of the questions it is, counted from 1."""
    return paper.questions(stage).index(question) + 1


def test_signed_out_elsewhere_he_signs_in_and_nothing_is_lost(stage: Stage, walk: Walk) -> None:
    first, second = paper.questions(stage)[:2]
    key, page = paper.key_of(walk.page), walk.page
    paper.fill(page, first)
    expect(paper.light(page, first)).to_have_attribute("data-state", "saved")
    with stage.app.app_context(), transaction():
        sessions.end_all(person_of(stage), clock.now())
    walk.click("Save and go on")
    paper.fill(page, second)
    walk.sees(SIGNED_OUT)
    walk.eye.forgive("401")
    walk.eye.look("attempt-signed-out")
    walk.follow("Sign in")
    walk.write("Username or e-mail", list(stage.ids)[-1])
    walk.write("Password", cast.PASSWORD)
    walk.follow("Sign in")
    expect(page).to_have_url(re.compile(f"/attempts/{key}/"))
    expect(paper.light(page, second)).to_have_attribute("data-state", "saved")
    assert paper.saved(stage, person_of(stage), key) == paper.right([first, second])


def test_by_keyboard_alone(stage: Stage, walk: Walk) -> None:
    page, keyboard = walk.page, walk.page.keyboard
    key, asked = paper.key_of(page), paper.questions(stage)
    for question in asked:
        values = paper.right_answer(question)
        reach(walk, f'form[data-question="{question.key}"] [name=answer]')
        if question.type in {"number", "short"}:
            keyboard.type(values[0])
        elif question.type == "multiple":
            tick(walk, values)
        else:
            choose(walk, values[0])
        expect(paper.light(page, question)).to_have_attribute("data-state", "saved")
        reach(walk, f'form[data-question="{question.key}"] button.primary')
        keyboard.press("Enter")
    walk.sees("Every question has an answer.")
    assert paper.saved(stage, person_of(stage), key) == paper.right(asked)
    reach(walk, "main form button.primary")
    keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(walk.say("Passed"))


def reach(walk: Walk, selector: str) -> None:
    """Press Tab until what is meant has the focus, and see that the focus can be seen."""
    for _ in range(40):
        if walk.page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
        walk.page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to {selector}")


def tick(walk: Walk, values: list[str]) -> None:
    """Tick boxes with the space bar, one Tab after the other."""
    for _ in range(10):
        value = walk.page.evaluate("document.activeElement.value")
        if value in values and not walk.page.evaluate("document.activeElement.checked"):
            walk.page.keyboard.press("Space")
        walk.page.keyboard.press("Tab")
        if walk.page.evaluate("document.activeElement.type") != "checkbox":
            return


def choose(walk: Walk, value: str) -> None:
    """Go through the choices with the arrow until it is the one."""
    walk.page.keyboard.press("Space")
    for _ in range(10):
        if walk.page.evaluate("document.activeElement.value") == value:
            return
        walk.page.keyboard.press("ArrowDown")
    raise AssertionError(f"no arrow leads to {value}")
