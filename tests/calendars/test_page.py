"""The page with calendar addresses in the real browser: usable, and copied with one touch."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page

from lms.base.db import transaction
from tests import axe, cast
from tests.server import Server, running

LEADERS = {"en": cast.BORIS, "ru": replace(cast.BORIS, username="borya", locale="ru")}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, shared_dir: Path) -> Iterator[Server]:
    with running("sqlite", tmp_path_factory.mktemp("site"), shared_dir) as started:
        with started.app.app_context(), transaction():
            for leader in LEADERS.values():
                cast.join(leader)
        yield started


def sign_in(context: BrowserContext, locale: str = "en") -> Page:
    page = context.new_page()
    page.goto("/sign-in/")
    page.fill("main input[autocomplete~=username]", LEADERS[locale].username)
    page.fill("main input[type=password]", cast.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/sign-in/" not in address)
    page.goto("/me/calendar/")
    return page


def make(page: Page, label: str = "Phone") -> None:
    page.fill("#label", label)
    page.click(".form .actions button")
    page.wait_for_selector("#address")


def revoke_all(page: Page) -> None:
    page.goto("/me/calendar/")
    while page.locator("details.confirm").count():
        page.locator("details.confirm summary").first.click()
        page.locator("details.confirm button").first.click()
        page.wait_for_load_state()


@pytest.mark.parametrize(
    ("width", "scheme", "locale"),
    [(360, "light", "ru"), (360, "dark", "en"), (1280, "light", "en"), (1280, "dark", "ru")],
)
def test_nothing_keeps_people_from_using_it(
    server: Server, real_browser: Chromium, width: int, scheme: str, locale: str
) -> None:
    context = real_browser.new_context(
        base_url=server.base_url,
        viewport={"width": width, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = sign_in(context, locale)
    found = axe.violations(page)
    make(page)
    found += axe.violations(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.goto("/me/calendar/")
    page.locator("details.confirm summary").first.click()
    found += axe.violations(page)
    revoke_all(page)
    context.close()
    assert found == []


def test_one_touch_copies_the_address_and_says_so(server: Server, real_browser: Chromium) -> None:
    context = real_browser.new_context(
        base_url=server.base_url, permissions=["clipboard-read", "clipboard-write"]
    )
    page = sign_in(context)
    make(page)
    page.get_by_role("button", name="Copy the address").click()
    page.get_by_role("status").filter(has_text="Copied.").wait_for()
    address = page.input_value("#address")
    assert page.evaluate("navigator.clipboard.readText()") == address
    assert server.get(address.removeprefix(server.base_url)).status == 200
    revoke_all(page)
    context.close()


def test_the_address_is_selected_whole_when_it_is_touched(
    server: Server, real_browser: Chromium
) -> None:
    context = real_browser.new_context(base_url=server.base_url)
    page = sign_in(context)
    make(page)
    page.click("#address")
    address = page.input_value("#address")
    assert page.evaluate("getSelection().toString()") == address
    assert not page.locator("#address").is_editable()
    revoke_all(page)
    context.close()


def test_it_works_without_scripts(server: Server, real_browser: Chromium) -> None:
    context = real_browser.new_context(base_url=server.base_url, java_script_enabled=False)
    page = sign_in(context)
    make(page)
    assert page.input_value("#address").endswith(".ics")
    assert page.get_by_role("button", name="Copy").count() == 0
    revoke_all(page)
    assert page.get_by_text("no longer works").count() == 1
    context.close()
