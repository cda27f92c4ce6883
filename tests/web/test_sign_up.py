"""Signing up: two fields are enough, and nobody learns who else is here."""

import re

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.accounts.organisation import Membership, Organisation
from lms.accounts.session import UserSession
from lms.accounts.token import AccountToken
from lms.accounts.user import User
from lms.base.db import db
from lms.mail.message import OutboxMessage
from tests.browser import Browser
from tests.web.letters import link, the_letter

pytestmark = pytest.mark.both_engines
PASSWORD = "восемь тихих озёр"


def count(noun: type) -> int:
    return db.session.scalar(select(func.count()).select_from(noun)) or 0


def sign_up(browser: Browser, **fields: str):
    data = {"username": "marat", "password": PASSWORD, "association": "", "email": "", **fields}
    return browser.post("/sign-up/", data=data)


def test_a_name_and_a_password_are_enough(browser: Browser) -> None:
    answer = sign_up(browser)
    assert (answer.status_code, answer.location) == (302, "/")
    user = db.session.scalars(select(User)).one()
    assert (user.username, user.display_name, user.email) == ("marat", "marat", None)
    assert user.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert "marat" in browser.get("/me/").text


def test_one_lands_where_one_came_from(browser: Browser) -> None:
    assert sign_up(browser, next="/me/calendar/").location == "/me/calendar/"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("username", "", "Choose a username"),
        ("username", "ab", "from 3 to 40"),
        ("username", "a b c", "no spaces"),
        ("username", "ma@rat", "no spaces"),
        ("username", "mаrat", "one alphabet"),  # the second letter is Cyrillic
        ("username", "x" * 41, "from 3 to 40"),
        ("password", "", "Choose a password"),
        ("password", "short", "at least 10"),
        ("password", "x" * 257, "at most 256"),
        ("password", "Qwertyuiop", "first that anybody"),
        ("password", "йцукенгшщз", "first that anybody"),
        ("password", "abcabcabcabc", "first that anybody"),
        ("email", "nowhere", "not an e-mail"),
        ("email", "a@b\r\nBcc: x@y.org", "not an e-mail"),
        ("association", "a\nb", "one line"),
        ("association", "x" * 201, "too long"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(
    browser: Browser, field: str, value: str, words: str
) -> None:
    answer = sign_up(browser, **{field: value})
    assert answer.status_code == 422
    assert words in answer.text
    assert count(User) == 0


def test_the_password_may_not_be_the_username(browser: Browser) -> None:
    answer = sign_up(browser, username="long.username", password="Long.Username")
    assert answer.status_code == 422


def test_the_same_password_from_another_keyboard_signs_in(browser: Browser, app: Flask) -> None:
    sign_up(browser, password="café au lait Å")  # composed
    other = app.test_client()
    data = {"login": "MARAT", "password": "cafe\u0301 au lait \u212b"}  # decomposed, Ångström sign
    assert other.post("/sign-in/", data=data).status_code == 302


def test_a_long_password_counts_to_its_end(browser: Browser, app: Flask) -> None:
    sign_up(browser, password="long " * 20)
    wrong = {"login": "marat", "password": "long " * 19 + "lonk "}
    assert app.test_client().post("/sign-in/", data=wrong).status_code == 422


def test_a_taken_name_is_said_whatever_its_case(browser: Browser, boris: User) -> None:
    answer = sign_up(browser, username="BORIS")
    assert answer.status_code == 422
    assert "taken" in answer.text
    assert count(User) == 1


def test_the_same_form_sent_twice_makes_one_account(browser: Browser, app: Flask) -> None:
    sign_up(browser)
    again = sign_up(app.test_client())
    assert (again.status_code, count(User)) == (302, 1)


def test_a_form_with_a_field_of_ours_is_refused(browser: Browser) -> None:
    assert sign_up(browser, suspended_at="").status_code == 400
    assert count(User) == 0


def test_an_address_counts_only_once_it_is_confirmed(browser: Browser, app: Flask) -> None:
    sign_up(browser, email="Marat@Example.org")
    assert db.session.scalars(select(User)).one().email is None
    address = link(the_letter("marat@example.org"))
    assert app.test_client().get(address).status_code == 200
    assert db.session.scalars(select(User)).one().email is None
    assert app.test_client().post(address).status_code == 302
    assert db.session.scalars(select(User)).one().email == "marat@example.org"
    by_address = {"login": "marat@EXAMPLE.org", "password": PASSWORD}
    assert app.test_client().post("/sign-in/", data=by_address).status_code == 302
    assert app.test_client().post(address).status_code == 404


def test_an_address_that_has_an_account_gives_the_same_answer(
    app: Flask, browser: Browser, boris: User
) -> None:
    taken, free = (
        sign_up(app.test_client(), username=name, email=email)
        for name, email in (("marat", "boris@example.org"), ("murat", "nobody@example.org"))
    )
    assert taken.status_code == free.status_code == 302
    assert taken.data == free.data
    assert strip(taken) == strip(free)
    assert count(AccountToken) == 2
    assert "already" in the_letter("boris@example.org").text
    assert "confirm-email" not in the_letter("boris@example.org").text


def strip(answer) -> list[tuple[str, str]]:
    return [
        (name, re.sub(r"=[^;]+", "=", value) if name == "Set-Cookie" else value)
        for name, value in answer.headers
    ]


def test_a_claimed_association_is_found_or_made_and_gives_nothing(
    app: Flask, browser: Browser
) -> None:
    first = sign_up(app.test_client(), username="one", association="Союз «Родник»")
    second = sign_up(app.test_client(), username="two", association='союз  "РОДНИК"')
    assert first.data == second.data
    assert strip(first) == strip(second)
    assert count(Organisation) == 1
    claims = db.session.scalars(select(Membership)).all()
    assert [claim.confirmed_at for claim in claims] == [None, None]


def test_letters_to_one_address_are_few(app: Flask, browser: Browser) -> None:
    for number in range(6):
        sign_up(app.test_client(), username=f"name{number}", email="boris@example.org")
    assert (count(User), count(OutboxMessage)) == (6, 4)


def test_no_session_begins_without_an_account(browser: Browser) -> None:
    sign_up(browser, password="short")
    assert count(UserSession) == 0
