"""Everything by keyboard: Tab, the space bar, the arrows and Enter are enough."""

from playwright.sync_api import expect

from tests import cast
from tests.journeys import learner, paper
from tests.journeys.playbill import announced
from tests.journeys.stage import DESK, PHONE, Stage, Walk, part

SEEN = """() => {
  const focused = document.activeElement, box = focused.getBoundingClientRect();
  const outlined = [focused, focused.closest(".option")].some(
    (one) => one && getComputedStyle(one).outlineStyle !== "none");
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return outlined && (focused.contains(top) || top?.contains(focused));
}"""


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
    page, keyboard = walk.page, walk.page.keyboard
    key, asked = paper.key_of(page), paper.questions(stage)
    for question in asked:
        values = question.right_fields(walk.eye.locale)["answer"]
        reach(walk, f'form[data-question="{question.key}"] [name=answer]')
        if question.type in {"number", "short"}:
            keyboard.type(values[0])
        elif question.type == "multiple":
            tick(walk, values)
        else:
            choose(walk, values[0])
        expect(paper.light(page, question)).to_have_attribute("data-state", "saved")
        press(walk, f'form[data-question="{question.key}"] button.primary')
    walk.sees("Every question has an answer.")
    assert paper.saved(stage, learner.newest(stage), key) == paper.right(asked, walk.eye.locale)
    press(walk, "main form button.primary")
    expect(page.get_by_role("heading", level=1)).to_have_text(walk.say("Passed"))


def press(walk: Walk, selector: str) -> None:
    """Go to a button by Tab and press it."""
    reach(walk, selector)
    walk.page.keyboard.press("Enter")


def reach(walk: Walk, selector: str) -> None:
    """Press Tab until what is meant has the focus, and that can be seen."""
    for _ in range(40):
        if walk.page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            assert walk.page.evaluate(SEEN), f"the focus on {selector} cannot be seen"
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
