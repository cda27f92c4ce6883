"""A trainer's pages: own courses, who is how far, one person, the spreadsheet; closed to others."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from lms.accounts.roles import Role, RoleGrant, Scope
from lms.base import clock
from lms.base.db import db
from lms.reports import roll
from tests.catalogue.bundles import CANARIES, published
from tests.reports import population
from tests.reports.payloads import PAYLOADS
from tests.reports.population import AT, in_course, populate, two_editions

pytestmark = pytest.mark.both_engines
SHOW = "/teach/legal-mechanisms/"
EXPORT = "/teach/legal-mechanisms/progress.xlsx"


PAGE = 10


@pytest.fixture(autouse=True)
def _the_day_of_the_facts(monkeypatch):
    """The pages are short, and read at the moment the facts are judged by."""
    monkeypatch.setattr(clock, "now", lambda: AT)
    monkeypatch.setattr(roll, "PAGE", PAGE)


@pytest.fixture
def facts(app):
    """Twenty people in the legal course, in all states, some of whom have left."""
    return populate(two_editions(), 20)


@pytest.fixture
def desk(browsers, anna):
    """Anna at her desk."""
    return browsers(anna)


def body(answer) -> str:
    """What a page says, without what differs at each asking: the address and its own token."""
    page = answer.get_data(as_text=True)
    page = re.sub(r'name="csrf_token" value="[^"]*"', "", page)
    return re.sub(r'name="next" value="[^"]*"', "", page)


def names(page: str) -> list[str]:
    return re.findall(r'<th scope="row">(?:<input [^>]*> )?<a [^>]*>([^<]*)</a>', page)


def sheet_of(answer):
    return load_workbook(BytesIO(answer.data)).active


def test_my_courses_tell_how_many_stand_where(desk, facts):
    page = desk.get("/teach/").get_data(as_text=True)
    here = in_course(facts)
    assert f"{len(here)} people enrolled" in page
    assert f"{len(in_course(facts, 'stopped'))} stopped" in page
    assert f"{len(in_course(facts, 'finished'))} finished" in page
    assert "Small course" in page


def test_only_my_courses_are_there(desk, facts):
    published("networking")
    assert desk.get("/teach/").get_data(as_text=True).count("Small course") == 1


def test_an_administrator_sees_all_courses(browsers, elena, facts):
    published("networking")
    browser = browsers(elena)
    assert browser.get("/teach/").get_data(as_text=True).count("Small course") == 2
    assert browser.get("/teach/networking/").status_code == 200


def test_the_people_stand_in_the_order_of_need(desk, facts):
    first = desk.get(SHOW).get_data(as_text=True)
    second = desk.get(f"{SHOW}?page=2").get_data(as_text=True)
    expected = [fact.name for fact in in_course(facts)]
    assert names(first) == expected[:PAGE]
    assert names(second) == expected[PAGE:]
    assert "page=2" in first


def test_a_group_has_only_its_people(desk, facts):
    for status in ("stopped", "not-started", "going-on", "finished"):
        page = desk.get(f"{SHOW}?status={status}").get_data(as_text=True)
        assert names(page) == [fact.name for fact in in_course(facts, status)]


def test_an_address_that_makes_no_sense_shows_the_first_page(desk, facts):
    for query in ("?status=rubbish", "?page=0", "?page=x", "?page=-1", "?status="):
        answer = desk.get(SHOW + query)
        assert answer.status_code == 200
        assert len(names(answer.get_data(as_text=True))) == PAGE


def test_a_page_too_far_is_the_last(desk, facts):
    page = desk.get(f"{SHOW}?page=999999999999999999999").get_data(as_text=True)
    assert names(page) == [fact.name for fact in in_course(facts)][PAGE:]


def test_nobody_enrolled_yet_says_what_to_do(desk):
    published()
    page = desk.get(SHOW).get_data(as_text=True)
    assert "Nobody has enrolled yet" in page
    assert "/courses/legal-mechanisms/" in page
    assert desk.get(EXPORT).status_code == 200


def test_an_empty_group_says_so(desk):
    facts = [fact for fact in populate(two_editions(), 3, seed=5) if not fact.is_gone]
    empty = {"stopped", "not-started", "going-on", "finished"} - {f.standing for f in facts}
    page = desk.get(f"{SHOW}?status={min(empty)}").get_data(as_text=True)
    assert "Nobody is in this group" in page


def test_one_person_item_by_item(desk, facts):
    fact = next(f for f in in_course(facts) if f.tries and f.done)
    page = desk.get(f"{SHOW}people/{fact.key}/").get_data(as_text=True)
    assert fact.name in page
    assert page.count("Attempt ") == len(fact.tries)
    assert page.count("badge done") >= len(fact.done)


def test_the_pages_carry_no_address_no_username_and_no_answer(desk, facts):
    keys = [fact.key for fact in in_course(facts)[:8]]
    pages = [desk.get(SHOW), desk.get("/teach/"), *(desk.get(f"{SHOW}people/{k}/") for k in keys)]
    for page in map(body, pages):
        assert "secret-" not in page
        assert "example.org" not in page
        assert [canary for canary in CANARIES if canary in page] == []


def test_a_foreign_course_is_the_same_as_none(desk, facts):
    published("networking")
    desk.get("/teach/")  # the first page of a browser sets its cookie
    for tail in ("", "progress.xlsx", f"people/{facts[0].key}/"):
        foreign = desk.get(f"/teach/networking/{tail}")
        missing = desk.get(f"/teach/no-such-course/{tail}")
        assert (foreign.status_code, missing.status_code) == (404, 404)
        assert body(foreign) == body(missing)
        assert dict(foreign.headers).keys() == dict(missing.headers).keys()


def test_a_person_of_a_foreign_course_is_the_same_as_none(desk, facts, anna):
    published("networking")
    db.session.add(
        RoleGrant(
            user_id=anna.id,
            role=Role.TRAINER,
            scope=Scope.COURSE,
            key="networking",
            granted_at=AT,
        )
    )
    foreign = desk.get(f"/teach/networking/people/{facts[0].key}/")
    missing = desk.get("/teach/networking/people/nobody-has-this/")
    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert body(foreign) == body(missing)


@pytest.mark.parametrize("who", ["boris", "clara", "dmitri"])
def test_who_teaches_nothing_is_turned_away(browsers, request, facts, who):
    browser = browsers(request.getfixturevalue(who))
    person = f"{SHOW}people/{facts[0].key}/"
    for address in ("/teach/", SHOW, EXPORT, person, "/teach/no-such-course/"):
        assert browser.get(address).status_code == 403


def test_a_guest_is_asked_to_sign_in(browser, facts):
    answer = browser.get(SHOW)
    assert answer.status_code == 302
    assert "/sign-in/" in answer.location


def test_the_spreadsheet_holds_everybody_in_the_same_order(desk, facts):
    answer = desk.get(EXPORT)
    expected = in_course(facts)
    rows = list(sheet_of(answer).iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == [fact.name for fact in expected]
    assert [(row[2], row[3]) for row in rows] == [(len(f.done), len(f.items)) for f in expected]
    heads = [cell.value for cell in sheet_of(answer)[1]]
    silent = heads.index("Days since")
    assert [row[silent] for row in rows] == [(AT - f.last_active_at).days for f in expected]
    best = heads.index("The start: Check yourself, best result in per cent")
    results = [max((t for t in f.tries if t is not None), default=None) for f in expected]
    assert [row[best] for row in rows] == results


def test_the_spreadsheet_has_a_plain_name_and_is_not_kept(desk, facts):
    answer = desk.get(EXPORT)
    disposition = answer.headers["Content-Disposition"]
    assert disposition == 'attachment; filename="progress-legal-mechanisms-2026-11-20.xlsx"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.content_type.startswith("application/vnd.openxmlformats")


def test_no_name_becomes_a_formula(desk, monkeypatch):
    drawn, at_hand = population._drawn, iter(PAYLOADS)

    def named(random, number):
        fact = drawn(random, number)
        fact.name, fact.is_gone = next(at_hand), False
        return fact

    monkeypatch.setattr(population, "_drawn", named)
    populate(two_editions(), len(PAYLOADS))
    sheet = sheet_of(desk.get(EXPORT))
    assert {unescape(row[0].value) for row in sheet.iter_rows(min_row=2)} == set(PAYLOADS)
    assert [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []


def test_the_page_speaks_russian(desk, facts, anna):
    anna.locale = "ru"
    page = desk.get(SHOW).get_data(as_text=True)
    assert '<html lang="ru">' in page
    assert "Малый курс" in page
    assert "Малый курс" in desk.get("/teach/").get_data(as_text=True)


def test_silence_of_exactly_fourteen_days_is_a_stop(desk):
    facts = populate(two_editions(), 30, seed=2)
    edge = [f for f in in_course(facts) if AT - f.last_active_at == timedelta(days=14)]
    learning = [f for f in edge if f.started_at and not f.completed_at]
    assert learning
    pages = [desk.get(f"{SHOW}?status=stopped&page={n}").get_data(as_text=True) for n in (1, 2)]
    assert {fact.name for fact in learning} <= {name for page in pages for name in names(page)}
