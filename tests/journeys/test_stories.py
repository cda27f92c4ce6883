"""Boris plays role plays to their endings, by keyboard alone and without a script."""

import pytest
from playwright.sync_api import Page

from lms.accounts.person import Person
from lms.base import clock
from lms.base.db import transaction
from lms.courseware.scenario import Node, Scenario
from lms.learning.operations.enrolling import enrol
from tests import cast
from tests.journeys import paper
from tests.journeys.stage import DESK, PHONE, Stage, part

COURSES = ("negotiation", "networking", "mass-media")
MOST = 12  # decisions of one story


@pytest.fixture
def reader(stage: Stage, locale: str) -> str:
    """Somebody new in the three courses with role plays; the username."""
    one = part(cast.BORIS, locale)
    username = f"story.{locale}.{len(stage.ids)}"
    person_id = stage.join(cast.Part(username, one.display_name, locale))
    with stage.app.app_context(), transaction():
        person = Person(person_id, username, one.display_name, locale, session_id=0)
        for course in COURSES:
            enrol(person, course, clock.now())
    return username


def scenarios(stage: Stage, course: str) -> tuple[Scenario, ...]:
    return paper.syllabus(stage, course).scenarios


def address(course: str, scenario: Scenario) -> str:
    return f"/courses/{course}/{scenario.path}/"


def decide_by_keyboard(page: Page, place: int) -> None:
    """Go to the choices, choose one with the arrows, press Enter."""
    page.locator("input[name=choice]").first.focus()
    page.keyboard.press("Space")
    for _ in range(place):
        page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_story_by_keyboard_with_every_page_looked_at(
    stage: Stage, reader: str, locale: str
) -> None:
    scenario = scenarios(stage, "negotiation")[0]
    with stage.person(reader, locale, PHONE) as walk:
        walk.page.goto("/courses/negotiation/")
        walk.eye.look("course-with-story")
        walk.open(scenario.title.in_(locale))
        walk.eye.look("story-way-in")
        walk.follow("Begin the story")
        here, number = scenario.place(scenario.start), 0
        while isinstance(here, Node):
            if number < 2:
                walk.eye.look(f"story-node-{number}")
            place = min(2, len(here.choices) - 1) if number == 0 else 1
            decide_by_keyboard(walk.page, place)
            here, number = scenario.place(here.choices[place].to), number + 1
        walk.sees("How your story ended")
        walk.eye.look("story-ending")
        walk.follow("Play again")
        walk.page.goto(address("negotiation", scenario))
        walk.sees("Your story is not over yet")
        walk.eye.look("story-played")
        walk.page.goto("/me/progress/")
        walk.eye.look("progress-with-story")


@pytest.mark.parametrize("course", COURSES)
def test_every_story_ends_without_a_script(
    stage: Stage, reader: str, locale: str, course: str
) -> None:
    with stage.person(reader, locale, DESK, java_script_enabled=False) as walk:
        for scenario in scenarios(stage, course):
            walk.page.goto(address(course, scenario))
            walk.follow("Begin the story")
            for _ in range(MOST):
                choices = walk.page.locator("label.option")
                if not choices.count():
                    break
                choices.last.click()
                walk.follow("Decide")
            walk.sees("How your story ended")
