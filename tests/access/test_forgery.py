"""Another site or a form of somebody else changes nothing, and neither does looking at a page."""

import re
from collections.abc import Callable

import pytest

from tests.access import matrix, parameters
from tests.access.forms import FORMS
from tests.access.parameters import Route, routes
from tests.access.stage import PERSONAS, Stage
from tests.browser import Browser

TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
Send = Callable[[Browser, Route, dict[str, str]], int]


@pytest.fixture
def guarded(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """The stage with tokens asked for, as people meet it."""
    for name, value in {"WTF_CSRF_ENABLED": True}.items():
        monkeypatch.setitem(stage.app.config, name, value)
    return stage


def token(browser: Browser) -> str:
    """The token that the pages of this browser carry; a guest's only where there is a form."""
    pages = (browser.get(path).text for path in ("/courses/", "/sign-in/"))
    return next(found[1] for page in pages if (found := TOKEN.search(page)))


def unsafe(stage: Stage) -> list[Route]:
    return [route for route in routes(stage.app) if route.method != "GET"]


def send(stage: Stage, browser: Browser, route: Route, form: dict[str, str], **more: str) -> int:
    address = route.address(parameters.values(route, stage.a))
    sent = FORMS[route.endpoint](stage.a) | form
    return browser.open(address, method=route.method, data=sent, headers=more).status_code


def answers(guarded: Stage, form: Callable[[Browser], dict[str, str]], **headers: str) -> set[int]:
    """Every unsafe route with this in the form: the statuses; nothing may be written."""
    table, statuses, nothing = matrix.read(), set(), guarded.fingerprint()
    for route in unsafe(guarded):
        with guarded.undone():
            browser = guarded.browser(matrix.insider(table[str(route)]))
            statuses.add(send(guarded, browser, route, form(browser), **headers))
            assert guarded.fingerprint() == nothing, route
    return statuses


def test_a_form_without_a_token_is_refused(guarded: Stage) -> None:
    assert answers(guarded, lambda _: {}) == {400}


def test_a_form_with_a_made_up_token_is_refused(guarded: Stage) -> None:
    assert answers(guarded, lambda browser: {"csrf_token": token(browser)[::-1]}) == {400}


def test_a_form_with_the_token_of_another_session_is_refused(guarded: Stage) -> None:
    stolen = token(guarded.browser("stranger"))
    assert answers(guarded, lambda _: {"csrf_token": stolen}) == {400}


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_is_refused_even_with_the_token(guarded: Stage, site: str) -> None:
    right = {"Sec-Fetch-Site": site}
    assert answers(guarded, lambda browser: {"csrf_token": token(browser)}, **right) == {403}


def test_the_token_of_the_page_is_taken(guarded: Stage) -> None:
    """The twin: what is refused above is refused for the token alone."""
    table = matrix.read()
    for route in unsafe(guarded):
        row = table[str(route)]
        persona = matrix.insider(row)
        with guarded.undone():
            browser = guarded.browser(persona)
            right = {"Sec-Fetch-Site": "same-origin"}
            status = send(guarded, browser, route, {"csrf_token": token(browser)}, **right)
            expected = row[persona].removesuffix("+").replace(matrix.SIGN_IN, "302")
            assert (str(route), str(status)) == (str(route), expected)


@pytest.mark.parametrize("persona", PERSONAS)
def test_looking_changes_nothing(guarded: Stage, persona: str) -> None:
    """Mail programs and link checkers open addresses, often twice."""
    nothing = guarded.fingerprint()
    for route in routes(guarded.app):
        if route.method != "GET":
            continue
        with guarded.undone():
            browser = guarded.browser(persona)
            address = route.address(parameters.values(route, guarded.a))
            for method in ("GET", "GET", "HEAD"):
                browser.open(address, method=method)
            assert guarded.fingerprint() == nothing, route


def test_a_change_is_noticed(stage: Stage) -> None:
    """The twin: a fingerprint tells when a row, a column or a count has changed."""
    nothing = stage.fingerprint()
    with stage.undone():
        stage.browser("participant").post("/language", data={"language": "ru"})
        assert stage.fingerprint() != nothing
    with stage.undone():
        stage.browser("guest").post("/sign-in/", data={"login": "boris", "password": "wrong"})
        assert stage.fingerprint() != nothing
    assert stage.fingerprint() == nothing
