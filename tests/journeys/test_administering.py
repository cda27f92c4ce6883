"""Elena gives a role, which counts from the next page on, and closes an account at once."""

import re

from playwright.sync_api import expect

from tests import cast
from tests.journeys.stage import DESK, PHONE, Stage, Walk, part


def find(walk: Walk, username: str) -> None:
    """Look somebody up by their username."""
    walk.page.goto("/admin/")
    walk.eye.look("admin")
    walk.page.goto("/admin/people/")
    walk.write("Username", username)
    walk.follow("Find")
    walk.eye.look("admin-found")
    if f"/people/{username}/" not in walk.page.url:
        walk.open(username)
    walk.eye.look("admin-person")


def test_elena_gives_a_role_and_closes_an_account(stage: Stage, locale: str) -> None:
    username = f"newcomer.{locale}"
    stage.join(cast.Part(username, part(cast.BORIS, locale).display_name, locale))
    with (
        stage.person(part(cast.ELENA, locale).username, locale, DESK) as elena,
        stage.person(username, locale, PHONE) as newcomer,
    ):
        newcomer.page.goto("/more/")
        organise = newcomer.page.locator('main a[href="/organise/"]')
        expect(organise).to_have_count(0)
        find(elena, username)
        choice = elena.page.locator('[name=grant] option[value*="irkutsk"]')
        elena.page.select_option("[name=grant]", choice.get_attribute("value"))
        elena.follow("Give the role")
        elena.sees("The role is given. It counts from the next page the person opens.")
        newcomer.page.reload()
        newcomer.eye.look("more-organizer")
        with newcomer.page.expect_navigation():
            organise.click()
        newcomer.sees("Announce a seminar")
        suspend(elena)
        with newcomer.page.expect_navigation():
            newcomer.page.locator("nav.places a").nth(2).click()
        expect(newcomer.page).to_have_url(re.compile("/sign-in/"))
        newcomer.eye.look("signed-out")


def suspend(walk: Walk) -> None:
    """Close the account of the person on the page, asked once more."""
    confirm = walk.page.locator('details.confirm:has(form[action*="suspension"])')
    confirm.locator("summary").click()
    walk.eye.look("admin-confirm")
    with walk.page.expect_navigation():
        confirm.locator("form button").click()
    walk.sees("The account is suspended, and the person is signed out.")
    walk.eye.look("admin-suspended")


def test_the_other_pages_of_administration(stage: Stage, locale: str) -> None:
    with stage.person(part(cast.ELENA, locale).username, locale, DESK) as walk:
        for name in ("invitations/", "invitations/new/", "organisations/"):
            answer = walk.page.goto(f"/admin/{name}")
            assert answer is not None
            assert answer.status == 200
            walk.eye.look(f"admin-{name.replace('/', '-')}")
