"""Attempts that are running while their terms change: held, and their ends put right."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select

from lms.base.db import db
from lms.catalogue.edition import Edition
from lms.catalogue.syllabi import syllabus_of
from lms.courseware.syllabus import NoSuchItem, Quiz
from lms.learning.attempt import Attempt, AttemptState
from lms.learning.enrolment import Enrolment
from lms.learning.queries.terms import terms_at
from lms.learning.terms import moved_end

# The ids of enrolments, or the statement that finds them.
People = Sequence[int] | Select[int]


def hold(people: People, quiz: str) -> None:
    """Hold open attempts first, then the enrolments: the order in which handing in holds them."""
    _open_attempts(people, quiz)
    db.session.execute(
        select(Enrolment.id)
        .where(Enrolment.id.in_(people))
        .order_by(Enrolment.id)
        .with_for_update(key_share=True)
    )


def move_ends(people: People, course_id: int, quiz: str, at: datetime) -> None:
    """Put the ends of open attempts right, so that the next request reads the new one."""
    for attempt in _open_attempts(people, quiz):
        printed = _printed(attempt)
        if printed is not None:
            terms = terms_at(attempt.enrolment_id, course_id, printed, at)
            attempt.ends_at = moved_end(attempt.ends_at, terms.ends_at(attempt.started_at), at)
    db.session.flush()


def _open_attempts(people: People, quiz: str) -> list[Attempt]:
    """The open attempts of these people at the quiz, held until the transaction ends."""
    return list(
        db.session.scalars(
            select(Attempt)
            .where(
                Attempt.enrolment_id.in_(people),
                Attempt.quiz == quiz,
                Attempt.state == AttemptState.OPEN,
            )
            .order_by(Attempt.id)
            .with_for_update(key_share=True)
            .execution_options(populate_existing=True)
        )
    )


def _printed(attempt: Attempt) -> Quiz | None:
    """The quiz as it was when the attempt began."""
    edition = db.session.get_one(Edition, attempt.edition_id)
    try:
        item = syllabus_of(edition.id, edition.digest).item_at(attempt.quiz)
    except NoSuchItem:
        return None
    return item if isinstance(item, Quiz) else None
