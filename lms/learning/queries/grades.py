"""Grades: what counts for an item, and how it came about."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select

from lms.accounts.user import User
from lms.base.db import db
from lms.learning.grade import Grade, GradeCause, GradeChange


@dataclass(frozen=True, slots=True)
class Standing:
    """What counts, as the learner is shown it; `reason` and `set_at` belong to an override."""

    percent: Decimal | None
    is_override: bool
    reason: str = ""
    set_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step in the history of a grade; `by` is the name of a trainer, empty for the machine."""

    cause: GradeCause
    before: Decimal | None
    after: Decimal | None
    reason: str
    by: str
    at: datetime


def standing_at(enrolment_id: int, item: str) -> Standing | None:
    """Give what counts for an item, None before there is anything: one statement, rarely two."""
    grade = db.session.scalar(
        select(Grade).where(Grade.enrolment_id == enrolment_id, Grade.item == item)
    )
    if grade is None:
        return None
    if grade.override is None:
        return Standing(grade.percent, is_override=False)
    step = newest_change(grade.id)
    return Standing(grade.percent, is_override=True, reason=step.reason, set_at=step.changed_at)


def newest_change(grade_id: int) -> GradeChange:
    """Give the step by which a trainer set or withdrew a grade last."""
    return db.session.scalars(
        select(GradeChange)
        .where(
            GradeChange.grade_id == grade_id,
            GradeChange.cause.in_([GradeCause.OVERRIDE, GradeCause.WITHDRAWAL]),
        )
        .order_by(GradeChange.id.desc())
        .limit(1)
    ).one()


def history_of(enrolment_id: int, item: str) -> list[Step]:
    """Give every step of a grade, the newest first; for trainers, with the names of trainers."""
    rows = db.session.execute(
        select(GradeChange, User.display_name)
        .join(Grade, Grade.id == GradeChange.grade_id)
        .outerjoin(User, User.id == GradeChange.changed_by_id)
        .where(Grade.enrolment_id == enrolment_id, Grade.item == item)
        .order_by(GradeChange.id.desc())
    )
    return [
        Step(
            GradeCause(change.cause),
            change.before,
            change.after,
            change.reason,
            name or "",
            change.changed_at,
        )
        for change, name in rows
    ]
