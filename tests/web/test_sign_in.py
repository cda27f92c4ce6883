"""Signing in: the same answer to every wrong guess, a new session for every right one."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts import passwords
from lms.accounts.session import A_DAY, OWN_DEVICE, UserSession
from lms.accounts.user import User
from lms.base import clock
from lms.base.db import db, transaction
from tests import cast
from tests.browser import Browser

pytestmark = pytest.mark.both_engines
PHONE = (
    "Mozilla/5.0 (Linux; Android 14; SM-A546B) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/130.0.0.0 Mobile Safari/537.36"
)


def sign_in(browser: Browser, login: str, password: str = cast.PASSWORD, **more: str):
    return browser.post("/sign-in/", data={"login": login, "password": password, **more})


def body(answer) -> str:
    return re.sub(r'value="[^"]*"', "", answer.text)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Move the clock."""
    now = clock.now
    return lambda step: monkeypatch.setattr(clock, "now", lambda: now() + step)


@pytest.mark.parametrize("login", ["boris", " BORIS ", "boris@example.org", "Boris@Example.ORG"])
def test_by_name_or_address_in_any_case(browser: Browser, boris: User, login: str) -> None:
    assert sign_in(browser, login).location == "/"
    assert "Boris Leader" in browser.get("/me/").text


def test_who_is_signed_in_goes_on(browsers: Callable[[User], Browser], boris: User) -> None:
    assert browsers(boris).get("/sign-in/?next=/courses/").location == "/courses/"


def test_a_guest_is_sent_to_sign_in_and_back(browser: Browser, boris: User) -> None:
    wall = browser.get("/me/account/")
    assert wall.location == "/sign-in/?next=/me/account/"
    assert 'name="next" value="/me/account/"' in browser.get(wall.location).text
    assert sign_in(browser, "boris", next="/me/account/").location == "/me/account/"


def test_every_wrong_guess_gets_the_same_answer(app: Flask, boris: User, dmitri: User) -> None:
    with transaction():
        db.session.get_one(User, dmitri.id).suspended_at = clock.now()
    guesses = [("boris", "wrong password"), ("nobody", "wrong password"), ("dmitri", cast.PASSWORD)]
    answers = [sign_in(app.test_client(), *guess) for guess in guesses]
    assert [answer.status_code for answer in answers] == [422] * 3
    assert len({body(answer) for answer in answers}) == 1
    headers = [
        [header for header in answer.headers if header[0] not in ("Set-Cookie", "Content-Length")]
        for answer in answers
    ]
    assert headers[0] == headers[1] == headers[2]


def test_every_wrong_guess_costs_one_comparison(
    app: Flask, boris: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str] = []

    class Watched:
        real = passwords._hasher

        def verify(self, password_hash: str, password: str) -> bool:
            compared.append(password_hash)
            return bool(self.real.verify(password_hash, password))

    monkeypatch.setattr(passwords, "_hasher", Watched())
    for login in ("boris", "nobody", "nobody@example.org"):
        sign_in(app.test_client(), login, "wrong password")
    assert len(compared) == 3


def test_the_sixth_guess_waits_for_a_known_and_an_unknown_name(app: Flask, boris: User) -> None:
    for login in ("boris", "nobody"):
        statuses = [sign_in(app.test_client(), login, "wrong").status_code for _ in range(6)]
        assert statuses == [422] * 5 + [429]
    answers = [sign_in(app.test_client(), login, "wrong") for login in ("boris", "nobody")]
    assert answers[0].headers["Retry-After"]
    assert "Try again in 15 minutes." in answers[0].text
    assert body(answers[0]) == body(answers[1])


def test_name_and_address_are_counted_together(app: Flask, boris: User) -> None:
    logins = ["boris", "boris@example.org"] * 3
    statuses = [sign_in(app.test_client(), login, "wrong").status_code for login in logins]
    assert statuses == [422] * 5 + [429]


def test_the_right_password_passes_again_later(
    browser: Browser, boris: User, later: Callable[[timedelta], None]
) -> None:
    for _ in range(6):
        sign_in(browser, "boris", "wrong")
    assert sign_in(browser, "boris").status_code == 429
    later(timedelta(minutes=16))
    assert sign_in(browser, "boris").status_code == 302


def test_one_place_gets_thirty_guesses_an_hour(app: Flask) -> None:
    statuses = [sign_in(app.test_client(), f"name{n}", "wrong").status_code for n in range(31)]
    assert statuses == [422] * 30 + [429]


def test_right_passwords_of_a_whole_room_use_nothing_up(app: Flask, boris: User) -> None:
    assert {sign_in(app.test_client(), "boris").status_code for _ in range(35)} == {302}


def test_one_account_gets_twenty_guesses_a_day_from_everywhere(app: Flask, boris: User) -> None:
    statuses = []
    for number in range(21):
        client = app.test_client()
        statuses.append(
            client.post(
                "/sign-in/",
                data={"login": "boris", "password": "wrong"},
                environ_base={"REMOTE_ADDR": f"10.0.{number}.1"},
            ).status_code
        )
    assert statuses == [422] * 20 + [429]


def test_guessing_by_others_does_not_lock_out_a_known_browser(app: Flask, boris: User) -> None:
    own = app.test_client()
    assert sign_in(own, "boris").status_code == 302
    own.post("/sign-out/")
    for number in range(25):
        app.test_client().post(
            "/sign-in/",
            data={"login": "boris", "password": "wrong"},
            environ_base={"REMOTE_ADDR": f"10.0.{number}.1"},
        )
    assert sign_in(app.test_client(), "boris").status_code == 429
    assert sign_in(own, "boris").status_code == 302


def test_a_known_browser_has_a_count_of_its_own(app: Flask, boris: User, dmitri: User) -> None:
    own = app.test_client()
    sign_in(own, "boris")
    own.post("/sign-out/")
    assert [sign_in(own, "boris", "wrong").status_code for _ in range(11)] == [422] * 10 + [429]
    assert [sign_in(own, "dmitri", "wrong").status_code for _ in range(6)] == [422] * 5 + [429]


def test_a_made_up_mark_is_not_believed(app: Flask, boris: User) -> None:
    browser = app.test_client()
    browser.set_cookie("known", f"nonce.{'0' * 64}")
    assert [sign_in(browser, "boris", "x").status_code for _ in range(6)] == [422] * 5 + [429]


def test_nothing_of_the_cookie_before_is_left(app: Flask, boris: User) -> None:
    browser = app.test_client()
    browser.get("/sign-in/")
    with browser.session_transaction() as cookie:
        cookie["planted"] = "by somebody else"
        cookie["csrf_token"] = before = "known to somebody else"
    sign_in(browser, "boris")
    with browser.session_transaction() as cookie:
        assert "planted" not in cookie
        assert cookie.get("csrf_token") != before
    browser.post("/sign-out/")
    with browser.session_transaction() as cookie:
        assert "_user_id" not in cookie


def test_a_planted_secret_is_worth_nothing_after_signing_in(app: Flask, boris: User) -> None:
    browser, thief = app.test_client(), app.test_client()
    for one in (browser, thief):
        with one.session_transaction() as cookie:
            cookie["_user_id"] = "planted"
    sign_in(browser, "boris")
    assert browser.get("/me/").status_code == 200
    assert thief.get("/me/").status_code == 302


def test_signing_in_again_ends_the_session_before(app: Flask, boris: User) -> None:
    browser, copy = app.test_client(), app.test_client()
    sign_in(browser, "boris")
    with browser.session_transaction() as cookie, copy.session_transaction() as stolen:
        stolen.update(cookie)
    assert copy.get("/me/").status_code == 200
    sign_in(browser, "boris")
    assert copy.get("/me/").status_code == 302


@pytest.mark.parametrize(
    ("who", "own", "lasts"),
    [("boris", "", A_DAY), ("boris", "y", OWN_DEVICE), ("anna", "y", A_DAY), ("elena", "y", A_DAY)],
)
def test_how_long_one_stays_signed_in(
    request: pytest.FixtureRequest, browser: Browser, who: str, own: str, lasts: timedelta
) -> None:
    request.getfixturevalue(who)
    sign_in(browser, who, **({"own_device": own} if own else {}))
    session = db.session.scalars(select(UserSession)).one()
    assert session.expires_at - session.signed_in_at == lasts


def test_the_device_is_kept_as_coarse_as_one_would_say_it(app: Flask, boris: User) -> None:
    data = {"login": "boris", "password": cast.PASSWORD}
    app.test_client().post("/sign-in/", data=data, headers={"User-Agent": PHONE})
    assert db.session.scalars(select(UserSession)).one().device == "Chrome on Android"


def test_an_old_hash_is_made_anew(app: Flask, boris: User, monkeypatch: pytest.MonkeyPatch) -> None:
    stronger = passwords.PasswordHasher(time_cost=3, memory_cost=64, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", stronger)
    assert sign_in(app.test_client(), "boris").status_code == 302
    assert "t=3" in db.session.scalars(select(User.password_hash)).one()
    assert sign_in(app.test_client(), "boris").status_code == 302


def test_signing_out_ends_the_session_on_the_server(app: Flask, boris: User) -> None:
    browser, copy = app.test_client(), app.test_client()
    sign_in(browser, "boris")
    with browser.session_transaction() as cookie, copy.session_transaction() as stolen:
        stolen.update(cookie)
    answer = browser.post("/sign-out/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert copy.get("/me/").status_code == browser.get("/me/").status_code == 302
    assert app.test_client().post("/sign-out/").status_code == 302
