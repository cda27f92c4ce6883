"""Boris goes to a seminar: he finds it, has a place and a letter, and it stands in his calendar."""

from datetime import time, timedelta

import pytest
from playwright.sync_api import expect

from lms.base import clock
from lms.seminars.times import moment_in
from tests import cast
from tests.journeys.playbill import HOUSES, TITLES, announced
from tests.journeys.post import letters_to, text_of
from tests.journeys.stage import Stage, Walk, part
from tests.judges import python_icalendar

ZONE = "Asia/Irkutsk"


@pytest.fixture
def slug(stage: Stage, locale: str) -> str:
    return announced(stage, locale)


def find_it(walk: Walk, slug: str, locale: str) -> None:
    """Look through the schedule of his city; read what, where and when, in both zones."""
    page = walk.page
    page.goto("/seminars/")
    walk.eye.look("seminars")
    page.select_option("main [name=city]", "irkutsk")
    walk.follow("Show")
    walk.eye.look("seminars-chosen")
    with page.expect_navigation():
        page.locator(f'main a[href="/seminars/{slug}/"]').click()
    walk.sees("%(num)s place left", "%(num)s places left", num=3)
    walk.reads("10:00–18:00")
    walk.sees("%(hours)s in Moscow", hours="05:00–13:00")
    walk.reads(HOUSES[locale])
    walk.eye.look("seminar")


def test_boris_has_a_place_a_letter_and_the_dates(stage: Stage, slug: str, locale: str) -> None:
    boris = part(cast.BORIS, locale)
    with stage.person(boris.username, locale) as walk:
        find_it(walk, slug, locale)
        city = {"en": "Irkutsk", "ru": "Иркутск"}[locale]
        walk.follow("Register: %(city)s", city=city)
        walk.sees("You are registered. A place is kept for you.")
        walk.eye.look("seminar-registered")
        *_before, letter = letters_to(stage, f"{boris.username}@example.org")
        assert city in letter["Subject"]
        assert "05:00–13:00" in text_of(letter)
        assert f"{stage.server.base_url}/seminars/{slug}/" in text_of(letter)
        walk.page.goto("/")
        walk.reads(TITLES[locale])
        walk.eye.look("home-registered")
        subscribe(walk, stage, locale)
        leave(walk, slug)


def subscribe(walk: Walk, stage: Stage, locale: str) -> None:
    """Make the secret address and ask for it as a calendar program does."""
    walk.page.goto("/me/calendar/")
    walk.eye.look("calendar")
    walk.follow("Make an address")
    walk.eye.look("calendar-address")
    address = walk.page.input_value("#address")
    answer = stage.server.get(address.removeprefix(stage.server.base_url))
    days = sorted(python_icalendar.entries(answer.content), key=lambda day: day.starts_at)
    first = (clock.now() + timedelta(days=40)).date()
    assert [day.starts_at for day in days] == [
        moment_in(ZONE, first + timedelta(n), time(10)) for n in range(2)
    ]
    assert {day.status for day in days} == {"CONFIRMED"}
    assert all(TITLES[locale] in day.summary for day in days)
    assert all(HOUSES[locale] in day.location for day in days)


def leave(walk: Walk, slug: str) -> None:
    """Give the place back: asked once, done once, and the place is there for others."""
    walk.page.goto(f"/seminars/{slug}/")
    walk.page.locator("details.confirm summary").click()
    walk.eye.look("seminar-leaving")
    with walk.page.expect_navigation():
        walk.page.locator("details.confirm[open] button").click()
    walk.sees("%(num)s place left", "%(num)s places left", num=3)


def test_a_guest_finds_the_way_to_a_place(stage: Stage, slug: str, locale: str) -> None:
    with stage.guest(locale, 1280) as walk:
        walk.page.goto(f"/seminars/{slug}/")
        walk.follow("Sign in to register")
        walk.eye.look("sign-in")
        walk.write("Username or e-mail", part(cast.DMITRI, locale).username)
        walk.write("Password", cast.PASSWORD)
        walk.follow("Sign in")
        expect(walk.page).to_have_url(f"{stage.server.base_url}/seminars/{slug}/")
        walk.eye.look("seminar-signed-in")


@pytest.mark.parametrize("address", ["/cities/", "/cities/irkutsk/"])
def test_cities_say_what_is_on(stage: Stage, slug: str, locale: str, address: str) -> None:
    with stage.guest(locale) as walk:
        walk.page.goto(address)
        walk.eye.look(f"city{address.count('/')}")
