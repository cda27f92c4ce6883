"""Names, addresses and secrets stay out of logs and out of what errors say."""

import logging
import re

import pytest
from flask import Flask

from lms.accounts.user import User
from tests import cast
from tests.browser import Browser
from tests.server import ROOT
from tests.web.letters import letters, link

pytestmark = pytest.mark.both_engines
NAMES = re.compile(r"boris|marat|example\.org|Leader|Родник|тихих|quiet rivers", re.IGNORECASE)


def everything(app: Flask, browser: Browser) -> list[str]:
    """Go through all flows, right and wrong; the one-time secrets that were used."""
    for password in ("wrong", cast.PASSWORD):
        for _ in range(6):
            browser.post("/sign-in/", data={"login": "boris", "password": password})
            browser.post("/sign-out/")
    newcomer = {
        "username": "marat",
        "password": "восемь тихих озёр",
        "association": "Родник",
        "email": "marat@example.org",
    }
    for _ in range(2):
        app.test_client().post("/sign-up/", data={**newcomer, "username": "boris"})
    own = app.test_client()
    own.post("/sign-up/", data=newcomer)
    confirm = link(letters()[-1])
    own.post(confirm)
    own.post(confirm)
    app.test_client().post("/forgot-password/", data={"login": "boris@example.org"})
    app.test_client().post("/forgot-username/", data={"email": "boris@example.org"})
    reset = next(link(letter) for letter in letters() if letter.kind == "reset-password")
    for _ in range(2):
        app.test_client().post(reset, data={"username": "boris", "password": "eight other words"})
    data = {"email": "boris2@example.org", "present": "восемь тихих озёр"}
    own.post("/me/account/email/", data=data)
    own.post("/me/account/", data={"display_name": "Marat Leader", "locale": "ru"})
    return [confirm.split("/")[2], reset.split("/")[2]]


def test_the_log_names_nobody(
    app: Flask, browser: Browser, boris: User, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        secrets = everything(app, browser)
    assert any("too many tries" in line for line in caplog.messages)
    assert NAMES.findall(caplog.text) == []
    assert [secret for secret in secrets if secret in caplog.text] == []


def test_an_error_of_ours_names_nobody(
    app: Flask,
    browser: Browser,
    boris: User,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = repr(boris)

    def broken(*_words: object) -> None:
        raise RuntimeError(shown)

    monkeypatch.setattr("lms.web.accounts.sign_up.joining.sign_up", broken)
    data = {"username": "marat", "password": "восемь тихих озёр", "association": "", "email": ""}
    answer = browser.post("/sign-up/", data=data)
    assert answer.status_code == 500
    told = caplog.text.replace(str(ROOT), "")  # the project may lie in a folder of any name
    assert NAMES.findall(told) == []
    assert "marat" not in answer.text


def test_a_refused_sign_in_and_a_limit_are_logged_once_each(
    browser: Browser, boris: User, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="lms"):
        for _ in range(6):
            browser.post("/sign-in/", data={"login": "boris", "password": "wrong"})
    assert caplog.messages.count("sign-in refused") == 5
    assert len([line for line in caplog.messages if line.startswith("too many tries")]) == 1
