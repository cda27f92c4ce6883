"""Dmitri, a stranger: he sees what is public, and cannot tell what else there is."""

import pytest
from playwright.sync_api import Page

from lms.accounts.person import Person
from lms.base import clock
from lms.base.db import transaction
from lms.learning.operations.enrolling import enrol
from lms.learning.operations.trying import start
from lms.learning.queries.places import place_of
from tests import cast
from tests.journeys import paper
from tests.journeys.playbill import announced
from tests.journeys.stage import PHONE, Stage, part

PUBLIC = ("/", "/courses/", "/courses/legal-mechanisms/", "/seminars/", "/cities/", "/more/")
LOOKED_AT = ("/courses/legal-mechanisms/", "/more/")  # the others are looked at in other journeys


@pytest.fixture
def private(stage: Stage, locale: str) -> list[tuple[str, str]]:
    """Addresses of what is others', each with one of the same shape where nothing is."""
    slug = announced(stage, locale)
    name = f"owner.{len(stage.ids)}"
    owner = stage.join(cast.Part(name, "Owner", locale))
    with stage.app.app_context(), transaction():
        enrol(Person(owner, name, "Owner", locale, session_id=0), paper.COURSE, clock.now())
        place = place_of(owner, paper.COURSE)
        assert place is not None
        key = start(place, paper.MODULE, paper.QUIZ, clock.now(), None).key
    return [
        (f"/attempts/{key}/", "/attempts/abcdefghjkmnpqrs/"),
        (f"/attempts/{key}/review/", "/attempts/abcdefghjkmnpqrs/review/"),
        ("/teach/legal-mechanisms/", "/teach/nothing/"),
        (f"/organise/seminars/{slug}/", "/organise/seminars/nothing/"),
        (f"/admin/people/{name}/", "/admin/people/nobody/"),
    ]


def words(page: Page, address: str) -> tuple[int, str]:
    """The status of an address and what its page says."""
    answer = page.goto(address)
    assert answer is not None
    return answer.status, page.inner_text("main")


def test_what_is_private_looks_like_nothing(
    stage: Stage, private: list[tuple[str, str]], locale: str
) -> None:
    with stage.person(part(cast.DMITRI, locale).username, locale, PHONE) as walk:
        for address, nothing in private:
            status, said = words(walk.page, address)
            assert status in {403, 404}, address
            assert (status, said) == words(walk.page, nothing), address
            walk.eye.forgive(str(status))
        walk.eye.look("nothing")


def test_a_guest_is_asked_to_sign_in_whatever_the_address(
    stage: Stage, private: list[tuple[str, str]], locale: str
) -> None:
    with stage.guest(locale, PHONE) as walk:
        for address, nothing in private:
            assert words(walk.page, address) == words(walk.page, nothing), address
            assert "/sign-in/" in walk.page.url


def test_what_is_public_is_open(stage: Stage, locale: str) -> None:
    with stage.guest(locale, PHONE) as walk:
        for address in PUBLIC:
            assert words(walk.page, address)[0] == 200
            if address in LOOKED_AT:
                walk.eye.look(f"public{address.replace('/', '-')}")


def test_a_lesson_leads_to_the_way_in(stage: Stage, locale: str) -> None:
    lesson = paper.syllabus(stage).lessons[0]
    with stage.person(part(cast.DMITRI, locale).username, locale, PHONE) as walk:
        walk.page.goto(f"/courses/{paper.COURSE}/{lesson.path}/")
        assert walk.page.url.endswith(f"/courses/{paper.COURSE}/")
        walk.sees("Enrol in this course")
