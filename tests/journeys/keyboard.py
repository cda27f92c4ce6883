"""A person with a keyboard and nothing else: Tab, the space bar, the arrows and Enter."""

from playwright.sync_api import Locator

from lms.courseware.questions import Question
from tests.journeys import paper
from tests.journeys.stage import Walk

SEEN = """() => {
  const focused = document.activeElement, box = focused.getBoundingClientRect();
  const outlined = [focused, focused.closest(".option")].some(
    (one) => one && getComputedStyle(one).outlineStyle !== "none");
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return outlined && (focused.contains(top) || top?.contains(focused));
}"""
FOCUSED = "(wanted) => document.activeElement.matches(wanted)"
FILE = "proof.txt"
VALUE = "document.activeElement.value"


def press(walk: Walk, selector: str) -> None:
    """Go to a button by Tab and press it."""
    reach(walk, selector)
    walk.page.keyboard.press("Enter")


def reach(walk: Walk, selector: str, most: int = 60) -> None:
    """Press Tab until what is meant has the focus, and that can be seen."""
    for _ in range(most):
        if walk.page.evaluate(FOCUSED, selector):
            assert walk.page.evaluate(SEEN), f"the focus on {selector} cannot be seen"
            return
        walk.page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to {selector}")


def answer(walk: Walk, question: Question) -> None:
    """Answer the question on the screen rightly, whatever kind of fields it has."""
    form = paper.selector(question)
    if walk.page.locator(f"{form} [type=file]").count():
        upload(walk, f"{form} [type=file]")
        return
    fields = question.right_fields(walk.eye.locale)
    if walk.page.locator(f"{form} [data-move]:visible").count():
        move(walk, form, [name.partition(".")[2] for name in fields])
        return
    for name, values in fields.items():
        field = walk.page.locator(f'{form} [name="{name}"]').first
        give(walk, f'{form} [name="{name}"]', field, values)


def give(walk: Walk, selector: str, field: Locator, values: list[str]) -> None:
    """Give a field what it asks for."""
    kind = field.evaluate("field => field.type")
    if kind == "checkbox":
        for value in values:
            reach(walk, f'{selector}[value="{value}"]')
            walk.page.keyboard.press("Space")
        return
    reach(walk, selector)
    if kind == "radio":
        walk.page.keyboard.press("Space")
        arrow(walk, values[0])
    elif kind == "select-one":
        arrow(walk, values[0])
    else:
        walk.page.keyboard.type(values[0])


def upload(walk: Walk, selector: str) -> None:
    """Open the chooser of files and choose one."""
    reach(walk, selector)
    with walk.page.expect_file_chooser() as chooser:
        walk.page.keyboard.press("Space")
    file = {"name": FILE, "mimeType": "text/plain", "buffer": b"A proof, in plain words."}
    chooser.value.set_files([file])


def arrow(walk: Walk, value: str) -> None:
    """Go through the choices with the arrow until it is the one."""
    for _ in range(25):
        if walk.page.evaluate(VALUE) == value:
            return
        walk.page.keyboard.press("ArrowDown")
    raise AssertionError(f"no arrow leads to {value}")


def move(walk: Walk, form: str, wanted: list[str]) -> None:
    """Move lines up with their buttons until they stand as wanted; the focus stays with them."""
    for place, key in enumerate(wanted):
        now = order(walk, form)
        if now.index(key) == place:
            continue
        up = f'{form} li:has([name="answer.{key}"]) [data-move="-1"]'
        reach(walk, up)
        for step in range(now.index(key) - place):
            walk.page.keyboard.press("Enter" if step % 2 else "Space")
            assert walk.page.evaluate(FOCUSED, up), "moving a line takes the focus away"
            said = walk.page.locator("[data-announce]").inner_text()
            assert str(order(walk, form).index(key) + 1) in said
    assert order(walk, form) == wanted


def order(walk: Walk, form: str) -> list[str]:
    """The lines as they stand on the screen, by their keys."""
    names = "all => all.map(each => each.name.slice(7))"
    found = walk.page.locator(f"{form} .ordering select").evaluate_all(names)
    return [str(key) for key in found]


def leaf_through(walk: Walk, question: Question) -> None:
    """Press the button that saves and goes on."""
    press(walk, f"{paper.selector(question)} button.primary")
