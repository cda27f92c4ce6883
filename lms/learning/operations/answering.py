"""Saving answers one by one: only ever added, and never replaced by a stale blank."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select

from lms.base.errors import NotFound
from lms.base.i18n import lazy_gettext
from lms.base.insertion import insert_row
from lms.base.prepared import Prepared
from lms.catalogue.edition import Edition
from lms.catalogue.syllabi import syllabus_of
from lms.courseware.questions import Payload, Question, ResponseRefused
from lms.courseware.syllabus import NoSuchItem, Quiz
from lms.learning.answer import Answer
from lms.learning.attempt import Attempt, Running
from lms.learning.enrolment import Enrolment
from lms.learning.refusals import AnswerRefused, AttemptOver, BadOperation, UnknownQuestion

OP_ID = re.compile(r"[A-Za-z0-9_-]{8,40}")
REASONS = {
    "unknown-option": lazy_gettext("This option is not part of the question. Reload the page."),
    "one-option": lazy_gettext("Choose one option."),
    "same-place": lazy_gettext("Two lines have the same place. Give each a place of its own."),
    "not-a-number": lazy_gettext("Write one number, for example 30 or 2.5."),
    "too-long": lazy_gettext("Write a short answer of up to 200 characters."),
}

# Saving is done at every tap: tables instead of nouns, and statements that are built once.
_attempts, _answers = Attempt.__table__, Answer.__table__
_enrolments, _editions = Enrolment.__table__, Edition.__table__

_HELD = Prepared(
    select(
        _attempts.c.id,
        _attempts.c.quiz,
        _attempts.c.state,
        _attempts.c.ends_at,
        _attempts.c.edition_id,
        _editions.c.digest,
    )
    .select_from(_attempts)
    .join(_enrolments, _enrolments.c.id == _attempts.c.enrolment_id)
    .join(_editions, _editions.c.id == _attempts.c.edition_id)
    .where(_attempts.c.key == bindparam("key"), _enrolments.c.user_id == bindparam("person"))
    .with_for_update(of=_attempts, key_share=True)
)
_NEWEST = (
    select(func.max(_answers.c.id))
    .where(
        _answers.c.attempt_id == bindparam("attempt"),
        _answers.c.question == bindparam("question"),
        _answers.c.aside.is_(False),
    )
    .scalar_subquery()
)
_STORED = Prepared(
    select(_answers.c.op_id, _answers.c.question, _answers.c.aside, _answers.c.saved_at).where(
        _answers.c.attempt_id == bindparam("attempt"),
        or_(_answers.c.op_id == bindparam("op"), _answers.c.id == _NEWEST),
    )
)


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


@dataclass(frozen=True, slots=True)
class Held(Running):
    """An open attempt with its quiz, held until the transaction ends."""

    id: int
    quiz: Quiz
    state: str
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class Stored:
    """An answer as the centre has it."""

    op_id: str
    question: str
    aside: bool
    saved_at: datetime


def save(person_id: int, key: str, sending: Sending, at: datetime) -> Saved:
    """Save one answer of the person's open attempt; a repeat gives what is stored.

    Raises NotFound, AttemptOver, and UnknownQuestion, AnswerRefused or BadOperation for what
    cannot be an answer.
    """
    if not OP_ID.fullmatch(sending.op_id):
        raise BadOperation
    attempt = _held(person_id, key)
    known, newest = _stored(attempt.id, sending)
    if known is None:
        if attempt.is_over(at):
            raise AttemptOver
        payload, question = _payload(attempt.quiz, sending)
        stale = newest is not None and newest.op_id not in sending.base
        known = _added(attempt.id, sending, payload, at, aside=stale and question.is_blank(payload))
    elif known.question != sending.question:
        raise BadOperation
    return Saved(known.op_id, known.saved_at, not known.aside, attempt.seconds_left(at))


def _held(person_id: int, key: str) -> Held:
    """The attempt, held so that handing it in waits for this answer, with its quiz."""
    row = _HELD.first(key=key, person=person_id)
    if row is None:
        raise NotFound(key)
    item = syllabus_of(row.edition_id, row.digest).item_at(row.quiz)
    if not isinstance(item, Quiz):
        raise NotFound(key)
    return Held(row.id, item, row.state, row.ends_at)


def _stored(attempt_id: int, sending: Sending) -> tuple[Stored | None, Stored | None]:
    """The answer of this very sending, and the newest to the question that counts."""
    found = _STORED(attempt=attempt_id, question=sending.question, op=sending.op_id)
    rows = [Stored(*row) for row in found]
    known = next((answer for answer in rows if answer.op_id == sending.op_id), None)
    newest = next((answer for answer in rows if answer.op_id != sending.op_id), None)
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
) -> Stored:
    """Add the answer; the attempt is held, so nobody adds the same meanwhile."""
    insert_row(
        Answer,
        attempt_id=attempt_id,
        question=sending.question,
        op_id=sending.op_id,
        response=payload,
        aside=aside,
        saved_at=at,
    )
    return Stored(sending.op_id, sending.question, aside, at)
