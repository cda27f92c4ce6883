"""What waits for a trainer: the queue of handed-in attempts, and one of them to be marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select

from lms.accounts.user import User
from lms.base.db import db
from lms.base.errors import NotFound
from lms.base.paging import Page, page_of
from lms.catalogue.edition import Edition
from lms.catalogue.syllabi import syllabus_of
from lms.courseware.questions.by_hand import MarkedByHand
from lms.courseware.questions.file import File
from lms.courseware.texts import Text
from lms.learning.attempt import Attempt, AttemptState
from lms.learning.enrolment import Enrolment
from lms.learning.mark import Mark
from lms.learning.queries.answers import marks_of, payloads_of
from lms.learning.queries.prints import Print, print_of, quiz_in
from lms.learning.upload import Upload

_WAITS = Attempt.state == AttemptState.SUBMITTED


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the queue: whose attempt at which quiz has been waiting since when."""

    key: str
    name: str
    quiz: Text
    number: int
    submitted_at: datetime


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer to be marked; `upload` is the file where the answer is one."""

    question: MarkedByHand
    payload: object
    mark: Mark | None
    upload: Upload | None


@dataclass(frozen=True, slots=True)
class Script:
    """An attempt as its marker reads it; `base` is the number of the last sitting, 0 for none."""

    attempt: Attempt
    name: str
    enrolment: str
    printed: Print
    answered: tuple[Answered, ...]
    base: int


def counts_to_mark(course_ids: Sequence[int]) -> dict[int, int]:
    """Count what waits for a mark by course, in one statement."""
    rows = db.session.execute(
        select(Enrolment.course_id, func.count().label("waiting"))
        .join(Attempt, Attempt.enrolment_id == Enrolment.id)
        .where(_WAITS, Enrolment.course_id.in_(course_ids))
        .group_by(Enrolment.course_id)
    )
    return {row.course_id: row.waiting for row in rows}


def queue_of(course_id: int, number: int) -> Page[Waiting]:
    """Give one page of what waits in a course, oldest first."""
    page = page_of(_queue(course_id).order_by(Attempt.submitted_at, Attempt.id), number)
    lines = [_line(row) for row in page.items]
    return Page(lines, page.number, page.last, page.total)


def next_to_mark(course_id: int) -> str | None:
    """Give the key of what has been waiting longest, None where nothing waits."""
    query = _queue(course_id).order_by(Attempt.submitted_at, Attempt.id).limit(1)
    row = db.session.execute(query).first()
    return row.key if row else None


def script_of(course_id: int, key: str) -> Script:
    """Find an attempt with answers to be marked by hand; raises NotFound for any other.

    An attempt of another course, or one that is not handed in, is not there.
    """
    row = db.session.execute(
        _attempts(course_id, Attempt.key == key).add_columns(User.display_name, Enrolment.key)
    ).one_or_none()
    if row is None:
        raise NotFound(key)
    attempt: Attempt = row.Attempt
    printed = print_of(attempt.edition_id, attempt.quiz)
    marks = marks_of(attempt.id)
    answered = tuple(_answered(attempt, printed, marks))
    if not answered:
        raise NotFound(key)
    base = max((mark.number for mark in marks.values()), default=0)
    return Script(attempt, row.display_name, row.key, printed, answered, base)


def _attempts(course_id: int, which: ColumnElement[bool]) -> Select[Attempt]:
    """Attempts of a course that were handed in."""
    return (
        select(Attempt)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(User, User.id == Enrolment.user_id)
        .where(Enrolment.course_id == course_id, Attempt.state != AttemptState.OPEN, which)
    )


def _queue(course_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Attempt.key,
            User.display_name,
            Attempt.number,
            Attempt.submitted_at,
            Attempt.quiz,
            Edition.id.label("edition_id"),
            Edition.digest,
        )
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(User, User.id == Enrolment.user_id)
        .join(Edition, Edition.id == Attempt.edition_id)
        .where(_WAITS, Enrolment.course_id == course_id)
    )


def _line(row: Row[*tuple[Any, ...]]) -> Waiting:
    quiz = quiz_in(syllabus_of(row.edition_id, row.digest), row.quiz)
    return Waiting(row.key, row.display_name, quiz.title, row.number, row.submitted_at)


def _answered(attempt: Attempt, printed: Print, marks: dict[str, Mark]) -> Iterator[Answered]:
    """The answers that are marked by hand, in the order the person saw."""
    payloads = payloads_of([attempt.id]).get(attempt.id, {})
    query = select(Upload).where(Upload.attempt_id == attempt.id)
    uploads = {upload.key: upload for upload in db.session.scalars(query)}
    for key in attempt.arrangement["questions"]:
        question, payload = printed.quiz.question(key), payloads.get(key)
        if isinstance(question, MarkedByHand) and not question.is_blank(payload):
            upload = (
                uploads.get(question.upload_in(payload)) if isinstance(question, File) else None
            )
            yield Answered(question, payload, marks.get(key), upload)
