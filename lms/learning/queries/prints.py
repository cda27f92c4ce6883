"""What an attempt is marked by: the quiz as it was printed, and what was corrected since."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import aliased

from lms.base.db import db
from lms.base.errors import NotFound
from lms.catalogue.edition import Edition
from lms.catalogue.syllabi import syllabus_of
from lms.courseware.answer_keys import differ
from lms.courseware.syllabus import NoSuchItem, Quiz, Syllabus
from lms.learning.correction import Choice, Correction
from lms.learning.grading import Amendment


@dataclass(frozen=True, slots=True)
class Dated(Amendment):
    """A decision that stands, with the edition it is about and the moment it was made."""

    edition_id: int
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Print:
    """A quiz of one edition, keys and all, with what was decided about its questions later."""

    edition_id: int
    edition_number: int
    course_id: int
    syllabus: Syllabus
    quiz: Quiz
    amendments: Mapping[str, tuple[Dated, ...]]


def print_of(edition_id: int, path: str) -> Print:
    """Read what attempts at a quiz of an edition are marked by, in one statement.

    Raises NotFound where the edition has no such quiz.
    """
    own, later = aliased(Edition), aliased(Edition)
    rows = db.session.execute(
        select(
            own.id,
            own.number,
            own.digest,
            own.course_id,
            Correction.question,
            Correction.choice,
            Correction.decided_at,
            later.id.label("later_id"),
            later.digest.label("later_digest"),
        )
        .select_from(own)
        .outerjoin(Correction, (Correction.course_id == own.course_id) & (Correction.quiz == path))
        .outerjoin(later, (later.id == Correction.edition_id) & (later.number > own.number))
        .where(own.id == edition_id)
        .order_by(later.number, Correction.question, Correction.number)
    ).all()
    first = rows[0]
    syllabus = syllabus_of(first.id, first.digest)
    quiz = quiz_in(syllabus, path)
    return Print(
        first.id, first.number, first.course_id, syllabus, quiz, _amendments(quiz, path, rows)
    )


def quiz_in(syllabus: Syllabus, path: str) -> Quiz:
    """Find a quiz; raises NotFound."""
    try:
        item = syllabus.item_at(path)
    except NoSuchItem as error:
        raise NotFound(path) from error
    if not isinstance(item, Quiz):
        raise NotFound(path)
    return item


def _amendments(
    quiz: Quiz, path: str, rows: Sequence[Row[*tuple[Any, ...]]]
) -> dict[str, tuple[Dated, ...]]:
    """By the question, in the order of editions; of several decisions the last one stands."""
    found: dict[str, tuple[Dated, ...]] = {}
    decided = [row for row in rows if row.later_id is not None]
    for (_edition, key), again in groupby(decided, key=lambda row: (row.later_id, row.question)):
        *_, row = again
        for dated in _dated(quiz, path, row):
            found[key] = (*found.get(key, ()), dated)
    return found


def _dated(quiz: Quiz, path: str, row: Row[*tuple[Any, ...]]) -> Iterator[Dated]:
    """The decision, where both editions have the question and its key differs."""
    try:
        question = quiz.question(row.question)
        corrected = quiz_in(syllabus_of(row.later_id, row.later_digest), path)
        later = corrected.question(row.question)
    except (NoSuchItem, NotFound):
        return
    if differ(question, later):
        yield Dated(Choice(row.choice), later, row.later_id, row.decided_at)
