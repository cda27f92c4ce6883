"""Checking one question of an open attempt: what was saved is judged, and the try written down."""

from datetime import datetime

from sqlalchemy import select

from lms.base.db import db
from lms.base.errors import NotFound
from lms.base.insertion import insert_once
from lms.catalogue.edition import Edition
from lms.catalogue.syllabi import syllabus_of
from lms.courseware.questions import Question
from lms.courseware.syllabus import NoSuchItem, Quiz
from lms.learning.answer import Answer
from lms.learning.attempt import Attempt
from lms.learning.check import Check, is_locked
from lms.learning.operations.answering import OP_ID, Sending, save
from lms.learning.operations.finishing import held_attempt
from lms.learning.refusals import (
    AttemptOver,
    BadOperation,
    NotCheckable,
    NothingToCheck,
    UnknownQuestion,
)


def check(person_id: int, key: str, sending: Sending, at: datetime) -> None:
    """Save the answer that came along, if one did, and check what is saved.

    A repeat of the sending, the same answer again and a question that is locked add nothing. Raises
    NotFound, AttemptOver, NotCheckable, NothingToCheck, and what `save` raises.
    """
    if not OP_ID.fullmatch(sending.op_id):
        raise BadOperation
    attempt = held_attempt(person_id, key)
    quiz = _quiz(attempt)
    question = _question(attempt, quiz, sending.question)
    known = _checks(attempt.id, question.key)
    checked = [one.response for one in known]
    is_repeat = sending.op_id in [one.op_id for one in known]
    if is_repeat or is_locked(question, quiz.policy, checked):
        return
    if attempt.is_over(at):
        raise AttemptOver
    if not quiz.policy.tries_allowed or question.is_marked_by_hand:
        raise NotCheckable
    if sending.fields:
        save(person_id, key, sending, at)
    response = _saved(attempt.id, question.key)
    if question.is_blank(response):
        raise NothingToCheck
    if not checked or checked[-1] != response:
        insert_once(
            Check,
            attempt_id=attempt.id,
            question=question.key,
            number=len(checked) + 1,
            op_id=sending.op_id,
            response=response,
            fraction=str(question.grade(response)),
            checked_at=at,
        )


def _quiz(attempt: Attempt) -> Quiz:
    edition = db.session.get_one(Edition, attempt.edition_id)
    item = syllabus_of(edition.id, edition.digest).item_at(attempt.quiz)
    if not isinstance(item, Quiz):
        raise NotFound(attempt.quiz)
    return item


def _question(attempt: Attempt, quiz: Quiz, key: str) -> Question:
    """The question, if it was drawn for this attempt."""
    try:
        question = quiz.question(key)
    except NoSuchItem as error:
        raise UnknownQuestion from error
    if key not in attempt.arrangement["questions"]:
        raise UnknownQuestion
    return question


def _checks(attempt_id: int, question: str) -> list[Check]:
    """The tries so far, oldest first."""
    return list(
        db.session.scalars(
            select(Check)
            .where(Check.attempt_id == attempt_id, Check.question == question)
            .order_by(Check.number)
        )
    )


def _saved(attempt_id: int, question: str) -> object:
    """The newest answer that counts; nothing when there is none."""
    return db.session.scalar(
        select(Answer.response)
        .where(
            Answer.attempt_id == attempt_id,
            Answer.question == question,
            Answer.aside.is_(False),
        )
        .order_by(Answer.id.desc())
        .limit(1)
    )
