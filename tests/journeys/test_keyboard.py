"""Everything by keyboard: Tab, the space bar, the arrows and Enter are enough."""

from playwright.sync_api import expect

from tests import cast
from tests.journeys import learner, paper
from tests.journeys.keyboard import answer, leaf_through, press
from tests.journeys.playbill import announced
from tests.journeys.stage import DESK, PHONE, Stage, Walk, part


def test_a_quiz_is_taken(stage: Stage, locale: str) -> None:
    with stage.person(learner.join(stage, locale), locale, PHONE) as walk:
        walk.page.goto(paper.ADDRESS)
        press(walk, "main form button.primary")
        walk.page.wait_for_url("**/attempts/**")
        take(walk, stage)


def test_a_place_is_taken_and_given_back(stage: Stage, locale: str) -> None:
    slug = announced(stage, locale)
    with stage.person(part(cast.DMITRI, locale).username, locale, DESK) as walk:
        walk.page.goto(f"/seminars/{slug}/")
        press(walk, "main form button.primary")
        walk.sees("You are registered. A place is kept for you.")
        press(walk, "details.confirm summary")
        press(walk, "details.confirm[open] button")
        walk.sees("%(num)s place left", "%(num)s places left", num=3)


def take(walk: Walk, stage: Stage) -> None:
    """Answer every question rightly and hand in."""
    page = walk.page
    key, asked = paper.key_of(page), paper.questions(stage)
    for question in asked:
        answer(walk, question)
        expect(paper.light(page, question)).to_have_attribute("data-state", "saved")
        leaf_through(walk, question)
    walk.sees("Every question has an answer.")
    assert paper.saved(stage, learner.newest(stage), key) == paper.right(asked, walk.eye.locale)
    press(walk, "main form button.primary")
    expect(page.get_by_role("heading", level=1)).to_have_text(walk.say("Passed"))
