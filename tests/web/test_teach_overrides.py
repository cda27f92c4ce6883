"""A trainer's pages of a quiz's run: its dates, and other rules for some people."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from lms.accounts.user import User
from tests.browser import Browser
from tests.catalogue.bundles import KEY, published
from tests.learning.classroom import begin, hand_in, sit
from tests.learning.test_override import end_of, key_of

Browsers = Callable[[User], Browser]
TEACH = f"/teach/{KEY}/"
DATES = f"{TEACH}quizzes/start/check/dates"


@pytest.fixture
def desk(app: Flask, browsers: Browsers, anna: User, boris: User, dmitri: User) -> Browser:
    """Anna's desk, with two people in her course."""
    published(policy={"attempts": "1", "time_limit": "30"})
    for user in (boris, dmitri):
        sit(user)
    return browsers(anna)


def form(*users: User, **fields: str) -> dict[str, object]:
    """The form filled in for these people."""
    return {
        "op_id": "operation-1",
        "person": [key_of(user) for user in users],
        "quiz": "start/check",
        "extra_minutes": "",
        "extra_attempts": "1",
        "last_start": "",
        "hard_end": "",
        "until": "",
        "reason": "Slow line",
        **fields,
    }


def test_people_are_chosen_in_the_table(desk: Browser, boris: User, dmitri: User) -> None:
    table = desk.get(TEACH).text
    keys = re.findall(r'name="person" value="([^"]+)"', table)
    assert sorted(keys) == sorted([key_of(boris), key_of(dmitri)])
    page = desk.get(f"{TEACH}overrides/new", query_string={"person": keys}).text
    assert "For 2 people" in page
    assert "Nobody is chosen yet" in desk.get(f"{TEACH}overrides/new").text
    assert desk.get(f"{TEACH}overrides/new?person=nobody").status_code == 404


def test_given_listed_and_withdrawn(desk: Browser, boris: User, dmitri: User) -> None:
    for _ in range(2):
        given = desk.post(f"{TEACH}overrides/", data=form(boris, dmitri))
        assert given.location == f"{TEACH}overrides/"
    page = desk.get(f"{TEACH}overrides/").text
    assert page.count("1 more attempt") == page.count("Reason: Slow line") == 2
    assert "2 people have other rules" in desk.get(f"{TEACH}quizzes/").text
    address = re.findall(r'action="([^"]+/withdrawal)"', page)[0]
    assert "stays in the list" in desk.post(address, follow_redirects=True).text
    page = desk.get(f"{TEACH}overrides/").text
    assert (page.count("/withdrawal"), page.count("Withdrawn ")) == (1, 1)
    person = desk.get(f"{TEACH}people/{key_of(boris)}/").text
    assert "Slow line" in person


def test_the_learner_has_it_with_the_next_request(
    desk: Browser, browsers: Browsers, boris: User
) -> None:
    browser = browsers(boris)
    hand_in(boris, begin(boris))
    assert "You have used all attempts" in browser.get(f"/courses/{KEY}/start/check/").text
    desk.post(f"{TEACH}overrides/", data=form(boris))
    page = browser.get(f"/courses/{KEY}/start/check/").text
    assert "Start attempt 2" in page
    assert "1 of 2" in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"extra_attempts": ""}, "Give more time, another attempt, another date"),
        ({"reason": " "}, "Write why."),
        ({"extra_minutes": "601"}, "Write a number from 0 to 600."),
        ({"extra_minutes": "soon"}, "Write a whole number"),
        ({"quiz": "start/nothing"}, "Choose one from the list."),
        ({"last_start": "2026-12-06T10:00", "hard_end": "2026-12-05T10:00"}, "has to be before"),
        ({"until": "tomorrow"}, "Write day and time"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_given(
    desk: Browser, boris: User, fields: dict[str, str], said: str
) -> None:
    refused = desk.post(f"{TEACH}overrides/", data=form(boris, **fields))
    assert refused.status_code == 422
    assert said in refused.text
    assert "The same rules hold for everybody" in desk.get(f"{TEACH}overrides/").text


def test_nobody_chosen_is_said(desk: Browser) -> None:
    refused = desk.post(f"{TEACH}overrides/", data=form())
    assert refused.status_code == 422
    assert "Choose at least one person." in refused.text


def test_dates_are_set_in_moscow_time(desk: Browser, boris: User) -> None:
    key = begin(boris)
    before = end_of(key)
    data = {"last_start": "2030-12-05T10:00", "hard_end": "2030-12-05T12:00"}
    assert desk.post(DATES, data=data).location == f"{TEACH}quizzes/"
    page = desk.get(f"{TEACH}quizzes/").text
    assert "5 December 2030, 12:00, Moscow time" in page
    assert 'value="2030-12-05T12:00"' in desk.get(DATES).text
    assert end_of(key) == before
    crossed = desk.post(DATES, data={**data, "hard_end": "2030-12-05T09:00"})
    assert (crossed.status_code, "has to be before" in crossed.text) == (422, True)
    desk.post(DATES, data={"last_start": "", "hard_end": ""})
    assert "Moscow time" not in desk.get(f"{TEACH}quizzes/").text.split("<main")[1]
