"""Signed out in the middle of a quiz: one signs in again on the page itself."""

import pytest
from playwright.sync_api import Locator, expect

from lms.base.db import transaction
from tests import cast
from tests.web.desk import SAVED, Desk, desk, server

__all__ = ["desk", "server"]


@pytest.fixture
def dialog(desk: Desk) -> Locator:
    """The dialog, opened from the message that says what has happened."""
    desk.sign_out_elsewhere()
    desk.choose("pick", "beta")
    trouble = desk.page.locator("[data-trouble]")
    expect(trouble).to_contain_text("You are signed out.")
    trouble.get_by_role("link", name="Sign in").click()
    dialog = desk.page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    return dialog


def fill_in(dialog: Locator, name: str, password: str) -> None:
    dialog.get_by_label("Username or e-mail").fill(name)
    dialog.get_by_label("Password", exact=True).fill(password)
    dialog.get_by_role("button", name="Sign in").click()


def test_one_signs_in_without_leaving_the_page(desk: Desk, dialog: Locator) -> None:
    desk.page.evaluate("window.still = true")
    fill_in(dialog, desk.name, "not the password")
    expect(dialog).to_contain_text("Username and password do not match.")
    fill_in(dialog, desk.name, cast.PASSWORD)
    expect(dialog).to_be_hidden()
    desk.light().to_have_text(SAVED)
    expect(desk.page.locator("[data-trouble]")).to_be_hidden()
    assert desk.page.evaluate("window.still")
    assert desk.stored() == {"pick": {"option": "beta"}}


def test_forms_of_the_page_work_after_it(desk: Desk, dialog: Locator) -> None:
    fill_in(dialog, desk.name, cast.PASSWORD)
    desk.light().to_have_text(SAVED)
    desk.page.click("nav .actions button")
    expect(desk.page.locator("h1")).to_have_text("Check your answers")
    desk.page.click("button.primary")
    expect(desk.page.locator("h1")).to_have_text("Not passed yet")


def test_somebody_else_is_told_so_and_takes_nothing_over(desk: Desk, dialog: Locator) -> None:
    name = f"{desk.name}x"
    with desk.server.app.app_context(), transaction():
        cast.join(cast.Part(name, "Somebody"))
    fill_in(dialog, name, cast.PASSWORD)
    expect(desk.page.locator("[data-trouble]")).to_contain_text("signed in as somebody else")
    assert desk.stored() == {}


def test_not_now_leaves_everything_where_it_is(desk: Desk, dialog: Locator) -> None:
    desk.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert desk.page.is_checked("[data-question=pick] [value=beta]")
    desk.light().to_have_text("Not saved, trying again")


def test_who_signed_in_in_another_tab_just_goes_on(desk: Desk) -> None:
    desk.sign_out_elsewhere()
    desk.choose("pick", "beta")
    trouble = desk.page.locator("[data-trouble]")
    expect(trouble).to_be_visible()
    tab = desk.page.context.new_page()
    tab.goto(f"{desk.server.base_url}/sign-in/")
    tab.fill("[name=login]", desk.name)
    tab.fill("[name=password]", cast.PASSWORD)
    tab.click("main form button.primary")
    tab.wait_for_url(lambda url: "sign-in" not in url)
    trouble.get_by_role("link", name="Sign in").click()
    desk.light().to_have_text(SAVED)
    expect(desk.page.get_by_role("dialog")).to_be_hidden()
