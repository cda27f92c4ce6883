"""What every answer carries: pages, errors, assets and calendars alike."""

from collections.abc import Callable

import pytest

from lms.accounts.user import User
from lms.web import assets
from tests import cast
from tests.browser import Browser

PLACES = ("/", "/nothing-here", "/healthz", "/seminars.ics", "/sign-in/", "/me/")
POLICY = (
    "default-src 'self'; img-src 'self' data:; base-uri 'none'; object-src 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)


@pytest.mark.parametrize("place", PLACES)
def test_every_answer_is_guarded(browser: Browser, place: str) -> None:
    headers = browser.get(place).headers
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "noindex" in headers["X-Robots-Tag"]
    assert headers["Cache-Control"]


def test_what_a_signed_in_person_sees_is_kept_nowhere(
    browsers: Callable[[User], Browser], boris: User
) -> None:
    browser = browsers(boris)
    assert browser.get("/me/").headers["Cache-Control"] == "no-store"
    assert browser.get("/").headers["Cache-Control"] == "no-store"


def test_an_asset_is_kept_for_a_year_under_a_name_of_its_content(browser: Browser) -> None:
    address = assets.asset("app.css")
    answer = browser.get(address, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Cache-Control"].endswith("immutable")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) <= 10 * 1024
    assert browser.get("/assets/app.0000000000.css").status_code == 404
    assert browser.get("/assets/../app.py").status_code == 404


def test_no_other_origin_may_read_us(browser: Browser) -> None:
    answer = browser.get("/", headers={"Origin": "https://evil.example"})
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost:80@evil"])
def test_we_answer_to_our_own_name_only(browser: Browser, host: str) -> None:
    assert browser.get("/healthz", headers={"Host": host}).status_code == 400


def test_a_page_that_names_somebody_is_kept_by_nobody_on_the_way(
    browsers: Callable[[User], Browser], boris: User
) -> None:
    answer = browsers(boris).get("/assets/nothing.css")
    assert answer.status_code == 404
    assert cast.BORIS.display_name in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
