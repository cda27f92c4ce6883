"""A person's own courses: what is done, what is next, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Numeric, Result, Select, case, cast, func, literal, null, select, union_all

from lms.accounts.person import Person
from lms.base.db import db
from lms.catalogue.course import Course
from lms.catalogue.edition import Edition
from lms.catalogue.syllabi import syllabus_of
from lms.courseware.completion import (
    counted_items,
    missing_before,
    next_item,
    rule_of,
    still_needed,
)
from lms.courseware.rules import Rule
from lms.courseware.syllabus import Item, Module, Quiz, Syllabus
from lms.learning.attempt import Attempt, AttemptState
from lms.learning.enrolment import Enrolment
from lms.learning.grade import Grade
from lms.learning.playthrough import Playthrough
from lms.learning.progress import Completion


@dataclass(frozen=True, slots=True)
class QuizRecord:
    """What has come of the attempts at one quiz so far, or of playing one scenario.

    `best` is the grade that counts. It `waits` while a trainer has still to mark an attempt.
    """

    attempts: int = 0
    best: Decimal | None = None
    is_open: bool = False
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One item of a course with the reason why it is or is not done.

    `missing` is what keeps it closed: nothing for what is open.
    """

    item: Item
    done_at: datetime | None
    record: QuizRecord
    rule: type[Rule]
    missing: tuple[Item, ...] = ()

    @property
    def state(self) -> str:
        """Name the state for a strip: `done`, `now`, `locked` or `none`."""
        if self.done_at or self.missing:
            return "done" if self.done_at else "locked"
        return "now" if self.record.is_open else "none"

    @property
    def shows_marks(self) -> bool:
        """Whether results of the quiz may be read as long as it is open."""
        return isinstance(self.item, Quiz) and "marks" in self.item.policy.review.at("later")

    @property
    def attempts_left(self) -> int | None:
        """Give how often the quiz may still be tried; None without a limit."""
        if not isinstance(self.item, Quiz) or self.item.policy.attempts is None:
            return None
        return max(0, self.item.policy.attempts - self.record.attempts)


@dataclass(frozen=True, slots=True)
class Journey:
    """One course of a person, item by item; `enrolment_id` finds its events."""

    enrolment_id: int
    key: str
    syllabus: Syllabus
    enrolled_at: datetime
    last_active_at: datetime
    completed_at: datetime | None
    steps: tuple[Step, ...]

    @property
    def done(self) -> int:
        """Count the items done."""
        return sum(1 for step in self.steps if step.done_at)

    @property
    def total(self) -> int:
        """Count the items that can be done."""
        return len(counted_items(self.syllabus))

    @property
    def done_paths(self) -> frozenset[str]:
        """Give the paths of the items done."""
        return frozenset(step.item.path for step in self.steps if step.done_at)

    @property
    def next_item(self) -> Item | None:
        """Give the first item that is open and not done, or None at the end."""
        return next_item(self.syllabus, self.done_paths)

    @property
    def goes_on(self) -> bool:
        """Whether the course is not finished and something in it is open."""
        return self.completed_at is None and self.next_item is not None

    @property
    def still_needed(self) -> list[tuple[int, tuple[Item, ...]]]:
        """Give what the course still asks for: how many more, and of which items."""
        return still_needed(self.syllabus, self.done_paths)

    def of(self, module: Module) -> list[Step]:
        """Give the steps of one module."""
        return [step for step in self.steps if step.item.module == module.key]


def journeys_of(person: Person) -> list[Journey]:
    """Give the courses a person is in, the one touched last first: three statements."""
    rows = db.session.execute(
        select(Enrolment, Course.key, Edition.digest)
        .join(Course, Course.id == Enrolment.course_id)
        .join(Edition, Edition.id == Enrolment.edition_id)
        .where(Enrolment.user_id == person.id, Enrolment.withdrawn_at.is_(None))
        .order_by(Enrolment.last_active_at.desc(), Enrolment.id.desc())
    ).all()
    ids = [row.Enrolment.id for row in rows]
    completed, records = completions_of(ids), records_of(ids)
    return [_journey(row.Enrolment, row.key, row.digest, completed, records) for row in rows]


def journey_to_continue(person: Person) -> Journey | None:
    """Give the course to go on with: the one touched last that is not finished."""
    return next((j for j in journeys_of(person) if j.goes_on), None)


def completions_of(enrolment_ids: Sequence[int]) -> dict[tuple[int, str], datetime]:
    """Give when which item was done, by enrolment and path."""
    rows = db.session.execute(
        select(Completion.enrolment_id, Completion.item, Completion.completed_at).where(
            Completion.enrolment_id.in_(enrolment_ids)
        )
    )
    return {(row.enrolment_id, row.item): row.completed_at for row in rows}


def records_of(enrolment_ids: Sequence[int]) -> dict[tuple[int, str], QuizRecord]:
    """Give what has come of attempts and playthroughs, by enrolment and path: one statement."""
    every = union_all(*_parts(enrolment_ids)).subquery()
    rows: Result[Any] = db.session.execute(
        select(
            every.c.enrolment_id,
            every.c.item,
            func.sum(every.c.attempts).label("attempts"),
            func.max(every.c.best).label("best"),
            func.sum(every.c.open).label("open"),
            func.sum(every.c.waiting).label("waiting"),
        ).group_by(every.c.enrolment_id, every.c.item)
    )
    return {
        (row.enrolment_id, row.item): QuizRecord(
            row.attempts, row.best, row.open > 0, row.waiting > 0
        )
        for row in rows
    }


def _parts(enrolment_ids: Sequence[int]) -> tuple[Select[*tuple[Any, ...]], ...]:
    """Attempts, playthroughs and grades as rows of one shape."""
    tried = select(
        Attempt.enrolment_id,
        Attempt.quiz.label("item"),
        literal(1).label("attempts"),
        case((Attempt.state == AttemptState.OPEN, 1), else_=0).label("open"),
        case((Attempt.state == AttemptState.SUBMITTED, 1), else_=0).label("waiting"),
        cast(null(), Numeric(5, 1)).label("best"),
    ).where(Attempt.enrolment_id.in_(enrolment_ids))
    played = select(
        Playthrough.enrolment_id,
        Playthrough.scenario,
        literal(1),
        case((Playthrough.finished_at.is_(None), 1), else_=0),
        literal(0),
        null(),
    ).where(Playthrough.enrolment_id.in_(enrolment_ids))
    graded = select(
        Grade.enrolment_id,
        Grade.item,
        literal(0),
        literal(0),
        literal(0),
        func.coalesce(Grade.override, Grade.computed),
    ).where(Grade.enrolment_id.in_(enrolment_ids))
    return tried, played, graded


def _journey(
    enrolment: Enrolment,
    key: str,
    digest: str,
    completed: dict[tuple[int, str], datetime],
    records: dict[tuple[int, str], QuizRecord],
) -> Journey:
    syllabus = syllabus_of(enrolment.edition_id, digest)
    done = {item.path for item in syllabus.items if (enrolment.id, item.path) in completed}
    steps = tuple(
        Step(
            item,
            completed.get((enrolment.id, item.path)),
            records.get((enrolment.id, item.path), QuizRecord()),
            rule_of(syllabus, item),
            tuple(map(syllabus.item_at, missing_before(syllabus, item.path, done))),
        )
        for item in syllabus.items
    )
    return Journey(
        enrolment.id,
        key,
        syllabus,
        enrolment.enrolled_at,
        enrolment.last_active_at,
        enrolment.completed_at,
        steps,
    )
