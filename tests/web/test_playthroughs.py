"""Scenarios in the browser: one node a page, without a script, and nothing told too early."""

import re

import pytest

from lms.base.db import transaction
from lms.base.tokens import fresh_key
from lms.catalogue.operations import publish
from tests.catalogue.bundles import with_story
from tests.learning.classroom import sit

pytestmark = pytest.mark.both_engines
ITEM = "/courses/legal-mechanisms/start/story/"
BEGIN = "/courses/legal-mechanisms/start/story/playthroughs"


@pytest.fixture
def phone(browsers, boris):
    """Boris with the course that has a story."""
    with transaction():
        publish(with_story())
    sit(boris)
    return browsers(boris)


def page_of(answer) -> str:
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.get_data(as_text=True))


def begin(phone) -> str:
    answer = phone.post(BEGIN, data={"number": "1"})
    assert answer.status_code == 302
    return answer.location


def decide(phone, address, node, choice, **more):
    form = {"node": node, "choice": choice, "op_id": fresh_key()} | more
    return phone.post(f"{address}decisions", data=form)


def test_the_way_in_says_who_one_is(phone):
    page = page_of(phone.get(ITEM))
    assert "ROLE-CANARY" in page
    assert "CONTEXT-CANARY" in page
    assert "Begin the story" in page
    assert "You stand at a door" not in page


def test_a_node_tells_nothing_of_what_will_come(phone):
    page = page_of(phone.get(begin(phone)))
    assert "You stand at a door." in page
    assert "Knock politely" in page
    assert "Shout loudly" in page
    for secret in ("It opens", "stays shut", "a room", "in the street", "+1", "−3"):
        assert secret not in page


def test_a_decision_shows_its_consequence_and_leads_on(phone):
    address = begin(phone)
    answer = decide(phone, address, "door", "knock")
    assert (answer.status_code, answer.location) == (302, address)
    page = page_of(phone.get(address))
    for words in ("Knock politely", "It opens at once.", "Trust: +1", "You stand in a room."):
        assert words in page
    assert "It stays shut." not in page


def test_the_ending_shows_the_way_the_consequences_and_the_score(phone):
    address = begin(phone)
    decide(phone, address, "door", "knock")
    decide(phone, address, "room", "ask")
    page = page_of(phone.get(address))
    told = (
        "It is written down.",
        "a good ending",
        "You stand at a door.",
        "It opens at once.",
        "You stand in a room.",
        "They name a day.",
        "<dt>Trust</dt><dd>3",
    )
    for words in told:
        assert words in page, words
    assert "It stays shut." not in page
    assert "You have played this to an ending" in page_of(phone.get(ITEM))


def test_it_can_be_played_again(phone):
    address = begin(phone)
    decide(phone, address, "door", "shout")
    again = phone.post(BEGIN).location
    assert again != address
    assert "You stand at a door." in page_of(phone.get(again))
    assert "a hard ending" in page_of(phone.get(address))
    page = page_of(phone.get(ITEM))
    assert "Your story is not over yet" in page
    assert again in page


def test_an_old_page_leads_to_where_the_story_stands(phone):
    address = begin(phone)
    decide(phone, address, "door", "knock")
    answer = decide(phone, address, "door", "shout")
    assert (answer.status_code, answer.location) == (302, address)
    page = page_of(phone.get(address))
    assert "You had decided here already." in page
    assert "You stand in a room." in page


def test_nothing_chosen_is_said_on_the_page(phone):
    address = begin(phone)
    answer = phone.post(f"{address}decisions", data={"node": "door", "op_id": fresh_key()})
    assert answer.status_code == 422
    assert "Choose what you do, then go on." in answer.get_data(as_text=True)
    assert decide(phone, address, "door", "fly").status_code == 422


def test_course_and_progress_know_the_story(phone):
    assert "Role play: A knock on the door" in page_of(phone.get("/courses/legal-mechanisms/"))
    assert "1 role play" in page_of(phone.get("/courses/legal-mechanisms/"))
    assert "Not played yet" in page_of(phone.get("/me/progress/"))
    address = begin(phone)
    assert "Begun: the story is not over yet" in page_of(phone.get("/me/progress/"))
    assert "Go on with the story" in page_of(phone.get("/"))
    decide(phone, address, "door", "shout")
    assert "Played to an ending on" in page_of(phone.get("/me/progress/"))


def test_the_trainer_sees_that_it_was_played_and_not_how(phone, browsers, anna):
    address = begin(phone)
    desk = browsers(anna)
    key = re.search(r"people/([^/]+)/", page_of(desk.get("/teach/legal-mechanisms/"))).group(1)
    assert "Story 1: under way" in page_of(desk.get(f"/teach/legal-mechanisms/people/{key}/"))
    decide(phone, address, "door", "shout")
    page = page_of(desk.get(f"/teach/legal-mechanisms/people/{key}/"))
    assert "Story 1: played to an ending" in page
    assert "Shout" not in page
    assert desk.get(address).status_code == 404
    assert desk.get("/teach/legal-mechanisms/progress.xlsx").status_code == 200


def test_a_story_cannot_be_marked_as_read(phone):
    answer = phone.post("/courses/legal-mechanisms/start/story/completion")
    assert answer.status_code == 409


def test_it_speaks_russian(phone, boris):
    boris.locale = "ru"
    address = begin(phone)
    page = page_of(phone.get(address))
    assert "Вы у двери." in page
    assert "Что вы делаете?" in page
