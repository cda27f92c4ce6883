"""Whole attempts over a line that loses, delays and doubles every third request.

What is handed in is what was on the screen, in every one of them. `ATTEMPTS=100` takes more of
them than the usual few.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser, Error, Locator, Page
from sqlalchemy import select

from lms.base.db import db, transaction
from lms.catalogue.operations import publish
from lms.courseware.questions import Question
from lms.learning.attempt import Attempt
from lms.learning.queries.tries import answers_that_count
from tests import cast
from tests.courseware import question_samples as samples
from tests.learning.classroom import begin, sit
from tests.proxy import ACCIDENTS, BadLine, bad_line
from tests.server import Server, running
from tests.visitor import Visitor

ATTEMPTS = int(os.environ.get("ATTEMPTS", "6"))
CHANGES = 12  # of answers, in one attempt
QUESTIONS = [question for question in samples.quiz().questions if question.type != "file"]
WORDS = ("oak", "birch", "весна", "a whole sentence", "12", "reply…")
SHOWN = """(form) => [...new FormData(form)]
  .filter(([name, value]) => name.startsWith("answer") && value.trim())"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, shared_dir: Path) -> Iterator[Server]:
    """The real server with a question of every kind."""
    with running("sqlite", tmp_path_factory.mktemp("bad-line"), shared_dir) as server:
        with server.app.app_context(), transaction():
            publish(samples.bundle())
        yield server


@pytest.fixture(scope="module")
def line(server: Server) -> Iterator[BadLine]:
    """The bad line, the same for all attempts."""
    with bad_line(server, seed=20261123) as line:
        yield line


class Attempted:
    """Somebody at work on an attempt, who looks again when a page does not come."""

    def __init__(self, line: BadLine, page: Page, key: str, luck: Random) -> None:
        self.line, self.page, self.key, self.luck = line, page, key, luck
        self.address = f"{line.base_url}/attempts/{key}/"

    def open(self, address: str = "") -> None:
        """Load a page until it comes."""
        for _ in range(40):
            try:
                self.page.goto(address or self.address, wait_until="load")
            except Error:
                continue
            if self.page.locator("[data-attempt], .facts").count():
                return
        raise AssertionError("the page never came")

    def change(self, question: Question) -> None:
        """Answer a question somehow, like somebody who is not sure yet."""
        self.page.click(f"nav button[value='{QUESTIONS.index(question) + 1}']")
        form = self.page.locator(f'form[data-question="{question.key}"]')
        for field in form.locator("[name^=answer]:visible, [data-move]:visible").all():
            if self.luck.random() < 0.5:
                self.touch(question, field)

    def touch(self, question: Question, field: Locator) -> None:
        """Use one field."""
        kind = field.evaluate("field => field.type")
        if kind == "select-one":
            values = field.evaluate("field => [...field.options].map((o) => o.value)")
            field.select_option(self.luck.choice(values))
        elif kind in {"radio", "checkbox", "button"}:
            field.click(force=True)
        else:
            word = str(self.luck.randrange(99)) if question.type == "number" else None
            field.fill(word or self.luck.choice(WORDS))

    def shown(self) -> dict[str, object]:
        """What stands on the screen, as it should be stored."""
        on_screen = {}
        for question in QUESTIONS:
            form = self.page.locator(f'form[data-question="{question.key}"]')
            fields: dict[str, list[str]] = {}
            for name, value in form.evaluate(SHOWN):
                fields.setdefault(name, []).append(value)
            on_screen[question.key] = question.response_from(fields)
        return on_screen

    def hand_in(self) -> None:
        """Go to the end and hand in, as often as it takes."""
        for _ in range(60):
            if "/review/" in self.page.url and self.page.locator(".facts").count():
                return
            try:
                self.step()
            except Error:
                self.page.wait_for_timeout(300)
        raise AssertionError("never handed in")

    def step(self) -> None:
        """One more try to get on."""
        if self.page.locator("[data-hand-in] button.primary").count():
            self.page.click("[data-hand-in] button.primary", timeout=3000)
        elif self.page.locator("nav .actions button").count():
            self.page.click("nav .actions button", timeout=3000)
            self.page.wait_for_url("**/submission", timeout=3000)
        else:
            self.open()


@pytest.fixture
def at_work(
    server: Server, line: BadLine, real_browser: Browser, request: pytest.FixtureRequest
) -> Iterator[Attempted]:
    """Somebody new with a new attempt, beyond the bad line."""
    number = request.node.callspec.params["number"]
    with server.app.app_context():
        with transaction():
            user = cast.join(cast.Part(f"remote{number}", "Remote"))
        sit(user)
        user_id, key = user.id, begin(user)
    name, value = Visitor(server, user_id).cookie.split("=", 1)
    context = real_browser.new_context(viewport={"width": 360, "height": 740}, locale="en")
    context.add_cookies([{"name": name, "value": value, "url": line.base_url}])
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield Attempted(line, page, key, Random(number))  # noqa: S311
    context.close()


@pytest.mark.parametrize("number", range(ATTEMPTS))
def test_what_was_on_the_screen_is_handed_in(
    server: Server, at_work: Attempted, number: int
) -> None:
    at_work.open()
    for change in range(CHANGES):
        at_work.change(at_work.luck.choice(QUESTIONS))
        if change % 5 == 4:
            before = at_work.shown()
            at_work.open()
            assert at_work.shown() == before
    typed = at_work.shown()
    assert any(typed.values())
    at_work.hand_in()
    assert any(at_work.line.happened[accident] for accident in ACCIDENTS)
    assert stored(server, at_work.key) == {key: given for key, given in typed.items() if given}


def stored(server: Server, key: str) -> dict[str, object]:
    """What was handed in, of what counts; blank answers left out."""
    with server.app.app_context():
        attempt = db.session.scalars(select(Attempt).where(Attempt.key == key)).one()
        assert not attempt.is_open
        answers = answers_that_count(attempt.id)
        return {name: answer.response for name, answer in answers.items() if answer.response}


def test_the_line_is_bad(line: BadLine) -> None:
    fates = [line.draw("/attempts/x/") for _ in range(2000)]
    assert 0.25 < sum(fate in ACCIDENTS for fate in fates) / len(fates) < 0.35
    assert set(fates) == {*ACCIDENTS, "passed"}
    assert line.draw("/assets/js/answers.js") == "passed"
