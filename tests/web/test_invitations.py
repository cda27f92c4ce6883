"""Invitations: one link, one person, with what it gives."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.accounts.invitation import Invitation
from lms.accounts.organisation import Membership, Organisation
from lms.accounts.roles import RoleGrant
from lms.accounts.user import User
from lms.base import clock
from lms.base.db import db, transaction
from lms.base.tokens import digest, fresh_key, fresh_token
from lms.cli.users import users
from tests.browser import Browser

pytestmark = pytest.mark.both_engines
Browsers = Callable[[User], Browser]
PASSWORD = "восемь тихих озёр"


def invite(browser: Browser, **fields: str):
    data = {
        "note": "Trainer of the north",
        "grant": "",
        "organisation": "",
        "days": "14",
        "op_id": fresh_key(),
        **fields,
    }
    return browser.post("/admin/invitations/new/", data=data)


def path_in(answer) -> str:
    return answer.text.split('readonly value="http://localhost')[1].split('"')[0]


def sign_up(browser: Browser, path: str, username: str = "marat", **fields: str):
    data = {"username": username, "password": PASSWORD, "email": "", **fields}
    return browser.post(path, data=data)


@pytest.fixture
def invitation_only(app: Flask) -> Iterator[Flask]:
    before = app.extensions["lms.settings"]
    app.extensions["lms.settings"] = replace(before, sign_up="invitation", contact="+7 000 00 00")
    yield app
    app.extensions["lms.settings"] = before


def test_it_gives_a_role_and_a_membership_and_works_once(
    app: Flask, browsers: Browsers, elena: User
) -> None:
    browser = browsers(elena)
    browser.post("/admin/organisations/", data={"name": "Родник"})
    key = db.session.scalars(select(Organisation.key)).one()
    answer = invite(browser, grant="organizer:all:", organisation=key)
    assert answer.status_code == 201
    path = path_in(answer)
    page = app.test_client().get(path).text
    assert 'name="association"' not in page
    assert "Родник" not in page
    assert sign_up(app.test_client(), path).status_code == 302
    user = db.session.scalars(select(User).where(User.username == "marat")).one()
    grant = db.session.scalars(select(RoleGrant).where(RoleGrant.user_id == user.id)).one()
    assert (grant.role, grant.scope, grant.granted_by_id) == ("organizer", "all", elena.id)
    membership = db.session.scalars(select(Membership)).one()
    assert (membership.user_id, membership.confirmed_by_id) == (user.id, elena.id)
    assert sign_up(app.test_client(), path, "murat").status_code == 404
    assert app.test_client().get(path).status_code == 404
    assert "used" in browser.get("/admin/invitations/").text


def test_only_a_digest_is_kept(browsers: Browsers, elena: User) -> None:
    answer = invite(browsers(elena))
    token = path_in(answer).split("/")[2]
    invitation = db.session.scalars(select(Invitation)).one()
    assert invitation.token_digest == digest(token)
    assert token not in browsers(elena).get("/admin/invitations/").text


def test_the_same_form_sent_twice_is_one_invitation(browsers: Browsers, elena: User) -> None:
    browser, op_id = browsers(elena), fresh_key()
    paths = [path_in(invite(browser, op_id=op_id)) for _ in range(2)]
    assert paths[0] == paths[1]
    assert db.session.scalar(select(func.count(Invitation.id))) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("days", "0"),
        ("days", "91"),
        ("days", "soon"),
        ("days", ""),
        ("grant", "owner:all:"),
        ("organisation", "nothing"),
        ("op_id", ""),
        ("note", "x" * 121),
    ],
)
def test_what_is_wrong_is_said(browsers: Browsers, elena: User, field: str, value: str) -> None:
    assert invite(browsers(elena), **{field: value}).status_code == 422
    assert db.session.scalar(select(func.count(Invitation.id))) == 0


def test_a_withdrawn_or_old_one_opens_nothing(
    app: Flask, browsers: Browsers, elena: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = browsers(elena)
    first, second = path_in(invite(browser)), path_in(invite(browser, days="1"))
    key = db.session.scalars(select(Invitation).order_by(Invitation.id)).first().key
    for _ in range(2):
        assert browser.post(f"/admin/invitations/{key}/withdrawal/").status_code == 302
    assert "already been used or withdrawn" in browser.get("/admin/invitations/").text
    assert sign_up(app.test_client(), first).status_code == 404
    now = clock.now
    monkeypatch.setattr(clock, "now", lambda: now() + timedelta(days=1, minutes=1))
    assert sign_up(app.test_client(), second).status_code == 404
    assert browser.post("/admin/invitations/0000000000000000/withdrawal/").status_code == 404


def test_a_mistake_in_the_form_does_not_use_it_up(
    app: Flask, browsers: Browsers, elena: User
) -> None:
    path = path_in(invite(browsers(elena)))
    assert sign_up(app.test_client(), path, username="x").status_code == 422
    assert sign_up(app.test_client(), path, username="elena").status_code == 422
    assert sign_up(app.test_client(), path).status_code == 302


def test_without_an_invitation_nobody_signs_up(invitation_only: Flask) -> None:
    browser = invitation_only.test_client()
    page = browser.get("/sign-up/")
    assert page.status_code == 200
    assert "+7 000 00 00" in page.text
    assert 'name="username"' not in page.text
    assert sign_up(browser, "/sign-up/", association="").status_code == 403
    assert db.session.scalar(select(func.count(User.id))) == 0


def test_with_an_invitation_one_signs_up_all_the_same(
    invitation_only: Flask, browsers: Browsers, elena: User
) -> None:
    path = path_in(invite(browsers(elena)))
    assert sign_up(invitation_only.test_client(), path).status_code == 302


def test_of_ten_people_with_one_link_one_gets_in(real_app: Flask) -> None:
    token, barrier, at = fresh_token(), Barrier(10), clock.now()
    with real_app.app_context(), transaction():
        db.session.add(
            Invitation(token_digest=digest(token), created_at=at, expires_at=at + timedelta(days=1))
        )

    def join(number: int) -> int:
        barrier.wait()
        client = real_app.test_client()
        return sign_up(client, f"/sign-up/{token}/", f"name{number}").status_code

    with ThreadPoolExecutor(10) as pool:
        assert sorted(pool.map(join, range(10))) == [302] + [404] * 9
    with real_app.app_context():
        assert db.session.scalar(select(func.count(User.id))) == 1


def test_the_command_prints_a_link_for_the_first_administrator(app: Flask) -> None:
    runner = app.test_cli_runner()

    result = runner.invoke(users, ["create", "--role", "admin", "first@example.org"])
    assert result.exit_code == 0, result.output
    path = re.search(r"http://localhost(/sign-up/\S+/)", result.output)
    assert path is not None
    assert sign_up(app.test_client(), path[1]).status_code == 302
    assert db.session.scalars(select(RoleGrant)).one().role == "administrator"


@pytest.mark.parametrize(
    "words",
    [
        ["create", "--role", "owner", "a@example.org"],
        ["create", "--role", "admin", "nowhere"],
        ["create", "--role", "admin", "--scope", "city:irkutsk", "a@example.org"],
        ["create", "--role", "organizer", "--scope", "city:atlantis", "a@example.org"],
        ["create", "--role", "organizer", "--scope", "planet:mars", "a@example.org"],
        ["create", "--role", "trainer", "--scope", "all:x", "a@example.org"],
        ["create"],
    ],
)
def test_the_command_refuses_what_makes_no_sense(app: Flask, words: list[str]) -> None:

    result = app.test_cli_runner().invoke(users, words)
    assert result.exit_code != 0
    assert "Traceback" not in result.output
    assert db.session.scalar(select(func.count(Invitation.id))) == 0
