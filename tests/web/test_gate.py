"""The gate: closed unless declared, closed to other sites, open to those who may."""

from collections.abc import Callable

import pytest
from flask import Flask

from lms.access.permissions import Permission
from lms.accounts.user import User
from lms.web import gate
from lms.web.next_page import next_page
from tests.browser import Browser

ELSEWHERE = (
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "http:evil.example",
    "https:/evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/ /evil.example",
    "/\x00/evil.example",
    "evil.example",
    "@evil.example",
    "?next=//evil.example",
    "#//evil.example",
    ".evil.example",
    "/%5c%5cevil.example\\",
    "http://localhost@evil.example",
    "/" + "x" * 600,
    "",
)
OURS = ("/", "/courses/", "/seminars/?city=irkutsk&month=2026-12", "/me/#top", "/courses/a/b/c/")


@pytest.fixture
def undeclared(built_app: Flask) -> str:
    """A route somebody forgot to declare."""
    if "forgotten" not in built_app.view_functions:
        built_app._got_first_request = False
        built_app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    return "/forgotten"


def test_every_route_declares_who_may_use_it(built_app: Flask) -> None:
    silent = [
        rule.endpoint
        for rule in built_app.url_map.iter_rules()
        if gate.declaration_of(built_app, rule.endpoint) is None and rule.endpoint != "forgotten"
    ]
    assert silent == []


def test_a_route_that_declares_nothing_is_closed(
    undeclared: str, browser: Browser, browsers: Callable[[User], Browser], elena: User
) -> None:
    assert browser.get(undeclared).status_code == 403
    assert browsers(elena).get(undeclared).status_code == 403
    assert "secret" not in browser.get(undeclared).text


def test_a_guest_is_sent_to_the_sign_in_page_and_back(browser: Browser) -> None:
    answer = browser.get("/me/calendar/?a=1")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/sign-in/?next=/me/calendar/?a%3D1"


def test_a_script_of_a_guest_is_told_so(browser: Browser) -> None:
    answer = browser.post("/me/calendar/", json={})
    assert (answer.status_code, answer.json) == (401, {"error": "signed-out"})


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_may_not_act(
    browsers: Callable[[User], Browser], boris: User, site: str
) -> None:
    form = {"language": "ru"}
    answer = browsers(boris).post("/language", data=form, headers={"Sec-Fetch-Site": site})
    assert answer.status_code == 403


def test_every_permission_stands_in_the_table() -> None:
    from lms.access.rules import RULES  # noqa: PLC0415

    assert set(RULES) == set(Permission)


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_nobody_is_sent_elsewhere(app: Flask, wanted: str) -> None:
    with app.test_request_context("/", query_string={"next": wanted}):
        assert next_page("/home") == "/home"


@pytest.mark.parametrize("wanted", OURS)
def test_people_come_back_to_their_page(app: Flask, wanted: str) -> None:
    with app.test_request_context("/", query_string={"next": wanted}):
        assert next_page("/home") == wanted


def test_a_nul_is_refused(browser: Browser) -> None:
    assert browser.get("/?q=a%00b").status_code == 400
    assert browser.post("/language", data={"language": "r\x00u"}).status_code == 400


def test_a_form_of_ten_megabytes_is_refused(browser: Browser) -> None:
    answer = browser.post("/language", data={"language": "x" * 10_000_000})
    assert answer.status_code == 413
    assert "<h1" in answer.text
