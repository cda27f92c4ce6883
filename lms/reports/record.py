"""The record of one person in a course: every item with its day, every attempt with its result."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby

from sqlalchemy import select

from lms.base.db import db
from lms.catalogue.queries import TaughtCourse
from lms.courseware.syllabus import Item, Quiz
from lms.courseware.texts import Text
from lms.learning.attempt import Attempt
from lms.learning.queries.journeys import completions_of
from lms.reports.learners import Learner
from lms.reports.roll import learner_in


@dataclass(frozen=True, slots=True)
class Try:
    """One attempt: when, and what it came to in per cent; the answers are not the trainer's."""

    number: int
    started_at: datetime
    submitted_at: datetime | None
    percent: Decimal | None
    passed: bool | None


@dataclass(frozen=True, slots=True)
class RecordItem:
    """A lesson or a quiz of the person's own edition; `tries` belong to a quiz."""

    title: Text
    is_quiz: bool
    done_at: datetime | None
    tries: tuple[Try, ...]
    left: int | None


@dataclass(frozen=True, slots=True)
class RecordModule:
    """One module of the person's own edition."""

    title: Text
    items: tuple[RecordItem, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """A person with everything done, in the order of the edition they began."""

    learner: Learner
    modules: tuple[RecordModule, ...]


def record_of(taught: TaughtCourse, key: str, at: datetime) -> Record:
    """Find one person of the course by the key of the enrolment; raises NotFound."""
    enrolment_id, learner, syllabus = learner_in(taught, key, at)
    done, tries = completions_of([enrolment_id]), _tries_of(enrolment_id)

    def seen(item: Item) -> RecordItem:
        attempts = tries.get(item.path, ())
        allowed = item.policy.attempts if isinstance(item, Quiz) else None
        return RecordItem(
            item.title,
            isinstance(item, Quiz),
            done.get((enrolment_id, item.path)),
            attempts,
            None if allowed is None else max(0, allowed - len(attempts)),
        )

    return Record(
        learner,
        tuple(
            RecordModule(module.title, tuple(seen(item) for item in module.items))
            for module in syllabus.modules
        ),
    )


def _tries_of(enrolment_id: int) -> dict[str, tuple[Try, ...]]:
    """Give the attempts by the path of their quiz, oldest first."""
    rows = db.session.execute(
        select(
            Attempt.quiz,
            Attempt.number,
            Attempt.started_at,
            Attempt.submitted_at,
            Attempt.percent,
            Attempt.passed,
        )
        .where(Attempt.enrolment_id == enrolment_id)
        .order_by(Attempt.quiz, Attempt.number)
    )
    return {
        quiz: tuple(Try(*row[1:]) for row in group)
        for quiz, group in groupby(rows, key=lambda row: row.quiz)
    }
