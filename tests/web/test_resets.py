"""Forgotten passwords and usernames: one letter, one use, and no word about who is here."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.operations import recovery
from lms.accounts.token import AccountToken
from lms.accounts.user import User
from lms.base import clock
from lms.base.db import db, transaction
from lms.base.tokens import digest, fresh_token
from tests import cast
from tests.browser import Browser
from tests.web.letters import letters, link, the_letter

pytestmark = pytest.mark.both_engines
NEW = "eight other words entirely"


def ask(browser: Browser, login: str):
    return browser.post("/forgot-password/", data={"login": login})


def set_password(browser: Browser, address: str, password: str = NEW):
    return browser.post(address, data={"username": "boris", "password": password})


def sign_in(browser: Browser, login: str, password: str) -> int:
    return browser.post("/sign-in/", data={"login": login, "password": password}).status_code


def headers(answer) -> list[tuple[str, str]]:
    return [header for header in answer.headers if header[0] != "Set-Cookie"]


def letter_for(app: Flask, login: str = "boris") -> str:
    ask(app.test_client(), login)
    return link(letters()[-1])


@pytest.mark.parametrize("login", ["boris", "BORIS", "boris@example.org"])
def test_a_letter_opens_the_way_to_a_new_password(app: Flask, boris: User, login: str) -> None:
    browser = app.test_client()
    browser.sign_in(boris)  # type: ignore[attr-defined]
    address = letter_for(app, login)
    page = app.test_client().get(address)
    assert page.status_code == 200
    assert "“boris”" in page.text
    assert set_password(app.test_client(), address).location == "/sign-in/"
    assert browser.get("/me/").status_code == 302
    assert sign_in(app.test_client(), "boris", cast.PASSWORD) == 422
    assert sign_in(app.test_client(), "boris", NEW) == 302
    assert letters()[-1].kind == "password-changed"


def test_every_wish_gets_the_same_answer(app: Flask, boris: User, dmitri: User) -> None:
    sleeping = cast.join(cast.CLARA, email="clara@example.org")
    sleeping.suspended_at = clock.now()
    logins = ["boris", "dmitri", "nobody", "boris@example.org", "nobody@example.org", "clara"]
    answers = [ask(app.test_client(), login) for login in logins]
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer.data for answer in answers}) == 1
    assert all(headers(answer) == headers(answers[0]) for answer in answers)
    assert {letter.address for letter in letters()} == {"boris@example.org"}


def test_the_page_afterwards_is_the_same_for_all(browser: Browser) -> None:
    assert "If there is such an account" in browser.get("/forgot-password/letter/").text
    assert "If this address belongs" in browser.get("/forgot-username/letter/").text


def test_a_forgotten_username_is_written_to_its_address_alone(app: Flask, boris: User) -> None:
    addresses = ["boris@example.org", "nobody@example.org"]
    answers = [
        app.test_client().post("/forgot-username/", data={"email": address})
        for address in addresses
    ]
    assert answers[0].data == answers[1].data
    assert headers(answers[0]) == headers(answers[1])
    (letter,) = letters()
    assert letter.address == "boris@example.org"
    assert "\nboris\n" in letter.text
    assert "boris" not in letter.subject


def test_the_address_works_once(app: Flask, boris: User) -> None:
    address = letter_for(app)
    assert set_password(app.test_client(), address).status_code == 302
    assert set_password(app.test_client(), address, "yet another password").status_code == 404
    assert app.test_client().get(address).status_code == 404
    assert sign_in(app.test_client(), "boris", NEW) == 302


def test_opening_the_address_uses_nothing_up(app: Flask, boris: User) -> None:
    address = letter_for(app)
    for _ in range(3):
        assert app.test_client().get(address).status_code == 200
    assert set_password(app.test_client(), address, "short").status_code == 422
    assert set_password(app.test_client(), address).status_code == 302


def test_the_address_is_dead_after_half_an_hour(
    app: Flask, boris: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, now = letter_for(app), clock.now
    monkeypatch.setattr(clock, "now", lambda: now() + timedelta(minutes=29))
    assert app.test_client().get(address).status_code == 200
    monkeypatch.setattr(clock, "now", lambda: now() + timedelta(minutes=30, seconds=5))
    assert set_password(app.test_client(), address).status_code == 404


def test_a_new_password_or_address_kills_what_was_sent_before(app: Flask, boris: User) -> None:
    first, second, third = (letter_for(app) for _ in range(3))
    assert set_password(app.test_client(), first).status_code == 302
    assert set_password(app.test_client(), second).status_code == 404
    with transaction():
        db.session.get_one(User, boris.id).email = "other@example.org"
    assert set_password(app.test_client(), third).status_code == 404


def test_it_is_good_for_its_own_account_and_purpose(app: Flask, boris: User, anna: User) -> None:
    address = letter_for(app)
    data = {"username": "anna", "password": NEW}
    assert app.test_client().post(address, data=data).status_code == 302
    assert sign_in(app.test_client(), "anna", cast.PASSWORD) == 302
    other = letter_for(app).replace("/reset/", "/confirm-email/")
    assert app.test_client().get(other).status_code == 404


def test_a_suspended_person_gets_no_way_in(app: Flask, boris: User) -> None:
    address = letter_for(app)
    with transaction():
        db.session.get_one(User, boris.id).suspended_at = clock.now()
    assert set_password(app.test_client(), address).status_code == 404


def test_all_dead_addresses_look_the_same(app: Flask, boris: User) -> None:
    used = letter_for(app)
    set_password(app.test_client(), used)
    pages = [
        re.sub(r'next=[^"]*"', "", app.test_client().get(address).text)
        for address in (used, "/reset/nothing/", "/confirm-email/nothing/", "/sign-up/nothing/")
    ]
    assert pages[0] == pages[1] == pages[2] == pages[3]


def test_only_a_digest_is_kept(app: Flask, boris: User) -> None:
    secret = letter_for(app).split("/")[2]
    (token,) = db.session.scalars(select(AccountToken))
    assert token.token_digest == digest(secret)
    assert secret not in repr(vars(token))


def test_the_letter_leads_to_our_own_site_whatever_the_request_says(
    app: Flask, boris: User
) -> None:
    app.test_client().post(
        "/forgot-password/",
        data={"login": "boris"},
        headers={"X-Forwarded-Host": "evil.test", "Forwarded": "host=evil.test"},
    )
    assert "evil" not in the_letter("boris@example.org").text


def test_who_came_by_letter_is_not_locked_out_by_guesses(app: Flask, boris: User) -> None:
    for number in range(25):
        app.test_client().post(
            "/sign-in/",
            data={"login": "boris", "password": "wrong"},
            environ_base={"REMOTE_ADDR": f"10.0.{number}.1"},
        )
    browser = app.test_client()
    set_password(browser, letter_for(app))
    assert sign_in(browser, "boris", NEW) == 302


def test_one_place_may_not_flood_the_letters(app: Flask) -> None:
    statuses = [ask(app.test_client(), f"name{n}").status_code for n in range(31)]
    assert statuses == [302] * 30 + [429]


def test_of_ten_uses_at_once_one_succeeds(real_app: Flask) -> None:
    token, barrier = fresh_token(), Barrier(10)
    with real_app.app_context(), transaction():
        user = cast.join(cast.BORIS)
        recovery.issue_by_hand(user.id, token, clock.now())

    def use(number: int) -> int:
        barrier.wait()
        data = {"username": "", "password": f"password number {number}"}
        return real_app.test_client().post(f"/reset/{token}/", data=data).status_code

    with ThreadPoolExecutor(10) as pool:
        statuses = sorted(pool.map(use, range(10)))
    assert statuses == [302] + [404] * 9


def test_a_link_given_by_hand_twice_is_one(app: Flask, boris: User) -> None:
    token = fresh_token()
    for _ in range(2):
        with transaction():
            recovery.issue_by_hand(boris.id, token, clock.now())
    assert len(list(db.session.scalars(select(AccountToken)))) == 1


def test_the_browsers_of_the_cast_still_work(
    browsers: Callable[[User], Browser], boris: User
) -> None:
    assert browsers(boris).get("/me/").status_code == 200
