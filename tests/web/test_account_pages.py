"""The account, first and administration pages in the real browser: legible, reachable, whole."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page

from lms.accounts.invitation import Invitation
from lms.accounts.operations import associations, emails, recovery
from lms.base import clock
from lms.base.db import db, transaction
from lms.base.tokens import digest, fresh_token
from tests import axe, cast
from tests.server import Server, running

PEOPLE = {"en": cast.ELENA, "ru": replace(cast.ELENA, username="lena", locale="ru")}
GUEST = (
    "/",
    "/more/",
    "/sign-in/",
    "/sign-up/",
    "/forgot-password/",
    "/forgot-password/letter/",
    "/forgot-username/",
    "/forgot-username/letter/",
    "/reset/made-up/",
)
SIGNED_IN = (
    "/",
    "/me/",
    "/me/account/",
    "/me/account/password/",
    "/me/account/email/",
    "/me/sessions/",
    "/admin/",
    "/admin/people/?q=bor",
    "/admin/people/?q=zzz",
    "/admin/people/boris/",
    "/admin/organisations/",
    "/admin/invitations/",
    "/admin/invitations/new/",
)
SEEN_BY = [(360, "light", "ru"), (1280, "dark", "en")]


@dataclass(frozen=True)
class Site:
    """A running site and the addresses in it that only a letter tells."""

    server: Server
    guest: tuple[str, ...]
    signed_in: tuple[str, ...]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, shared_dir: Path) -> Iterator[Site]:
    with running("sqlite", tmp_path_factory.mktemp("site"), shared_dir) as server:
        with server.app.app_context(), transaction():
            addresses = furnish()
        yield Site(server, *addresses)


def furnish() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """People, associations and links; the addresses that come of them."""
    reset, invitation, at = fresh_token(), fresh_token(), clock.now()
    people = [cast.join(part) for part in PEOPLE.values()]
    boris = cast.join(cast.BORIS, email="boris@example.org")
    for user in (*people, boris):
        associations.claim(user, "Национальное объединение «Родник» города Иркутска", at)
        emails.ask(user, f"{user.username}.new@example.org", at)
    recovery.issue_by_hand(boris.id, reset, at)
    for token in (invitation, fresh_token()):
        row = Invitation(token_digest=digest(token), note="Trainer", created_at=at)
        row.expires_at = at.replace(year=at.year + 1)
        db.session.add(row)
    key = associations.found("Союз «Маяк»", at).key
    double = db.session.scalars(db.select(associations.Organisation.key)).first()
    guest = (*GUEST, f"/reset/{reset}/", f"/sign-up/{invitation}/")
    merger = f"/admin/organisations/{double}/merger/"
    more = (f"/admin/organisations/{double}/", merger, f"{merger}?into={key}")
    return guest, (*SIGNED_IN, *more)


def context_of(site: Site, browser: Chromium, width: int, scheme: str, locale: str):
    return browser.new_context(
        base_url=site.server.base_url,
        viewport={"width": width, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]
        locale=locale,
    )


def sign_in(context: BrowserContext, username: str) -> Page:
    page = context.new_page()
    page.goto("/sign-in/")
    page.fill("#login", username)
    page.fill("#password", cast.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/sign-in/" not in address)
    return page


def flaws(page: Page, paths: tuple[str, ...], width: int) -> dict[str, list[str]]:
    """What is wrong with each page, opened and with everything unfolded."""
    found = {}
    for path in paths:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == (404 if "made-up" in path else 200), path
        page.evaluate("document.querySelectorAll('main details').forEach((one) => one.open = true)")
        wrong = axe.violations(page)
        if page.evaluate("document.documentElement.scrollWidth") != width:
            wrong.append("scrolls sideways")
        if wrong:
            found[path] = wrong
    return found


@pytest.mark.parametrize(("width", "scheme", "locale"), SEEN_BY)
def test_nothing_keeps_a_guest_from_coming_in(
    site: Site, real_browser: Chromium, width: int, scheme: str, locale: str
) -> None:
    context = context_of(site, real_browser, width, scheme, locale)
    assert flaws(context.new_page(), site.guest, width) == {}
    context.close()


@pytest.mark.parametrize(("width", "scheme", "locale"), SEEN_BY)
def test_nothing_keeps_a_person_from_their_pages(
    site: Site, real_browser: Chromium, width: int, scheme: str, locale: str
) -> None:
    context = context_of(site, real_browser, width, scheme, locale)
    page = sign_in(context, PEOPLE[locale].username)
    assert page.locator("html").get_attribute("lang") == locale
    assert flaws(page, site.signed_in, width) == {}
    context.close()


def test_mistakes_are_said_beside_their_fields(site: Site, real_browser: Chromium) -> None:
    context = context_of(site, real_browser, 360, "light", "en")
    page = context.new_page()
    page.goto("/sign-up/")
    page.fill("#username", "boris")
    page.fill("#password", "1234567890")
    page.click("main form button[type=submit]")
    assert "first that anybody" in page.inner_text("#password-error")
    assert page.locator("#password").get_attribute("aria-invalid") == "true"
    assert axe.violations(page) == []
    page.fill("#password", "eight other words")
    page.click("main form button[type=submit]")
    assert "taken" in page.inner_text("#username-error")
    context.close()


def test_a_password_can_be_looked_at_before_it_is_sent(site: Site, real_browser: Chromium) -> None:
    context = context_of(site, real_browser, 360, "light", "en")
    page = context.new_page()
    page.goto("/sign-in/")
    page.fill("#password", "what I typed")
    page.click("text=Show the password")
    assert page.locator("#password").get_attribute("type") == "text"
    page.click("text=Hide the password")
    assert page.locator("#password").get_attribute("type") == "password"
    context.close()


def test_after_signing_out_going_back_shows_nothing(site: Site, real_browser: Chromium) -> None:
    context = context_of(site, real_browser, 1280, "light", "en")
    page = sign_in(context, PEOPLE["en"].username)
    page.goto("/me/account/")
    page.evaluate("localStorage.setItem('answer', 'mine')")
    with page.expect_navigation():
        page.evaluate("document.querySelector('form[action=\"/sign-out/\"]').submit()")
    page.go_back()
    page.wait_for_load_state()
    assert "You sign in as" not in page.content()
    assert page.evaluate("localStorage.getItem('answer')") is None
    context.close()


def test_everything_works_without_a_script(site: Site, real_browser: Chromium) -> None:
    context = real_browser.new_context(base_url=site.server.base_url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/me/account/password/")
    page.fill("#login", "boris")
    page.fill("#password", cast.PASSWORD)
    page.click("main form button[type=submit]")
    assert page.url.endswith("/me/account/password/")
    page.goto("/me/account/")
    page.click("main details.confirm summary >> nth=-1")
    page.fill("#association", "Без сценария")
    page.click("main details.confirm form button >> nth=-1")
    assert "Без сценария" in page.inner_text("main")
    context.close()
