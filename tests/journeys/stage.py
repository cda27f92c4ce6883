"""The stage of the journeys: a server with the real courses and cities, and the cast in two
languages."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page

from lms.accounts.user import User
from lms.base.db import transaction
from lms.catalogue import operations as catalogue
from lms.courseware.sources import read_folder
from lms.seminars.operations import load_cities
from tests import cast
from tests.cast import Part
from tests.journeys.eye import Eye
from tests.journeys.words import Say, words
from tests.server import ROOT, Server
from tests.visitor import Visitor

COURSES = sorted(path for path in (ROOT / "courses").iterdir() if path.is_dir())
RUSSIAN_NAMES = {
    "anna": "Анна",
    "boris": "Борис",
    "clara": "Клара",
    "dmitri": "Дмитрий",
    "elena": "Елена",
}
PARTS = (cast.ANNA, cast.BORIS, cast.CLARA, cast.DMITRI, cast.ELENA)
NEWCOMERS = ("boris-en", "boris-ru")  # those who sign up in a journey, by the form
PHONE, DESK = 360, 1280


def part(one: Part, locale: str) -> Part:
    """The same member of the cast, as somebody who speaks the language."""
    if locale == "en":
        return one
    name = RUSSIAN_NAMES[one.username]
    return replace(one, username=f"{one.username}.ru", display_name=name, locale="ru")


@dataclass
class Walk:
    """One person's tab: the page, the eye that looks at it, the words they read."""

    page: Page
    eye: Eye
    say: Say

    def follow(self, phrase: str, *more: str, **gaps: object) -> None:
        """Press the button or the link that says so, and arrive at the next page."""
        with self.page.expect_navigation():
            self.click(phrase, *more, **gaps)

    def open(self, name: str) -> None:
        """Follow the link with a name that is no word of the site, and arrive."""
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("link", name=name).first.click()

    def click(self, phrase: str, *more: str, **gaps: object) -> None:
        """Press the button or the link that says so, and stay on the page."""
        name = self.say(phrase, *more, **gaps)
        main = self.page.locator("main")
        button = main.get_by_role("button", name=name, exact=True)
        link = main.get_by_role("link", name=name, exact=True)
        button.or_(link).locator("visible=true").first.click()

    def sees(self, phrase: str, *more: str, **gaps: object) -> None:
        """Wait until the page says so."""
        self.reads(self.say(phrase, *more, **gaps))

    def reads(self, text: str) -> None:
        """Wait until the page says this, whatever the language."""
        self.page.locator("main").get_by_text(text).locator("visible=true").first.wait_for()

    def write(self, label: str, text: str) -> None:
        """Fill the field that is called so."""
        self.page.locator("main").get_by_label(self.say(label)).first.fill(text)


@dataclass
class Stage:
    """A running site on which journeys are walked."""

    server: Server
    chromium: Chromium
    ids: dict[str, int] = field(default_factory=dict)

    @property
    def app(self) -> Flask:
        """A second application on the same database."""
        return self.server.app

    def join(self, one: Part, email: str | None = None) -> int:
        """Give somebody an account; their number."""
        with self.app.app_context(), transaction():
            user: User = cast.join(one, email=email)
            self.ids[one.username] = user.id
            return user.id

    @contextmanager
    def guest(self, locale: str, width: int = PHONE, **options: Any) -> Iterator[Walk]:
        """A browser of its own with nobody signed in."""
        context = self.chromium.new_context(
            base_url=self.server.base_url,
            viewport={"width": width, "height": 800},
            locale=locale,
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(10_000)
        yield self.tab(context, locale)
        context.close()

    @contextmanager
    def person(
        self, username: str, locale: str, width: int = PHONE, **options: Any
    ) -> Iterator[Walk]:
        """A browser of its own with somebody signed in."""
        with self.guest(locale, width, **options) as walk:
            self.sign_in(walk.page.context, username)
            yield walk

    def sign_in(self, context: BrowserContext, username: str) -> None:
        """Sit somebody down, where the form of signing in is not the point."""
        name, value = Visitor(self.server, self.ids[username]).cookie.split("=", 1)
        cookie = {"name": name, "value": value, "url": self.server.base_url}
        context.add_cookies([cookie])  # type: ignore[list-item]

    def tab(self, context: BrowserContext, locale: str) -> Walk:
        """One more tab of a browser."""
        page = context.new_page()
        names = {word for name in (*self.ids, *NEWCOMERS) for word in re.findall(r"\w+", name)}
        return Walk(page, Eye(page, locale, names), words(locale))


def set_up(server: Server, chromium: Chromium) -> Stage:
    """Load the cities, publish the courses and give the cast their accounts, in two languages."""
    stage = Stage(server, chromium)
    with stage.app.app_context():
        with transaction():
            load_cities()
        for folder in COURSES:
            with transaction():
                catalogue.publish(read_folder(Path(folder)), notes="")
    for locale in ("en", "ru"):
        for one in PARTS:
            spoken = part(one, locale)
            stage.join(spoken, f"{spoken.username}@example.org")
    return stage
