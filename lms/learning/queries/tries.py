"""Attempts: those at one quiz, and one by its key."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, literal, select, union_all

from lms.base.db import db
from lms.base.errors import NotFound
from lms.catalogue.course import Course
from lms.catalogue.edition import Edition
from lms.catalogue.syllabi import syllabus_of
from lms.courseware.syllabus import Quiz, Syllabus
from lms.learning.answer import Answer
from lms.learning.attempt import Attempt
from lms.learning.check import Check
from lms.learning.enrolment import Enrolment


@dataclass(frozen=True, slots=True)
class Tries:
    """All attempts at one quiz, oldest first, and what the policy still allows."""

    attempts: tuple[Attempt, ...]
    allowed: int | None

    @property
    def open(self) -> Attempt | None:
        """Give the attempt that is not handed in yet."""
        return next((attempt for attempt in self.attempts if attempt.is_open), None)

    @property
    def left(self) -> int | None:
        """Give how many more may be started; None without a limit."""
        return None if self.allowed is None else max(0, self.allowed - len(self.attempts))

    @property
    def last_ended_at(self) -> datetime | None:
        """Give when the newest attempt was handed in; None before the first."""
        ends = [attempt.submitted_at for attempt in self.attempts if attempt.submitted_at]
        return max(ends, default=None)

    @property
    def best(self) -> Decimal | None:
        """Give the highest result in per cent; None before the first."""
        results = [attempt.percent for attempt in self.attempts if attempt.percent is not None]
        return max(results, default=None)

    @property
    def passed(self) -> bool:
        """Whether one of them was enough."""
        return any(attempt.passed for attempt in self.attempts)


@dataclass(frozen=True, slots=True)
class Paper:
    """An attempt with the quiz as it was printed when the attempt began."""

    attempt: Attempt
    course_id: int
    course_key: str
    syllabus: Syllabus

    @property
    def quiz(self) -> Quiz:
        """Give the quiz of the attempt, keys and all: never hand it to a page."""
        item = self.syllabus.item_at(self.attempt.quiz)
        if not isinstance(item, Quiz):
            raise NotFound(self.attempt.quiz)
        return item


def tries_at(enrolment_id: int, quiz: Quiz) -> Tries:
    """Give a person's attempts at a quiz."""
    rows = db.session.scalars(
        select(Attempt)
        .where(Attempt.enrolment_id == enrolment_id, Attempt.quiz == quiz.path)
        .order_by(Attempt.number)
    )
    return Tries(tuple(rows), quiz.policy.attempts)


def paper_of(person_id: int, key: str) -> Paper:
    """Find a person's own attempt; a foreign one is NotFound like one that is not there."""
    row = db.session.execute(
        select(Attempt, Course.id, Course.key, Edition.digest)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(Course, Course.id == Enrolment.course_id)
        .join(Edition, Edition.id == Attempt.edition_id)
        .where(Attempt.key == key, Enrolment.user_id == person_id)
    ).one_or_none()
    if row is None:
        raise NotFound(key)
    syllabus = syllabus_of(row.Attempt.edition_id, row.digest)
    return Paper(row.Attempt, row.id, row.key, syllabus)


def answers_that_count(attempt_id: int) -> dict[str, Answer]:
    """Give the newest answer to each question, those kept aside left out."""
    newest = (
        select(func.max(Answer.id))
        .where(Answer.attempt_id == attempt_id, Answer.aside.is_(False))
        .group_by(Answer.question)
    )
    rows = db.session.scalars(select(Answer).where(Answer.id.in_(newest)))
    return {answer.question: answer for answer in rows}


def responses_of(attempt_id: int) -> tuple[dict[str, object], dict[str, list[object]]]:
    """Give the newest response to each question, and what was checked: one statement for both."""
    newest = (
        select(func.max(Answer.id))
        .where(Answer.attempt_id == attempt_id, Answer.aside.is_(False))
        .group_by(Answer.question)
    )
    rows = db.session.execute(
        union_all(
            select(literal(0).label("number"), Answer.question, Answer.response).where(
                Answer.id.in_(newest)
            ),
            select(Check.number, Check.question, Check.response).where(
                Check.attempt_id == attempt_id
            ),
        ).order_by("number")
    )
    saved: dict[str, object] = {}
    checked: dict[str, list[object]] = {}
    for number, question, response in rows:
        if number:
            checked.setdefault(question, []).append(response)
        else:
            saved[question] = response
    return saved, checked


def checks_of(attempt_id: int) -> dict[str, list[object]]:
    """Give what was checked during the attempt, by question, oldest first."""
    rows = db.session.execute(
        select(Check.question, Check.response)
        .where(Check.attempt_id == attempt_id)
        .order_by(Check.question, Check.number)
    )
    checked: dict[str, list[object]] = {}
    for question, response in rows:
        checked.setdefault(question, []).append(response)
    return checked


def expired_attempts(at: datetime, most: int) -> list[str]:
    """Give keys of attempts whose time ended while the person was away, oldest end first."""
    rows = db.session.execute(
        select(Attempt.key, Attempt.ends_at)
        .where(Attempt.state == "open", Attempt.ends_at.is_not(None), Attempt.ends_at < at)
        .order_by(Attempt.ends_at)
        .limit(most)
    )
    return [row.key for row in rows]
