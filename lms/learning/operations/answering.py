"""Saving answers one by one: only ever added, and never replaced by a stale blank."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from lms.base.db import db
from lms.base.errors import NotFound
from lms.base.i18n import lazy_gettext
from lms.base.insertion import insert_once
from lms.catalogue.edition import Edition
from lms.catalogue.syllabi import syllabus_of
from lms.courseware.questions import Payload, Question, ResponseRefused
from lms.courseware.syllabus import NoSuchItem, Quiz
from lms.learning.answer import Answer
from lms.learning.attempt import Attempt
from lms.learning.enrolment import Enrolment
from lms.learning.refusals import AnswerRefused, AttemptOver, BadOperation, UnknownQuestion

OP_ID = re.compile(r"[A-Za-z0-9_-]{8,40}")
REASONS = {
    "unknown-option": lazy_gettext("This option is not part of the question. Reload the page."),
    "one-option": lazy_gettext("Choose one option."),
    "not-a-number": lazy_gettext("Write one number, for example 30 or 2.5."),
    "too-long": lazy_gettext("Write a short answer of up to 200 characters."),
}


@dataclass(frozen=True, slots=True)
class Sending:
    """One answer as a page sends it.

    `op_id` is drawn by the sender and marks the sending; `base` names the sendings for this
    question that the page knows of.
    """

    question: str
    fields: Mapping[str, list[str]]
    op_id: str
    base: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a sending; `counts` is false for what was kept aside."""

    op_id: str
    saved_at: datetime
    counts: bool
    seconds_left: int | None


def save(person_id: int, key: str, sending: Sending, at: datetime) -> Saved:
    """Save one answer of the person's open attempt; a repeat gives what is stored.

    Raises NotFound, AttemptOver, and UnknownQuestion, AnswerRefused or BadOperation for what
    cannot be an answer.
    """
    if not OP_ID.fullmatch(sending.op_id):
        raise BadOperation
    attempt, quiz = _held(person_id, key)
    known, newest = _stored(attempt.id, sending)
    if known is None:
        if attempt.is_over(at):
            raise AttemptOver
        payload, question = _payload(quiz, sending)
        stale = newest is not None and newest.op_id not in sending.base
        known = _added(attempt.id, sending, payload, at, aside=stale and question.is_blank(payload))
    elif known.question != sending.question:
        raise BadOperation
    return Saved(known.op_id, known.saved_at, not known.aside, attempt.seconds_left(at))


def _held(person_id: int, key: str) -> tuple[Attempt, Quiz]:
    """The attempt, held so that handing it in waits for this answer, and its quiz."""
    row = db.session.execute(
        select(Attempt, Edition.digest)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(Edition, Edition.id == Attempt.edition_id)
        .where(Attempt.key == key, Enrolment.user_id == person_id)
        .with_for_update(of=Attempt, key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NotFound(key)
    item = syllabus_of(row.Attempt.edition_id, row.digest).item_at(row.Attempt.quiz)
    if not isinstance(item, Quiz):
        raise NotFound(key)
    return row.Attempt, item


def _stored(attempt_id: int, sending: Sending) -> tuple[Answer | None, Answer | None]:
    """The answer of this very sending, and the newest to the question that counts."""
    newest_id = (
        select(func.max(Answer.id))
        .where(
            Answer.attempt_id == attempt_id,
            Answer.question == sending.question,
            Answer.aside.is_(False),
        )
        .scalar_subquery()
    )
    rows = db.session.scalars(
        select(Answer).where(
            Answer.attempt_id == attempt_id,
            or_(Answer.op_id == sending.op_id, Answer.id == newest_id),
        )
    ).all()
    known = next((answer for answer in rows if answer.op_id == sending.op_id), None)
    newest = max(
        (a for a in rows if a.question == sending.question and not a.aside),
        key=lambda answer: answer.id,
        default=None,
    )
    return known, newest


def _payload(quiz: Quiz, sending: Sending) -> tuple[Payload, Question]:
    """What the fields say as an answer to the question."""
    try:
        question = quiz.question(sending.question)
        return question.response_from(sending.fields), question
    except NoSuchItem as error:
        raise UnknownQuestion from error
    except ResponseRefused as error:
        raise AnswerRefused(REASONS.get(error.code, BadOperation.text)) from error


def _added(
    attempt_id: int, sending: Sending, payload: Payload, at: datetime, *, aside: bool
) -> Answer:
    insert_once(
        Answer,
        attempt_id=attempt_id,
        question=sending.question,
        op_id=sending.op_id,
        response=payload,
        aside=aside,
        saved_at=at,
    )
    return Answer(op_id=sending.op_id, question=sending.question, aside=aside, saved_at=at)
