"""Putting people on a list and taking them off; and who may see any of it."""

import re

import pytest
from sqlalchemy import select

from lms.base.db import db, transaction
from lms.seminars.registration import Registration
from tests.seminars import scene
from tests.web.organising import cities, read

pytestmark = pytest.mark.both_engines


@pytest.fixture
def browser(browsers, clara):
    """Clara at her desk."""
    with transaction():
        cities()
    return browsers(clara)


@pytest.fixture
def desk(app):
    """A seminar in Irkutsk with two places; its address for the organizer."""
    with transaction():
        return f"/organise/seminars/{scene.seminar(capacity=2).slug}/"


def person(name="Nikolai", op_id="form-0001", **changes):
    values = {"name": name, "email": "", "phone": "+7 900 1", "locale": "ru", "op_id": op_id}
    return {f"person-{field}": value for field, value in {**values, **changes}.items()}


def add(browser, desk, fields):
    return browser.post(f"{desk}registrations/new", data=fields, follow_redirects=True)


def registrations():
    return db.session.scalars(select(Registration).order_by(Registration.id)).all()


def test_people_without_account_or_address_are_registered(browser, desk):
    add(browser, desk, person("Nikolai", "form-0001"))
    add(browser, desk, person("Olga", "form-0002", phone="", i_tell="y"))
    page = add(browser, desk, person("Pavel", "form-0003", email="pavel@example.org"))
    page = page.get_data(as_text=True)
    assert "number 1 on the waiting list" in page
    assert "On the waiting list: 1" in page
    assert "To be called" in page
    assert page.index("Nikolai") < page.index("Olga") < page.index("Pavel")
    assert "2 of 2 places taken" in page


def test_an_account_is_registered_by_its_exact_username(browser, desk, boris):
    for name, words in (("bori", "Nobody has this username"), ("Boris", "has a place")):
        answer = add(browser, desk, {"account-username": name, "account-op_id": "form-0001"})
        assert words in answer.get_data(as_text=True)
    assert [row.user_id for row in registrations()] == [boris.id]


def test_an_address_is_no_username(browser, desk, boris):
    fields = {"account-username": "boris@example.org", "account-op_id": "form-0001"}
    answer = add(browser, desk, fields)
    assert answer.status_code == 422
    assert registrations() == []


def test_a_form_sent_twice_registers_once(browser, desk):
    for _ in range(2):
        assert add(browser, desk, person()).status_code == 200
    assert len(registrations()) == 1


def test_whoever_is_on_the_list_is_not_put_there_again(browser, desk, boris):
    for op_id, status in (("form-0001", 200), ("form-0002", 422)):
        fields = {"account-username": "boris", "account-op_id": op_id}
        answer = add(browser, desk, fields)
        assert answer.status_code == status
    assert "already on the list" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "Write the name"),
        ({"name": "x" * 121}, "too long"),
        ({"name": "two\nlines"}, "on one line"),
        ({"email": "not an address"}, "not an e-mail address"),
        ({"email": "x" * 300 + "@example.org"}, "too long"),
        ({"phone": "1" * 33}, "too long"),
        ({"phone": ""}, "tick that you tell them"),
        ({"locale": "de"}, "from the list"),
        ({"locale": ""}, ""),
    ],
)
def test_bad_input_is_named_and_nothing_is_saved(browser, desk, changes, words):
    answer = add(browser, desk, person(**changes))
    assert answer.status_code == 422
    assert words in answer.get_data(as_text=True)
    assert registrations() == []


@pytest.mark.parametrize("field", ["person-state", "person-user_id", "seminar_id", "op_id"])
def test_fields_that_are_not_on_the_form_are_refused(browser, desk, field):
    assert add(browser, desk, {**person(), field: "1"}).status_code == 400
    assert registrations() == []


def test_an_empty_form_is_refused(browser, desk):
    assert add(browser, desk, {}).status_code == 422


def test_one_is_cancelled_and_the_page_says_who_moved_up(browser, desk):
    for number, name in enumerate(("Nikolai", "Olga", "Pavel")):
        add(browser, desk, person(name, f"form-000{number}"))
    key = registrations()[0].key
    page = read(browser, f"{desk}registrations/{key}/")
    assert "Cancel this registration" in page
    assert "By the organizer: Clara Organizer." in page
    answer = browser.post(f"{desk}registrations/{key}/cancellation", follow_redirects=True)
    page = answer.get_data(as_text=True)
    assert "Moved up from the waiting list: Pavel." in page
    assert "please call them: Pavel (+7 900 1)" in page
    assert "Cancelled: 1" in page
    pavel = registrations()[2].key
    assert "The waiting list moved up." in read(browser, f"{desk}registrations/{pavel}/")


def test_cancelling_twice_is_harmless(browser, desk):
    add(browser, desk, person())
    address = f"{desk}registrations/{registrations()[0].key}/cancellation"
    for _ in range(2):
        assert browser.post(address, follow_redirects=True).status_code == 200


def test_the_list_of_a_cancelled_seminar_does_not_change(browser, desk):
    add(browser, desk, person())
    browser.post(f"{desk}cancellation")
    key = registrations()[0].key
    answer = browser.post(f"{desk}registrations/{key}/cancellation", follow_redirects=True)
    assert "This seminar is cancelled" in answer.get_data(as_text=True)
    assert add(browser, desk, person("Olga", "form-0002")).status_code == 422
    assert [row.state for row in registrations()] == ["registered"]


def test_a_registration_is_reached_through_its_own_seminar_only(browser, desk):
    add(browser, desk, person())
    key = registrations()[0].key
    with transaction():
        other = f"/organise/seminars/{scene.seminar().slug}/"
    assert browser.get(f"{other}registrations/{key}/").status_code == 404
    assert browser.post(f"{other}registrations/{key}/cancellation").status_code == 404
    assert registrations()[0].state == "registered"


PAGES = (
    ("get", ""),
    ("get", "edit"),
    ("post", "edit"),
    ("get", "cancellation"),
    ("post", "cancellation"),
    ("get", "registrations/new"),
    ("post", "registrations/new"),
    ("get", "registrations/KEY/"),
    ("post", "registrations/KEY/cancellation"),
)


def bare(answer):
    """The bytes of an answer without what differs from one request to the next."""
    body = answer.get_data(as_text=True)
    return re.sub(r'name="csrf_token" value="[^"]*"|name="next" value="[^"]*"', "", body)


@pytest.mark.parametrize(("method", "page"), PAGES)
def test_another_organizers_city_is_404_like_one_that_is_not_there(browser, method, page):
    with transaction():
        foreign = scene.seminar("moscow")
        row = scene.registration(foreign)
        slug, page = foreign.slug, page.replace("KEY", row.key)
    theirs = getattr(browser, method)(f"/organise/seminars/{slug}/{page}")
    nothing = getattr(browser, method)(f"/organise/seminars/{'x' * len(slug)}/{page}")
    assert theirs.status_code == nothing.status_code == 404
    assert bare(theirs) == bare(nothing)
    assert registrations()[0].state == "registered"


@pytest.mark.parametrize(("method", "page"), [("get", None), *PAGES])
def test_strangers_and_guests_see_nothing(app, browsers, boris, desk, method, page):
    address = "/organise/" if page is None else desk + page.replace("KEY", "some-key")
    assert getattr(browsers(boris), method)(address).status_code == 403
    assert "/sign-in/" in getattr(app.test_client(), method)(address).location


def test_administrators_see_every_city(browsers, elena):
    with transaction():
        slug = scene.seminar("moscow").slug
    assert "Law for leaders" in read(browsers(elena), f"/organise/seminars/{slug}/")
    assert "Law for leaders" in read(browsers(elena), "/organise/")


def test_names_are_not_on_the_public_page(browser, browsers, desk, boris):
    add(browser, desk, person("Nikolai of Irkutsk"))
    public = desk.removeprefix("/organise")
    assert "Nikolai" not in read(browser, public)
    assert "Nikolai" not in read(browsers(boris), public)
