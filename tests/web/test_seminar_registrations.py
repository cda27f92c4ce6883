"""Registering and cancelling oneself on the page of a seminar."""

import re

import pytest
from sqlalchemy import event, select

from lms.base.db import db, transaction
from lms.mail.message import OutboxMessage
from lms.seminars.registration import Registration
from tests.seminars import scene

pytestmark = pytest.mark.both_engines


@pytest.fixture
def seminar(app):
    """One seminar with a single place; its address."""
    with transaction():
        return f"/seminars/{scene.seminar(capacity=1).slug}/"


def page(browser, address):
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def op_id(body):
    return re.search(r'name="op_id" value="([^"]+)"', body)[1]


def register(browser, seminar, **words):
    return browser.post(f"{seminar}registration", data=words, follow_redirects=True)


def cancel(browser, seminar):
    return browser.post(f"{seminar}registration/cancellation", follow_redirects=True)


def test_one_click_and_the_page_shows_the_place(browsers, boris, seminar):
    browser = browsers(boris)
    key = op_id(page(browser, seminar))
    answer = register(browser, seminar, op_id=key).get_data(as_text=True)
    assert "A place is kept for you" in answer
    assert "Cancel my registration" in answer
    (message,) = db.session.scalars(select(OutboxMessage)).all()
    assert (message.kind, message.address) == ("seminars.registered", "boris@example.org")
    assert "(Moscow)" in message.text
    assert f"http://localhost{seminar}" in message.text


def test_a_form_sent_twice_acts_once(browsers, boris, seminar):
    browser = browsers(boris)
    key = op_id(page(browser, seminar))
    for _ in range(3):
        assert register(browser, seminar, op_id=key).status_code == 200
    assert len(db.session.scalars(select(Registration)).all()) == 1
    assert len(db.session.scalars(select(OutboxMessage)).all()) == 1


@pytest.mark.parametrize("key", ["", "x", "'; DROP TABLE seminars", "я" * 40, "a" * 5000])
def test_a_form_without_a_good_key_is_still_one_registration(browsers, boris, seminar, key):
    browser = browsers(boris)
    for _ in range(2):
        assert register(browser, seminar, op_id=key).status_code == 200
    assert len(db.session.scalars(select(Registration)).all()) == 1


def test_the_next_one_is_told_the_turn_before_and_after(browsers, boris, anna, seminar):
    register(browsers(boris), seminar)
    browser = browsers(anna)
    assert "On the waiting list you would be number 1" in page(browser, seminar)
    answer = register(browser, seminar).get_data(as_text=True)
    assert "You are number 1 on the waiting list" in answer
    assert "Leave the waiting list" in answer


def test_cancelling_gives_the_place_to_the_queue(browsers, boris, anna, seminar):
    register(browsers(boris), seminar)
    register(browsers(anna), seminar)
    assert "not on the list" in cancel(browsers(boris), seminar).get_data(as_text=True)
    assert "A place is kept for you" in page(browsers(anna), seminar)
    last = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc())).first()
    assert (last.kind, last.address) == ("seminars.moved-up", "anna@example.org")


def test_cancelling_twice_or_without_a_place_is_harmless(browsers, boris, dmitri, seminar):
    register(browsers(boris), seminar)
    assert cancel(browsers(dmitri), seminar).status_code == 200
    for _ in range(2):
        assert cancel(browsers(boris), seminar).status_code == 200
    states = db.session.scalars(select(Registration.state)).all()
    assert states == ["cancelled"]


def test_whoever_comes_back_can_register_again(browsers, boris, seminar):
    browser = browsers(boris)
    register(browser, seminar)
    cancel(browser, seminar)
    assert "Register: Irkutsk" in page(browser, seminar)
    assert "A place is kept for you" in register(browser, seminar).get_data(as_text=True)


def test_a_closed_door_is_said_on_the_page(browsers, boris, app):
    with transaction():
        slug = scene.seminar(registration_closes_at=scene.midday(-1)).slug
    answer = register(browsers(boris), f"/seminars/{slug}/")
    assert answer.status_code == 200
    assert "Registration is closed" in answer.get_data(as_text=True)


def test_guests_are_sent_to_sign_in_and_nothing_happens(browser, seminar):
    for address in ("registration", "registration/cancellation"):
        answer = browser.post(f"{seminar}{address}")
        assert answer.status_code == 302
        assert "/sign-in/" in answer.location
    assert db.session.scalars(select(Registration)).all() == []


def test_a_seminar_that_is_not_there_is_404(browsers, boris):
    for address in ("registration", "registration/cancellation"):
        assert browsers(boris).post(f"/seminars/nothing/{address}").status_code == 404


def test_registering_costs_at_most_eight_statements(browsers, boris, seminar):
    browser = browsers(boris)
    statements = []

    def note(_connection, _cursor, statement, *_rest):
        if not statement.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "ROLLBACK")):
            statements.append(statement)

    db.session.commit()
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        browser.post(f"{seminar}registration", data={"op_id": "counted-statements"[:18]})
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert len(statements) <= 8, "\n".join(statements)
