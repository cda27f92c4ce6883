"""One's own account: name, password, address, devices, association."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.organisation import Membership, Organisation
from lms.accounts.session import UserSession
from lms.accounts.user import User
from lms.base import clock
from lms.base.db import db, transaction
from tests import cast
from tests.browser import Browser
from tests.web.letters import letters, link, the_letter

pytestmark = pytest.mark.both_engines
NEW = "eight other words entirely"
Browsers = Callable[[User], Browser]


def change_password(browser: Browser, present: str = cast.PASSWORD, new: str = NEW):
    return browser.post("/me/account/password/", data={"present": present, "password": new})


def change_email(browser: Browser, email: str, present: str = cast.PASSWORD):
    return browser.post("/me/account/email/", data={"email": email, "present": present})


def email_of(user: User) -> str | None:
    return db.session.scalar(select(User.email).where(User.id == user.id))


def test_name_and_language_are_saved(browsers: Browsers, boris: User) -> None:
    browser = browsers(boris)
    data = {"display_name": "  Борис  Лидер ", "locale": "ru"}
    assert browser.post("/me/account/", data=data).status_code == 302
    page = browser.get("/me/account/").text
    assert 'lang="ru"' in page
    assert "Борис Лидер" in page
    browser.post("/me/account/", data={"display_name": "", "locale": "en"})
    assert db.session.get_one(User, boris.id).display_name == "boris"


def test_a_language_that_is_not_spoken_is_refused(browsers: Browsers, boris: User) -> None:
    data = {"display_name": "Boris", "locale": "xx"}
    assert browsers(boris).post("/me/account/", data=data).status_code == 422


def test_nobody_writes_more_than_the_form_has(browsers: Browsers, boris: User) -> None:
    for field in ("email", "username", "suspended_at", "password_hash", "id", "role"):
        data = {"display_name": "Boris", "locale": "en", field: "x"}
        assert browsers(boris).post("/me/account/", data=data).status_code == 400


def test_another_password_signs_out_everywhere_else(browsers: Browsers, boris: User) -> None:
    here, there = browsers(boris), browsers(boris)
    assert change_password(here).status_code == 302
    assert here.get("/me/").status_code == 200
    assert there.get("/me/").status_code == 302
    assert the_letter("boris@example.org").kind == "password-changed"


def test_another_password_needs_the_present_one(browsers: Browsers, boris: User) -> None:
    browser = browsers(boris)
    answer = change_password(browser, present="a wrong guess")
    assert answer.status_code == 422
    assert "not your current password" in answer.text
    statuses = [change_password(browser, present="wrong").status_code for _ in range(10)]
    assert statuses == [422] * 9 + [429]
    assert letters() == []


def test_another_address_counts_once_confirmed_and_the_old_one_is_told(
    app: Flask, browsers: Browsers, boris: User
) -> None:
    browser = browsers(boris)
    assert change_email(browser, "New@Example.org").status_code == 302
    assert email_of(boris) == "boris@example.org"
    assert "new@example.org" in browser.get("/me/account/").text
    assert app.test_client().post(link(the_letter("new@example.org"))).status_code == 302
    assert email_of(boris) == "new@example.org"
    assert the_letter("boris@example.org").kind == "email-changed"


def test_another_address_needs_the_password(browsers: Browsers, boris: User) -> None:
    answer = change_email(browsers(boris), "new@example.org", present="a wrong guess")
    assert answer.status_code == 422
    assert letters() == []


def test_an_address_of_somebody_else_gives_the_same_answer(
    browsers: Browsers, boris: User, anna: User
) -> None:
    answers = []
    for address in ("anna@example.org", "ahna@example.org"):
        browser = browsers(boris)
        first = change_email(browser, address)
        page = re.sub(r'value="[^"]*"', "", browser.get("/me/account/").text)
        answers.append((first.status_code, first.data, page.replace(address, "")))
    assert answers[0] == answers[1]
    assert the_letter("anna@example.org").kind == "address-in-use"


def test_of_two_changes_the_one_confirmed_first_wins(
    app: Flask, browsers: Browsers, boris: User
) -> None:
    browser = browsers(boris)
    change_email(browser, "one@example.org")
    change_email(browser, "two@example.org")
    assert app.test_client().post(link(the_letter("two@example.org"))).status_code == 302
    assert app.test_client().post(link(the_letter("one@example.org"))).status_code == 404
    assert email_of(boris) == "two@example.org"


def test_an_address_taken_meanwhile_stays_where_it_is(
    app: Flask, browsers: Browsers, boris: User, dmitri: User
) -> None:
    change_email(browsers(boris), "same@example.org")
    address = link(the_letter("same@example.org"))
    with transaction():
        db.session.get_one(User, dmitri.id).email = "same@example.org"
    assert app.test_client().post(address).status_code == 404
    assert email_of(boris) == "boris@example.org"


def test_the_old_address_can_take_everything_back(
    app: Flask, browsers: Browsers, boris: User
) -> None:
    thief = browsers(boris)
    change_email(thief, "thief@example.org")
    app.test_client().post(link(the_letter("thief@example.org")))
    mine = link(the_letter("boris@example.org"))
    change_password(thief)
    change_email(thief, "thief2@example.org", present=NEW)
    app.test_client().post(link(letters()[-1]))
    thiefs = next(
        link(letter)
        for letter in letters()
        if (letter.kind, letter.address) == ("email-changed", "thief@example.org")
    )
    assert app.test_client().get(mine).status_code == 200
    assert app.test_client().post(mine).location == "/forgot-password/"
    assert email_of(boris) == "boris@example.org"
    assert thief.get("/me/").status_code == 302
    assert app.test_client().post(thiefs).status_code == 404
    assert app.test_client().post(mine).status_code == 404


def test_taking_back_is_possible_for_three_days(
    app: Flask, browsers: Browsers, boris: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, now = browsers(boris), clock.now
    browser.post("/me/account/email/removal/", data={"removal-present": cast.PASSWORD})
    assert email_of(boris) is None
    address = link(the_letter("boris@example.org"))
    monkeypatch.setattr(clock, "now", lambda: now() + timedelta(hours=73))
    assert app.test_client().post(address).status_code == 404
    monkeypatch.setattr(clock, "now", lambda: now() + timedelta(hours=71))
    assert app.test_client().post(address).status_code == 302
    assert email_of(boris) == "boris@example.org"


def test_removing_the_address_needs_the_password(browsers: Browsers, boris: User) -> None:
    data = {"removal-present": "a wrong guess"}
    assert browsers(boris).post("/me/account/email/removal/", data=data).status_code == 422
    assert email_of(boris) == "boris@example.org"


def keys(user: User) -> list[str]:
    query = select(UserSession).where(UserSession.user_id == user.id).order_by(UserSession.id)
    return [session.key for session in db.session.scalars(query)]


def test_a_device_is_signed_out_from_another(browsers: Browsers, boris: User) -> None:
    lost, here = browsers(boris), browsers(boris)
    page = here.get("/me/sessions/").text
    assert page.count("Test browser") == 2
    assert "this device" in page
    assert here.post(f"/me/sessions/{keys(boris)[0]}/ending/").status_code == 302
    assert lost.get("/me/").status_code == 302
    assert here.get("/me/").status_code == 200


def test_all_others_are_signed_out_at_once(browsers: Browsers, boris: User) -> None:
    others, here = [browsers(boris) for _ in range(3)], browsers(boris)
    here.post("/me/sessions/ending/")
    assert [other.get("/me/").status_code for other in others] == [302] * 3
    assert here.get("/me/").status_code == 200


def test_nobody_ends_the_session_of_another(browsers: Browsers, boris: User, dmitri: User) -> None:
    his, mine = browsers(boris), browsers(dmitri)
    answers = [
        mine.post(f"/me/sessions/{key}/ending/").status_code
        for key in (keys(boris)[0], "0" * 16, keys(dmitri)[0][:4])
    ]
    assert answers == [404] * 3
    assert his.get("/me/").status_code == 200


def test_a_suspended_person_is_out_at_the_next_request(browsers: Browsers, boris: User) -> None:
    browser = browsers(boris)
    assert browser.get("/me/").status_code == 200
    with transaction():
        db.session.get_one(User, boris.id).suspended_at = clock.now()
    assert browser.get("/me/").status_code == 302


def test_an_association_is_claimed_once_and_left(browsers: Browsers, boris: User) -> None:
    browser = browsers(boris)
    for _ in range(2):
        answer = browser.post("/me/account/associations/", data={"association": "Родник"})
        assert answer.status_code == 302
    assert db.session.scalars(select(Membership)).one().confirmed_at is None
    key = db.session.scalars(select(Organisation)).one().key
    assert "not confirmed yet" in browser.get("/me/account/").text
    assert browser.post(f"/me/account/associations/{key}/leaving/").status_code == 302
    assert browser.post(f"/me/account/associations/{key}/leaving/").status_code == 404
    assert db.session.scalars(select(Membership)).all() == []
