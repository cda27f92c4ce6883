"""A quiz on the screen: the questions of the real course, answered as a learner would."""

import re
from collections.abc import Sequence
from html import unescape

from playwright.sync_api import Locator, Page

from lms.catalogue.queries import course_by_key, newest_edition
from lms.catalogue.syllabi import syllabus_of
from lms.courseware.questions import FIELD, Fields, Question
from lms.courseware.syllabus import Quiz, Syllabus
from lms.learning.queries.tries import answers_that_count, paper_of
from tests.journeys.stage import Stage

COURSE, MODULE, QUIZ = "legal-mechanisms", "rights-and-protectors", "check"
# Lists that a script has hidden are set as the script sets them.
CHOOSE = """(list, value) => {
  list.value = value;
  list.dispatchEvent(new Event("input", { bubbles: true }));
}"""
ADDRESS = f"/courses/{COURSE}/{MODULE}/{QUIZ}/"


def syllabus(stage: Stage, course: str = COURSE) -> Syllabus:
    """The course as it is published."""
    with stage.app.app_context():
        edition = newest_edition(course_by_key(course))
        return syllabus_of(edition.id, edition.digest)


def questions(stage: Stage) -> list[Question]:
    """The questions of the first module's quiz, in their order."""
    item = syllabus(stage).item(MODULE, QUIZ)
    assert isinstance(item, Quiz)
    return list(item.questions)


def plain(html: str) -> str:
    """The words of a text without its marks."""
    return unescape(re.sub(r"<[^>]*>", "", html)).strip()


def selector(question: Question) -> str:
    """Where the form of a question is."""
    return f'form[data-question="{question.key}"]'


def form_of(page: Page, question: Question) -> Locator:
    """The form of a question."""
    return page.locator(selector(question))


def fill(page: Page, question: Question, values: Sequence[str] | None = None) -> None:
    """Answer the question that is on the screen; rightly, unless told otherwise."""
    form = form_of(page, question)
    fields = question.right_fields(page.evaluate("document.documentElement.lang"))
    for name, given in (fields if values is None else {FIELD: [*values]}).items():
        for value in given:
            put(form, name, value)


def put(form: Locator, name: str, value: str) -> None:
    """Give a field a value, whatever kind of field it is."""
    choice = form.locator(f'input[name="{name}"][value="{value}"]')
    field = form.locator(f'[name="{name}"]')
    if choice.count():
        choice.check()
    elif field.evaluate("field => field.localName") == "select":
        field.evaluate(CHOOSE, value)
    else:
        field.fill(value)


def light(page: Page, question: Question) -> Locator:
    """The save light of a question."""
    return form_of(page, question).locator("[data-light]")


def key_of(page: Page) -> str:
    """The key of the attempt that is on the screen."""
    return page.url.split("/attempts/")[1].split("/")[0]


def saved(stage: Stage, person_id: int, key: str) -> dict[str, Fields]:
    """What the server has: the answer that counts for each question, as fields of its form."""
    with stage.app.app_context():
        paper = paper_of(person_id, key)
        rows = answers_that_count(paper.attempt.id)
        return {name: paper.quiz.question(name).given(row.response) for name, row in rows.items()}


def right(asked: Sequence[Question], locale: str) -> dict[str, Fields]:
    """What the server should have when every question is answered rightly."""
    return {question.key: question.right_fields(locale) for question in asked}
