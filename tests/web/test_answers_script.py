"""The script of the answers in a real browser: nothing is lost, and each light tells the truth."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from sqlalchemy import select, update

from lms.accounts.session import UserSession
from lms.accounts.user import User
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

    def __init__(self, server: Server, page: Page, user_id: int, key: str) -> None:
        self.server, self.page, self.user_id, self.key = server, page, user_id, key

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
    yield Desk(server, page, user_id, key)
    context.close()


def sign_in(page: Page, server: Server, name: str) -> None:
    page.goto(f"{server.base_url}/sign-in/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", cast.PASSWORD)
    page.click("main form button.primary")
    page.wait_for_url(re.compile(r"^(?!.*sign-in)"))


def test_each_change_is_saved_as_it_is_made(desk: Desk) -> None:
    desk.choose("pick", "alpha")
    desk.light().to_have_text(SAVED)
    desk.choose("pick", "beta")
    desk.turn_to(5)
    desk.page.fill("[data-question=word] [name=answer]", "Мой ответ")
    desk.light("word").to_have_text(SAVED)
    assert desk.stored() == {"pick": {"option": "beta"}, "word": {"text": "Мой ответ"}}
    expect(desk.page.locator("[data-mark=pick]")).to_have_class("done")


def test_without_a_network_one_goes_on_and_nothing_is_lost(desk: Desk) -> None:
    desk.page.context.set_offline(True)
    desk.choose("pick", "beta")
    desk.light().to_have_text("On this phone only")
    desk.turn_to(2)
    desk.choose("tick", "red", "green")
    desk.page.click("[data-question=tick] button.primary")
    desk.choose("truth", "false")
    assert desk.stored() == {}
    desk.page.context.set_offline(False)
    desk.light("truth").to_have_text(SAVED)
    assert desk.stored() == {
        "pick": {"option": "beta"},
        "tick": {"options": ["red", "green"]},
        "truth": {"option": "false"},
    }


def test_what_is_only_on_the_phone_survives_a_reload(desk: Desk) -> None:
    desk.page.evaluate("() => { window.fetch = () => Promise.reject(TypeError()); }")
    desk.choose("pick", "beta")
    desk.light().to_have_text("Not saved, trying again")
    assert desk.stored() == {}
    desk.page.reload()
    desk.light().to_have_text(SAVED)
    assert desk.page.is_checked("[data-question=pick] [value=beta]")
    assert desk.stored() == {"pick": {"option": "beta"}}
    assert desk.page.evaluate("localStorage.length") == 0


def test_an_answer_taken_back_after_a_lost_receipt_is_taken_back(desk: Desk) -> None:
    def lose_the_receipt(route: Route) -> None:
        route.fetch()
        route.abort()

    desk.turn_to(2)
    desk.page.route(SENDINGS, lose_the_receipt)
    desk.choose("tick", "red")
    desk.light("tick").to_have_text("Not saved, trying again")
    desk.page.unroute(SENDINGS)
    desk.choose("tick", "red")
    desk.light("tick").to_have_text(SAVED)
    assert desk.stored() == {"tick": {}}


def test_a_second_page_that_is_stale_blanks_nothing(desk: Desk) -> None:
    other = desk.page.context.new_page()
    other.goto(desk.page.url + "?q=5")
    other.fill("[data-question=word] [name=answer]", "x")
    expect(other.locator("[data-question=word] [data-light]")).to_have_text(SAVED)
    desk.turn_to(5)
    desk.page.fill("[data-question=word] [name=answer]", "kept")
    desk.light("word").to_have_text(SAVED)
    other.fill("[data-question=word] [name=answer]", "")
    expect(other.locator("[data-question=word] [data-light]")).to_contain_text("A newer answer")
    assert desk.stored() == {"word": {"text": "kept"}}


def test_whoever_is_signed_out_signs_in_and_goes_on(desk: Desk) -> None:
    with desk.server.app.app_context(), transaction():
        ended = update(UserSession).where(UserSession.user_id == desk.user_id)
        db.session.execute(ended.values(ended_at=clock.now()))
    desk.choose("pick", "beta")
    trouble = desk.page.locator("[data-trouble]")
    expect(trouble).to_contain_text("You are signed out.")
    with desk.server.app.app_context():
        name = db.session.get_one(User, desk.user_id).username
    tab = desk.page.context.new_page()
    sign_in(tab, desk.server, name)
    tab.close()
    desk.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    desk.light().to_have_text(SAVED)
    expect(trouble).to_be_hidden()
    assert desk.stored() == {"pick": {"option": "beta"}}


def test_nothing_is_handed_in_before_everything_has_arrived(desk: Desk) -> None:
    desk.page.context.set_offline(True)
    desk.choose("pick", "beta")
    desk.page.click("nav .actions button")
    trouble = desk.page.locator("[data-trouble]")
    expect(trouble).to_contain_text("1 of them are on this phone only")
    desk.page.context.set_offline(False)
    desk.light().to_have_text(SAVED)
    desk.page.click("nav .actions button")
    expect(desk.page.locator("h1")).to_have_text("Check your answers")
    desk.page.click("button.primary")
    expect(desk.page.locator("h1")).to_have_text("Not passed yet")


def test_what_is_no_answer_says_how_to_mend_it(desk: Desk) -> None:
    desk.turn_to(4)
    desk.page.fill("[data-question=days] [name=answer]", "soon")
    error = desk.page.locator("[data-question=days] [data-error]")
    expect(error).to_have_text("Write one number, for example 30 or 2.5.")
    desk.page.fill("[data-question=days] [name=answer]", "30")
    desk.light("days").to_have_text(SAVED)
    expect(error).to_be_hidden()
    assert desk.stored() == {"days": {"number": "30"}}


def test_when_the_time_is_up_the_screen_is_sent_first(desk: Desk) -> None:
    with desk.server.app.app_context(), transaction():
        running_out = update(Attempt).where(Attempt.key == desk.key)
        db.session.execute(running_out.values(ends_at=clock.now() + timedelta(seconds=5)))
    desk.page.route(SENDINGS, lambda route: route.abort())
    desk.page.goto(desk.page.url)
    expect(desk.page.locator("[data-time]")).to_have_text("Time left: 1 minute")
    desk.choose("pick", "beta")
    desk.light().to_have_text("Not saved, trying again")
    desk.page.unroute(SENDINGS)
    expect(desk.page.locator("h1")).to_have_text("Not passed yet", timeout=20000)
    assert desk.stored() == {"pick": {"option": "beta"}}


def test_a_wrong_clock_of_the_phone_changes_nothing(desk: Desk) -> None:
    with desk.server.app.app_context(), transaction():
        running_out = update(Attempt).where(Attempt.key == desk.key)
        db.session.execute(running_out.values(ends_at=clock.now() + timedelta(minutes=12)))
    desk.page.clock.set_fixed_time("2031-01-01T00:00:00Z")
    desk.page.goto(desk.page.url)
    expect(desk.page.locator("[data-time]")).to_have_text("Time left: 12 minutes")
    desk.choose("pick", "beta")
    desk.light().to_have_text(SAVED)
