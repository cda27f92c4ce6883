"""Every kind of question, answered by keyboard alone, with a script and without."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from lms.accounts.person import Person
from lms.base import clock
from lms.base.db import transaction
from lms.catalogue import operations as catalogue
from lms.courseware.questions import FIELD, TYPES, Fields, Question
from lms.learning.operations.enrolling import enrol
from tests import cast
from tests.courseware import question_samples as samples
from tests.journeys import paper
from tests.journeys.keyboard import FILE, answer, leaf_through, press
from tests.journeys.learner import newest
from tests.journeys.stage import Stage, Walk, part

COURSE = "every-kind"
ADDRESS = f"/courses/{COURSE}/start/check/"
CANARIES = {"WHY", "CANARY", "SOURCE", "TRAP", "one", "pdf", "txt"}  # of no language
QUESTIONS = samples.quiz().questions
scripted = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


@pytest.fixture(scope="module")
def course(stage: Stage) -> None:
    """The course with a question of every kind."""
    with stage.app.app_context(), transaction():
        catalogue.publish(samples.bundle(key=COURSE), notes="")


@contextmanager
def at_work(stage: Stage, locale: str, *, script: bool) -> Iterator[Walk]:
    """Somebody in front of a new attempt."""
    one = part(cast.BORIS, locale)
    username = f"{one.username}.{len(stage.ids)}"
    person_id = stage.join(cast.Part(username, one.display_name, locale))
    with stage.app.app_context(), transaction():
        person = Person(person_id, username, one.display_name, locale, session_id=0)
        enrol(person, COURSE, clock.now())
    with stage.person(username, locale, java_script_enabled=script) as walk:
        walk.eye.names |= CANARIES
        walk.page.goto(ADDRESS)
        press(walk, "main form button.primary")
        walk.page.wait_for_url("**/attempts/**")
        yield walk


def test_every_kind_is_asked(course: None) -> None:
    assert {question.type for question in QUESTIONS} == set(TYPES)


@scripted
def test_by_keyboard_alone(stage: Stage, course: None, locale: str, *, script: bool) -> None:
    with at_work(stage, locale, script=script) as walk:
        key = paper.key_of(walk.page)
        for number, question in enumerate(QUESTIONS, 1):
            walk.page.wait_for_selector(f"{paper.selector(question)}:visible")
            if script:
                walk.eye.look(f"kind-{question.type}")
            answer(walk, question)
            if script and question.type != "file":
                expect(paper.light(walk.page, question)).to_have_attribute("data-state", "saved")
                walk.eye.look(f"kind-{question.type}-answered")
            leaf_through(walk, question)
            if not script or question.type == "file":
                walk.page.wait_for_url(
                    f"**?q={number + 1}*" if number < len(QUESTIONS) else "**/sub*"
                )
        walk.sees("Every question has an answer.")
        saved = paper.saved(stage, newest(stage), key)
        assert saved == as_sent(locale, saved)
        press(walk, "main form button.primary")
        expect(walk.page.get_by_role("heading", level=1)).to_have_text(walk.say("Handed in"))
        if script:
            walk.eye.look("kinds-right")


def as_sent(locale: str, saved: dict[str, Fields]) -> dict[str, Fields]:
    """What should be saved; the key of an upload is drawn, so it is taken from what is."""
    right = paper.right(QUESTIONS, locale)
    for question in QUESTIONS:
        if question.type == "file":
            right[question.key] = {FIELD: [saved[question.key][FIELD][0], FILE]}
    return right


def test_what_is_half_right_is_said_part_by_part(stage: Stage, course: None, locale: str) -> None:
    parted = [question for question in QUESTIONS if question.view(locale).parts]
    assert parted
    with at_work(stage, locale, script=True) as walk:
        for question in parted:
            half_right(walk, question)
        walk.page.goto(walk.page.url.partition("?")[0] + "submission")
        press(walk, "main form button.primary")
        walk.page.wait_for_url("**/review/")
        walk.eye.look("kinds-half")
        for question in parted:
            total = len(question.view(locale).parts)
            walk.sees("Partly right, %(right)s of %(total)s", right=1, total=total)


def half_right(walk: Walk, question: Question) -> None:
    """Give the first part of a question what is right, and no other."""
    page = walk.page
    page.click(f"nav button[value='{QUESTIONS.index(question) + 1}']")
    name, values = next(iter(question.right_fields(walk.eye.locale).items()))
    paper.put(paper.form_of(page, question), name, values[0])
    expect(paper.light(page, question)).to_have_attribute("data-state", "saved")
