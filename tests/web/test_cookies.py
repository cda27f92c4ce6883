"""The cookie of a browser is checked once and believed only while it is true."""

from datetime import timedelta

import pytest
from flask import Flask

from lms.accounts.user import User
from tests.browser import Browser


@pytest.fixture
def signed_in(app: Flask, boris: User) -> Browser:
    browser: Browser = app.test_client().sign_in(boris)  # type: ignore[attr-defined]
    assert browser.get("/me/").status_code == 200
    return browser


def cookie_of(app: Flask, browser: Browser) -> str:
    found = browser.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert found is not None
    return found.value


def test_a_changed_cookie_is_nobodys(app: Flask, signed_in: Browser) -> None:
    value = cookie_of(app, signed_in)
    for changed in (value[:-2] + "xx", value[1:], value.replace(".", "", 1), "", "x" * 4000):
        header = {"Cookie": f"session={changed}"}
        assert app.test_client(use_cookies=False).get("/me/", headers=header).status_code == 302


def test_an_old_cookie_is_nobodys(
    app: Flask, signed_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    header = {"Cookie": f"session={cookie_of(app, signed_in)}"}
    client = app.test_client(use_cookies=False)
    assert client.get("/me/", headers=header).status_code == 200
    over = timedelta(seconds=-1)
    monkeypatch.setitem(app.config, "PERMANENT_SESSION_LIFETIME", over)
    assert client.get("/me/", headers=header).status_code == 302


def test_a_request_cannot_change_what_the_next_one_finds(app: Flask, signed_in: Browser) -> None:
    header = {"Cookie": f"session={cookie_of(app, signed_in)}"}
    for _ in range(2):
        with app.test_request_context(headers=header) as context:
            held = app.session_interface.open_session(app, context.request)
            assert held is not None
            assert "planted" not in held
            held["planted"] = "x"
