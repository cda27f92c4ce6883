"""Anna sees who is how far and who has stopped, on her phone, and takes it along as a sheet."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from lms.accounts.person import Person
from lms.accounts.roles import Grant, Role, Scope
from lms.base import clock
from lms.base.db import transaction
from lms.learning.operations.completing import mark_read
from lms.learning.operations.enrolling import enrol
from lms.learning.queries.places import place_of
from tests import cast
from tests.journeys import paper
from tests.journeys.stage import DESK, PHONE, Stage, part

COURSES = {"en": "networking", "ru": "negotiation"}
NAMES = {"en": ("Alina", "Denis", "Maria"), "ru": ("Алина", "Денис", "Мария")}
HOW_FAR = {"stopped": (3, 30), "going-on": (2, 1), "not-started": (0, 2)}  # lessons, days ago


def study(stage: Stage, locale: str, username: str, name: str, lessons: int, days: int) -> None:
    """Let somebody enrol and read so many lessons, so many days ago."""
    course, at = COURSES[locale], clock.now() - timedelta(days=days)
    person_id = stage.join(cast.Part(username, name, locale))
    module = paper.syllabus(stage, course).modules[0]
    with stage.app.app_context(), transaction():
        enrol(Person(person_id, username, name, locale, session_id=0), course, at)
    for item in module.items[:lessons]:
        with stage.app.app_context(), transaction():
            place = place_of(person_id, course)
            assert place is not None
            mark_read(place, module.key, item.key, at)


@pytest.fixture
def anna(stage: Stage, locale: str) -> str:
    """The trainer of a course in which three people learn; her username."""
    grants = (Grant(Role.TRAINER, Scope.COURSE, COURSES[locale]),)
    one = replace(part(cast.ANNA, locale), username=f"trainer.{locale}", grants=grants)
    stage.join(one)
    for name, (state, (lessons, days)) in zip(NAMES[locale], HOW_FAR.items(), strict=True):
        study(stage, locale, f"{state}.{locale}", name, lessons, days)
    return one.username


def test_anna_sees_who_has_stopped_and_takes_it_along(stage: Stage, anna: str, locale: str) -> None:
    title = paper.syllabus(stage, COURSES[locale]).title.in_(locale)
    stopped, going_on, not_started = NAMES[locale]
    with stage.person(anna, locale, PHONE, accept_downloads=True) as walk:
        walk.page.goto("/teach/")
        walk.eye.look("teach")
        walk.open(title)
        for name in NAMES[locale]:
            walk.reads(name)
        walk.eye.look("teach-course")
        with walk.page.expect_navigation():
            walk.page.locator('main .tabs a[href*="status=stopped"]').click()
        people = walk.page.locator("tbody th")
        assert [name.strip() for name in people.all_inner_texts()] == [stopped]
        walk.eye.look("teach-stopped")
        with walk.page.expect_download() as download:
            walk.click("Download spreadsheet")
        sheet = load_workbook(BytesIO(download.value.path().read_bytes())).active
        cells = {str(cell.value) for row in sheet.iter_rows() for cell in row}
        assert {stopped, going_on, not_started} <= cells
        walk.open(stopped)
        walk.eye.look("teach-person")


def test_another_course_is_not_there(stage: Stage, locale: str) -> None:
    with stage.person(part(cast.CLARA, locale).username, locale, DESK) as walk:
        answer = walk.page.goto("/teach/legal-mechanisms/")
        assert answer is not None
        assert answer.status in {403, 404}
        walk.eye.forgive(str(answer.status))
        walk.eye.look("teach-closed")
