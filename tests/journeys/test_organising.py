"""Clara fills a seminar: she announces it, registers five people, takes one off the list."""

from datetime import timedelta

from lms.base import clock
from tests import cast
from tests.journeys.playbill import HOUSES, STREETS, TITLES, announced
from tests.journeys.post import letters_to, text_of
from tests.journeys.stage import DESK, Stage, Walk, part

NAMES = {
    "en": ("Vera", "Pavel", "Nina", "Oleg"),
    "ru": ("Вера", "Павел", "Нина", "Олег"),
}


def announce(walk: Walk, locale: str) -> None:
    """Fill the form: a venue that is new, two days, three places, a window, a trainer."""
    page, first = walk.page, clock.now().date() + timedelta(days=50)
    page.goto("/organise/")
    walk.eye.look("organise")
    walk.follow("Announce a seminar")
    page.fill("[name=title_en]", TITLES["en"])
    page.fill("[name=title_ru]", TITLES["ru"])
    page.fill("[name=trainers]", part(cast.ANNA, locale).username)
    page.select_option("[name=city]", "novosibirsk")
    page.select_option("[name=venue]", "new")
    if not page.locator("[name=venue_name]").is_visible():
        page.get_by_text(walk.say("A new venue")).locator("visible=true").last.click()
    page.fill("[name=venue_name]", HOUSES[locale])
    page.fill("[name=venue_address]", STREETS[locale])
    page.fill("[name=days-0-day]", first.isoformat())
    walk.follow("Add a day")
    page.fill("[name=capacity]", "3")
    page.fill("[name=closes]", f"{first - timedelta(days=3)}T18:00")
    walk.eye.look("organise-form")
    walk.follow("Announce")
    walk.sees("Nobody is registered yet")
    walk.reads(part(cast.ANNA, locale).display_name)
    walk.sees("%(num)s participant", "%(num)s participants", num=0)
    walk.eye.look("organise-empty")


def register(walk: Walk, locale: str, name: str, **reached: str) -> None:
    """Put somebody without an account on the list; nobody reaches whom nothing is given for."""
    walk.follow("Register somebody")
    page = walk.page
    page.fill("[name=person-name]", name)
    for field, value in reached.items():
        page.fill(f"[name=person-{field}]", value)
    if not reached:
        page.check("[name=person-i_tell]")
    page.check(f"[name=person-locale][value={locale}]")
    walk.follow("Register this person")


def test_clara_fills_a_seminar(stage: Stage, locale: str) -> None:
    clara, boris = part(cast.CLARA, locale), part(cast.BORIS, locale)
    vera, pavel, nina, oleg = NAMES[locale]
    with stage.person(clara.username, locale, DESK) as walk:
        walk.eye.names |= {"example", "org"}
        announce(walk, locale)
        register(walk, locale, vera, email=f"vera.{locale}@example.org")
        register(walk, locale, pavel, phone="+7 900 000-00-00")
        register(walk, locale, nina)
        walk.follow("Register somebody")
        walk.eye.look("organise-register")
        walk.page.fill("[name=account-username]", boris.username)
        walk.follow("Register this account")
        register(walk, locale, oleg, email=f"oleg.{locale}@example.org")
        walk.sees("%(num)s participant", "%(num)s participants", num=3)
        walk.sees("On the waiting list: %(number)s", number=2)
        assert names(walk, 0) == [vera, pavel, nina]
        assert names(walk, 1) == [boris.display_name, oleg]
        walk.eye.look("organise-full")
        before = len(letters_to(stage, f"{boris.username}@example.org"))
        take_off(walk, vera)
        walk.sees("On the waiting list: %(number)s", number=1)
        assert names(walk, 0) == [pavel, nina, boris.display_name]
        assert names(walk, 1) == [oleg]
        *_others, letter = letters_to(stage, f"{boris.username}@example.org")
        assert len(_others) == before
        assert TITLES[locale] in text_of(letter)
        walk.page.goto("/organise/")
        walk.eye.look("organise-board")


def names(walk: Walk, which: int) -> list[str]:
    """The people on a list of the page: first the participants, then the waiting list."""
    return walk.page.locator("ol.rows").nth(which).locator("h3").all_inner_texts()


def take_off(walk: Walk, name: str) -> None:
    """Cancel somebody's registration, asked once more before it is done."""
    walk.open(name)
    walk.eye.look("organise-person")
    walk.page.locator("details.confirm summary").click()
    with walk.page.expect_navigation():
        walk.page.locator("details.confirm[open] button").click()


def test_another_organizers_city_is_not_there(stage: Stage, locale: str) -> None:
    slug = announced(stage, locale, city="kaliningrad")
    with stage.person(part(cast.CLARA, locale).username, locale, DESK) as walk:
        for what in ("", "edit/", "registrations/new", "cancellation"):
            answer = walk.page.goto(f"/organise/seminars/{slug}/{what}")
            assert answer is not None
            assert answer.status == 404
            walk.sees("This page is not here")
        walk.eye.forgive("404")
        walk.eye.look("not-here")
