"""Anna reads her questions in figures, on her phone, and takes them along as a sheet."""

from dataclasses import replace
from io import BytesIO
from random import Random

import pytest
from openpyxl import load_workbook
from sqlalchemy import insert

from lms.base import clock
from lms.base.db import db, transaction
from lms.base.tokens import fresh_key
from lms.catalogue.edition import Edition
from lms.catalogue.queries import course_by_key, newest_edition
from lms.learning.answer import Answer
from lms.learning.attempt import Attempt
from lms.reports.questions.operations import gathered, quizzes_handed_in, store
from tests import cast
from tests.journeys import paper
from tests.journeys.stage import PHONE, Stage, part
from tests.reports.crowd import settled

MANY = 60


@pytest.fixture
def anna(stage: Stage, locale: str) -> str:
    """The trainer of a course whose quiz many have tried; her username."""
    one = replace(part(cast.ANNA, locale), username=f"analyst.{locale}")
    stage.join(one)
    quiz = paper.syllabus(stage).item(paper.MODULE, paper.QUIZ)
    random = Random(5)  # noqa: S311  invented people, no secrets
    with stage.app.app_context():
        edition = newest_edition(course_by_key(paper.COURSE))
        people = settled(edition, MANY)
        edition = db.session.get_one(Edition, edition.id)
        for person in people:
            able = random.random()
            knows = [each for each in quiz.questions if random.random() < able]
            tried(edition, quiz.path, person, knows, [each.key for each in quiz.questions])
        for handed in quizzes_handed_in(paper.COURSE):
            with transaction():
                store(handed, gathered(handed))
        db.session.remove()
    return one.username


def tried(edition, quiz, person, knows, asked) -> None:
    """Hand in an attempt in which these questions are answered rightly, the others not at all."""
    at, edition_id = clock.now(), edition.id
    with transaction():
        attempt = db.session.scalar(
            insert(Attempt).returning(Attempt.id),
            {
                "key": fresh_key(),
                "enrolment_id": person,
                "edition_id": edition_id,
                "quiz": quiz,
                "number": 1,
                "state": "finished",
                "arrangement": {"questions": asked, "options": {}},
                "started_at": at,
                "submitted_at": at,
            },
        )
        for question in knows:
            payload = question.response_from(question.right_fields("en"))
            db.session.add(
                Answer(
                    attempt_id=attempt,
                    question=question.key,
                    op_id=fresh_key(),
                    response=payload,
                    saved_at=at,
                )
            )


def test_anna_reads_her_questions_in_figures(stage: Stage, anna: str, locale: str) -> None:
    first = paper.questions(stage)[0]
    with stage.person(anna, locale, PHONE, accept_downloads=True) as walk:
        walk.page.goto(f"/teach/{paper.COURSE}/")
        walk.follow("Questions in figures")
        walk.sees("tells strong from weak")
        walk.eye.look("analysis")
        with walk.page.expect_download() as download:
            walk.click("Download spreadsheet")
        sheet = load_workbook(BytesIO(download.value.path().read_bytes())).active
        assert first.key in {str(cell.value) for cell in sheet["C"]}
        with walk.page.expect_navigation():
            walk.page.locator(f'main a[href*="/{paper.QUIZ}/{first.key}/"]').click()
        walk.sees("no answer")
        walk.eye.look("analysis-question")
        walk.follow("All attempts")
        walk.eye.look("analysis-all")
