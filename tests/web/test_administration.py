"""Administrators look after people and roles; somebody is always left to do it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts import queries
from lms.accounts.operations import administration
from lms.accounts.refusals import LastAdministrator
from lms.accounts.roles import Grant, Role, RoleGrant, Scope
from lms.accounts.session import A_DAY, UserSession
from lms.accounts.user import User
from lms.base import clock
from lms.base.db import db, transaction
from lms.base.tokens import digest, fresh_key
from lms.seminars.operations import load_cities
from tests import cast
from tests.browser import Browser

pytestmark = pytest.mark.both_engines
Browsers = Callable[[User], Browser]


def grants(user: User) -> set[tuple[str, str, str]]:
    rows = db.session.scalars(select(RoleGrant).where(RoleGrant.user_id == user.id))
    return {(row.role, row.scope, row.key) for row in rows}


def administrator_grant(user: User) -> int:
    query = select(RoleGrant.id).where(RoleGrant.user_id == user.id)
    return db.session.scalars(query).one()


@pytest.mark.parametrize("who", ["anna", "boris", "clara", "dmitri"])
@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/people/", "/admin/people/elena/", "/admin/invitations/new/"]
)
def test_nobody_else_gets_in(
    request: pytest.FixtureRequest, browsers: Browsers, elena: User, who: str, path: str
) -> None:
    assert browsers(request.getfixturevalue(who)).get(path).status_code == 403


def test_people_are_found_by_three_letters_and_never_listed(
    browsers: Browsers, elena: User, boris: User, anna: User
) -> None:
    browser = browsers(elena)

    def find(words: str) -> str:
        return browser.get("/admin/people/", query_string={"q": words}).text

    assert "/admin/people/boris/" in find("ORI")
    assert "/admin/people/boris/" in find("Boris@example.org")
    for words in ("", "b", "bo", "%%%", "___", "b%s", "example.org", "@example"):
        assert "/admin/people/boris/" not in find(words)
    assert "Nobody found" in find("zzz")


def test_many_people_come_in_pages(browsers: Browsers, elena: User) -> None:
    with transaction():
        for number in range(45):
            cast.join(cast.Part(f"leader{number:02}", "Leader"))
    browser = browsers(elena)
    pages = [browser.get(f"/admin/people/?q=leader&page={number}").text for number in (1, 3, 99)]
    assert [page.count("/admin/people/leader") for page in pages] == [20, 5, 5]
    assert "45 people found" in pages[0]
    assert "Page 1 of 3" in pages[0]


def test_a_suspended_person_is_out_at_once_and_comes_back(
    app: Flask, browsers: Browsers, elena: User, boris: User
) -> None:
    his, browser = browsers(boris), browsers(elena)
    assert browser.post("/admin/people/boris/suspension/").status_code == 302
    assert his.get("/me/").status_code == 302
    entry = {"login": "boris", "password": cast.PASSWORD}
    assert app.test_client().post("/sign-in/", data=entry).status_code == 422
    assert "suspended since" in browser.get("/admin/people/boris/").text
    assert browser.post("/admin/people/boris/restoration/").status_code == 302
    assert his.get("/me/").status_code == 302
    assert app.test_client().post("/sign-in/", data=entry).status_code == 302


def test_a_lost_telephone_is_signed_out(browsers: Browsers, elena: User, boris: User) -> None:
    his = browsers(boris)
    browsers(elena).post("/admin/people/boris/sessions/ending/")
    assert his.get("/me/").status_code == 302


def test_roles_are_given_for_a_scope_and_taken_back(
    browsers: Browsers, elena: User, boris: User
) -> None:
    with transaction():
        load_cities()
    browser, his = browsers(elena), browsers(boris)
    give = {"grant": "organizer:city:irkutsk"}
    for _ in range(2):
        assert browser.post("/admin/people/boris/roles/", data=give).status_code == 302
    assert grants(boris) == {("organizer", "city", "irkutsk")}
    assert "Organizer: Irkutsk" in browser.get("/admin/people/boris/").text
    assert "Organise" in his.get("/more/").text or his.get("/more/").status_code == 200
    held = administrator_grant(boris)
    for _ in range(2):
        answer = browser.post(f"/admin/people/boris/roles/{held}/revocation/")
        assert answer.status_code == 302
    assert grants(boris) == set()


@pytest.mark.parametrize(
    "grant",
    ["", "owner:all:", "organizer:city:atlantis", "trainer:city:irkutsk", "administrator:city:a"],
)
def test_a_role_that_is_not_offered_is_refused(
    browsers: Browsers, elena: User, boris: User, grant: str
) -> None:
    answer = browsers(elena).post("/admin/people/boris/roles/", data={"grant": grant})
    assert answer.status_code == 422
    assert grants(boris) == set()


def test_a_role_of_another_person_is_not_found(
    browsers: Browsers, elena: User, boris: User, anna: User
) -> None:
    held = administrator_grant(anna)
    answer = browsers(elena).post(f"/admin/people/boris/roles/{held}/revocation/")
    assert answer.status_code == 404
    assert grants(anna) != set()


def test_who_gets_a_role_signs_in_every_day(browsers: Browsers, elena: User, boris: User) -> None:
    browsers(boris)
    give = {"grant": "organizer:all:"}
    browsers(elena).post("/admin/people/boris/roles/", data=give)
    query = select(UserSession.expires_at).where(UserSession.user_id == boris.id)
    assert db.session.scalars(query).one() <= clock.now() + A_DAY


def test_the_last_administrator_stays(browsers: Browsers, elena: User, boris: User) -> None:
    browser = browsers(elena)
    own = administrator_grant(elena)
    revoke = f"/admin/people/elena/roles/{own}/revocation/"
    assert browser.post(revoke).status_code == 302
    assert "last administrator" in browser.get("/admin/").text
    browser.post("/admin/people/elena/suspension/")
    assert "cannot suspend yourself" in browser.get("/admin/").text
    assert grants(elena) == {("administrator", "all", "")}
    browser.post("/admin/people/boris/roles/", data={"grant": "administrator:all:"})
    assert browser.post(revoke).status_code == 302
    assert browser.get("/admin/").status_code == 403


def test_a_suspended_administrator_does_not_count(
    browsers: Browsers, elena: User, boris: User
) -> None:
    with transaction():
        row = RoleGrant(user_id=boris.id, role="administrator", scope="all", granted_at=clock.now())
        db.session.add(row)
        db.session.get_one(User, boris.id).suspended_at = clock.now()
    own = administrator_grant(elena)
    browsers(elena).post(f"/admin/people/elena/roles/{own}/revocation/")
    assert grants(elena) == {("administrator", "all", "")}


def test_two_administrators_cannot_remove_each_other_at_once(real_app: Flask) -> None:
    with real_app.app_context(), transaction():
        part = cast.ELENA
        ids = [cast.join(cast.Part(name, name, grants=part.grants)).id for name in ("one", "two")]
    barrier = Barrier(2)

    def remove(user_id: int) -> bool:
        with real_app.app_context():
            query = select(RoleGrant.id).where(RoleGrant.user_id == user_id)
            held = db.session.scalars(query).one()
            barrier.wait()
            try:
                with transaction():
                    administration.revoke_role(user_id, held)
            except LastAdministrator:
                return False
            return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(remove, ids)) == [False, True]


def test_a_link_for_a_new_password_is_shown_once_and_works_once(
    app: Flask, browsers: Browsers, elena: User, dmitri: User
) -> None:
    browser, data = browsers(elena), {"op_id": fresh_key()}
    answers = [browser.post("/admin/people/dmitri/reset-link/", data=data) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    links = [answer.text.split('readonly value="')[1].split('"')[0] for answer in answers]
    assert links[0] == links[1]
    assert links[0] not in browser.get("/admin/people/dmitri/").text
    path = links[0].removeprefix("http://localhost")
    new = {"username": "dmitri", "password": "eight other words"}
    assert app.test_client().post(path, data=new).status_code == 302
    assert app.test_client().post(path, data=new).status_code == 404


def test_such_a_link_is_good_for_a_day(
    app: Flask, browsers: Browsers, elena: User, dmitri: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = browsers(elena).post("/admin/people/dmitri/reset-link/", data={"op_id": fresh_key()})
    path = answer.text.split('readonly value="http://localhost')[1].split('"')[0]
    now = clock.now
    monkeypatch.setattr(clock, "now", lambda: now() + timedelta(hours=25))
    assert app.test_client().get(path).status_code == 404


@pytest.mark.parametrize("op_id", ["", "short", "x" * 41, "a b c d e f g h i j k"])
def test_a_link_needs_a_form_of_ours(
    browsers: Browsers, elena: User, dmitri: User, op_id: str
) -> None:
    answer = browsers(elena).post("/admin/people/dmitri/reset-link/", data={"op_id": op_id})
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "deed", ["suspension/", "restoration/", "roles/", "reset-link/", "sessions/ending/"]
)
def test_a_person_who_is_not_there_is_not_found(browsers: Browsers, elena: User, deed: str) -> None:
    assert browsers(elena).post(f"/admin/people/nobody/{deed}").status_code == 404


def test_the_session_of_a_suspended_person_is_none(app: Flask, boris: User) -> None:
    app.test_client().sign_in(boris)  # type: ignore[attr-defined]
    session = db.session.scalars(select(UserSession)).one()
    assert session.token_digest != digest(session.token_digest)
    assert queries.person_of_session(session.token_digest, clock.now()) is not None
    with transaction():
        db.session.get_one(User, boris.id).suspended_at = clock.now()
    assert queries.person_of_session(session.token_digest, clock.now()) is None


def test_a_scope_must_fit_the_role() -> None:
    for grant in (
        Grant(Role.TRAINER, Scope.CITY, "irkutsk"),
        Grant(Role.ADMINISTRATOR, Scope.CITY, "irkutsk"),
        Grant(Role.ORGANIZER, Scope.CITY, ""),
        Grant(Role.ORGANIZER, Scope.ALL, "irkutsk"),
    ):
        with pytest.raises(administration.RoleRefused):
            administration.refuse_scope(grant)
