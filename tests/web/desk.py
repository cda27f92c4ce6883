"""A learner in front of an open attempt in a real browser, for the tests of its scripts."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select, update

from lms.accounts.session import UserSession
from lms.base import clock
from lms.base.db import db, transaction
from lms.learning.attempt import Attempt
from lms.learning.queries.tries import answers_that_count
from tests import cast
from tests.catalogue.bundles import published
from tests.learning.classroom import begin, sit
from tests.server import Server, running

SENDINGS = re.compile(r"/answers/")
SAVED = re.compile(r"^Saved \d\d:\d\d$")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, shared_dir: Path) -> Iterator[Server]:
    """The real server with the small course."""
    with running("sqlite", tmp_path_factory.mktemp("answers"), shared_dir) as server:
        with server.app.app_context():
            published()
        yield server


class Desk:
    """A learner in front of an open attempt."""

    def __init__(self, server: Server, page: Page, user_id: int, key: str, name: str) -> None:
        self.server, self.page, self.user_id, self.key = server, page, user_id, key
        self.name = name

    def light(self, question: str = "pick") -> object:
        """What the light of a question says."""
        return expect(self.page.locator(f"[data-question={question}] [data-light]"))

    def choose(self, question: str, *values: str) -> None:
        """Tap options."""
        for value in values:
            self.page.click(f"[data-question={question}] label:has([value={value}])")

    def turn_to(self, number: int) -> None:
        """Tap the number of a question."""
        self.page.click(f"nav button[value='{number}']")

    def sign_out_elsewhere(self) -> None:
        """End the sessions of the learner, as signing out of all devices does."""
        with self.server.app.app_context(), transaction():
            ended = update(UserSession).where(UserSession.user_id == self.user_id)
            db.session.execute(ended.values(ended_at=clock.now()))

    def stored(self) -> dict[str, object]:
        """What the centre has, of what counts."""
        with self.server.app.app_context():
            attempt = db.session.scalars(select(Attempt).where(Attempt.key == self.key)).one()
            return {q: a.response for q, a in answers_that_count(attempt.id).items()}


@pytest.fixture
def desk(server: Server, real_browser: Browser, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """A new learner, signed in, with the first question on the screen of a phone."""
    name = f"learner{abs(hash(request.node.name)) % 10**9}"
    with server.app.app_context():
        with transaction():
            user = cast.join(cast.Part(name, "Learner"))
        sit(user)
        user_id, key = user.id, begin(user)
    context = real_browser.new_context(viewport={"width": 360, "height": 740}, locale="en")
    page = context.new_page()
    page.set_default_timeout(15000)
    sign_in(page, server, name)
    page.goto(f"{server.base_url}/attempts/{key}/")
    yield Desk(server, page, user_id, key, name)
    context.close()


def sign_in(page: Page, server: Server, name: str) -> None:
    page.goto(f"{server.base_url}/sign-in/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", cast.PASSWORD)
    page.click("main form button.primary")
    page.wait_for_url(re.compile(r"^(?!.*sign-in)"))
