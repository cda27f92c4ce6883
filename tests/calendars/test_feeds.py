"""Secret addresses: made once however often one clicks, shown once, revoked by the owner."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from lms.accounts.user import User
from lms.base.db import db
from lms.base.tokens import digest
from lms.calendars.feed import CalendarFeed
from tests.browser import Browser

pytestmark = pytest.mark.both_engines
SECRET = "t" * 43


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(CalendarFeed)) or 0


def test_a_new_address_is_shown_once_and_kept_only_as_a_digest(
    browsers: Callable[[User], Browser], boris: User
) -> None:
    browser = browsers(boris)
    secret = re.search(r'name="secret"[^>]*value="([\w-]{43})"', browser.get("/me/calendar/").text)
    assert secret is not None
    answer = browser.post("/me/calendar/", data={"label": "Phone", "secret": secret[1]})
    assert answer.status_code == 201
    assert f"http://localhost/calendar/{secret[1]}.ics" in answer.text
    assert db.session.scalars(select(CalendarFeed)).one().token_digest == digest(secret[1])
    assert secret[1] not in browser.get("/me/calendar/").text
    assert browser.get(f"/calendar/{secret[1]}.ics").status_code == 200


def test_a_double_click_makes_one_address(browsers: Callable[[User], Browser], boris: User) -> None:
    browser = browsers(boris)
    answers = [
        browser.post("/me/calendar/", data={"label": "Phone", "secret": SECRET}) for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert count() == 1


def test_five_addresses_are_enough(browsers: Callable[[User], Browser], boris: User) -> None:
    browser = browsers(boris)
    for number in range(6):
        browser.post("/me/calendar/", data={"label": "Phone", "secret": str(number) * 43})
    assert count() == 5
    assert "Revoke one" in browser.get("/me/calendar/").text


@pytest.mark.parametrize(
    "form",
    [
        {"label": "", "secret": SECRET},
        {"label": "x" * 61, "secret": SECRET},
        {"label": "Phone", "secret": "short"},
    ],
)
def test_a_bad_form_makes_nothing(
    browsers: Callable[[User], Browser], boris: User, form: dict[str, str]
) -> None:
    assert browsers(boris).post("/me/calendar/", data=form).status_code == 422
    assert count() == 0


def test_another_person_can_neither_revoke_nor_claim_an_address(
    browsers: Callable[[User], Browser], boris: User, dmitri: User
) -> None:
    browsers(boris).post("/me/calendar/", data={"label": "Phone", "secret": SECRET})
    feed = db.session.scalars(select(CalendarFeed)).one()
    stranger = browsers(dmitri)
    foreign = stranger.post(f"/me/calendar/{feed.id}/revocation")
    missing = stranger.post(f"/me/calendar/{feed.id + 999}/revocation")
    assert foreign.status_code == missing.status_code == 404
    claim = stranger.post("/me/calendar/", data={"label": "Mine", "secret": SECRET})
    assert claim.status_code == 404
    assert db.session.scalars(select(CalendarFeed.revoked_at)).all() == [None]


def test_revoking_closes_the_address(browsers: Callable[[User], Browser], boris: User) -> None:
    browser = browsers(boris)
    browser.post("/me/calendar/", data={"label": "Phone", "secret": SECRET})
    feed = db.session.scalars(select(CalendarFeed)).one()
    answer = browser.post(f"/me/calendar/{feed.id}/revocation", follow_redirects=True)
    assert "no longer works" in answer.text
    assert browser.get(f"/calendar/{SECRET}.ics").status_code == 404
