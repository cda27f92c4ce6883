"""Associations: named by people, confirmed and put in order by the centre."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from lms.accounts.invitation import Invitation
from lms.accounts.names import organisation_key
from lms.accounts.operations import associations
from lms.accounts.organisation import Membership, Organisation
from lms.accounts.user import User
from lms.base import clock
from lms.base.db import db, transaction
from tests.browser import Browser

pytestmark = pytest.mark.both_engines
Browsers = Callable[[User], Browser]


def claim(user: User, name: str) -> None:
    with transaction():
        associations.claim(db.session.get_one(User, user.id), name, clock.now())


def key_of(name: str) -> str:
    query = select(Organisation.key).where(Organisation.name_key == organisation_key(name))
    return db.session.scalars(query).one()


def membership(user: User) -> Membership:
    return db.session.scalars(select(Membership).where(Membership.user_id == user.id)).one()


@pytest.mark.parametrize(
    "other", ["родник", " Родник ", "«Родник»", '"РОДНИК"', "Р\u043eдник", "Родник\t"]
)
def test_names_that_mean_the_same_are_the_same(other: str) -> None:
    assert organisation_key(other) == organisation_key("Родник")


def test_a_claim_is_seen_and_confirmed(browsers: Browsers, elena: User, boris: User) -> None:
    claim(boris, "Родник")
    browser, key = browsers(elena), key_of("Родник")
    assert "1 membership to confirm" in browser.get("/admin/").text
    assert "people are waiting" in browser.get("/admin/organisations/").text
    for _ in range(2):
        browser.post(f"/admin/organisations/{key}/members/boris/confirmation/")
    assert membership(boris).confirmed_by_id == elena.id
    assert "1 member" in browser.get("/admin/organisations/").text


def test_who_claimed_nothing_cannot_be_confirmed(
    browsers: Browsers, elena: User, boris: User, dmitri: User
) -> None:
    claim(boris, "Родник")
    key = key_of("Родник")
    answer = browsers(elena).post(f"/admin/organisations/{key}/members/dmitri/confirmation/")
    assert answer.status_code == 404


def test_a_member_is_removed(browsers: Browsers, elena: User, boris: User) -> None:
    claim(boris, "Родник")
    for _ in range(2):
        path = f"/admin/organisations/{key_of('Родник')}/members/boris/removal/"
        assert browsers(elena).post(path).status_code == 302
    assert db.session.scalars(select(Membership)).all() == []


def test_it_is_confirmed_under_a_better_name(browsers: Browsers, elena: User, boris: User) -> None:
    claim(boris, "rodnik")
    claim(boris, "Маяк")
    browser, key = browsers(elena), key_of("rodnik")
    path = f"/admin/organisations/{key}/"
    assert browser.post(path, data={"name": "Родник"}).status_code == 302
    found = db.session.scalars(select(Organisation).where(Organisation.key == key)).one()
    assert (found.name, found.confirmed_at is not None) == ("Родник", True)
    answer = browser.post(path, data={"name": "«маяк»"})
    assert answer.status_code == 422
    assert "already is an association" in answer.text
    assert browser.post(path, data={"name": ""}).status_code == 422


def test_two_that_are_one_are_looked_at_and_merged(
    browsers: Browsers, elena: User, boris: User, dmitri: User, anna: User
) -> None:
    claim(boris, "Родник")
    claim(dmitri, "Родник, союз")
    claim(anna, "Родник")
    claim(anna, "Родник, союз")
    browser, stays, double = browsers(elena), key_of("Родник"), key_of("Родник, союз")
    browser.post(f"/admin/organisations/{double}/members/anna/confirmation/")
    double_id = db.session.scalars(select(Organisation.id).where(Organisation.key == double)).one()
    with transaction():
        at = clock.now()
        row = Invitation(
            token_digest="0" * 64, organisation_id=double_id, created_at=at, expires_at=at
        )
        db.session.add(row)
    page = browser.get(f"/admin/organisations/{double}/merger/?into={stays}").text
    assert "2 people move" in page
    assert db.session.get(Organisation, double_id) is not None
    answer = browser.post(f"/admin/organisations/{double}/merger/", data={"into": stays})
    assert answer.location == f"/admin/organisations/{stays}/"
    assert [row.key for row in db.session.scalars(select(Organisation))] == [stays]
    assert len(db.session.scalars(select(Membership)).all()) == 3
    assert membership(anna).confirmed_at is not None
    assert membership(dmitri).organisation_id == membership(boris).organisation_id
    assert db.session.scalars(select(Invitation)).one().organisation_id != double_id


def test_nothing_is_merged_into_itself_or_nothing(
    browsers: Browsers, elena: User, boris: User
) -> None:
    claim(boris, "Родник")
    key = key_of("Родник")
    for into in (key, "", "nothing"):
        answer = browsers(elena).post(f"/admin/organisations/{key}/merger/", data={"into": into})
        assert answer.status_code == 422
    assert browsers(elena).get("/admin/organisations/nothing/merger/").status_code == 404


def test_an_association_is_written_down_once(browsers: Browsers, elena: User) -> None:
    statuses = [
        browsers(elena).post("/admin/organisations/", data={"name": "Родник"}).status_code
        for _ in range(2)
    ]
    assert statuses == [302, 422]
