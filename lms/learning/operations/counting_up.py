"""The grade that counts follows its attempts and its trainer; what is earned by it stays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import Row, select

from lms.base.db import db
from lms.courseware.policy import Policy
from lms.courseware.syllabus import Quiz
from lms.learning.attempt import Attempt, AttemptState
from lms.learning.counting import Outcome, counted
from lms.learning.enrolment import Enrolment
from lms.learning.grade import Grade, GradeCause, GradeChange
from lms.learning.operations.completing import held_at_work, held_enrolment, settle
from lms.learning.progress import Cause


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """Why a grade changes, by whom (None: it followed from an attempt) and when."""

    cause: GradeCause
    at: datetime
    by_id: int | None = None
    reason: str = ""


def count_up(enrolment_id: int, quiz: Quiz, because: Because) -> Grade | None:
    """Compute the grade of a quiz anew from its attempts; gives it, None while there is none.

    The enrolment is held first: of two attempts that end at the same moment, each would otherwise
    miss the other. What is done by the grade is written down; nothing is ever taken back.
    """
    if quiz.policy.practice:
        return None
    at_work = because.cause is GradeCause.ATTEMPT
    enrolment = held_at_work(enrolment_id, because.at) if at_work else held_enrolment(enrolment_id)
    rows = db.session.execute(
        select(Attempt.number, Attempt.marks, Attempt.marks_possible, Attempt.percent, Grade)
        .outerjoin(
            Grade, (Grade.enrolment_id == Attempt.enrolment_id) & (Grade.item == Attempt.quiz)
        )
        .where(
            Attempt.enrolment_id == enrolment_id,
            Attempt.quiz == quiz.path,
            Attempt.state.in_([AttemptState.FINISHED, AttemptState.SUBMITTED]),
        )
        .execution_options(populate_existing=True)
    ).all()
    grade = rows[0].Grade if rows else None
    computed = _counted(quiz.policy, rows)
    if grade is None and computed is None:
        return None
    grade = grade or Grade(enrolment_id=enrolment_id, item=quiz.path)
    set_grade(grade, computed, grade.override, because)
    earn(enrolment, quiz, grade, because.at)
    return grade


def set_grade(
    grade: Grade, computed: Decimal | None, override: Decimal | None, because: Because
) -> None:
    """Write a grade, and a step of its history where what counts has changed."""
    before, had_override = grade.percent, grade.override
    grade.computed, grade.override = computed, override
    db.session.add(grade)
    db.session.flush()
    if grade.percent == before and override == had_override and not because.reason:
        return
    db.session.add(
        GradeChange(
            grade_id=grade.id,
            cause=because.cause,
            before=before,
            after=grade.percent,
            reason=because.reason,
            changed_by_id=because.by_id,
            changed_at=because.at,
        )
    )


def earn(enrolment: Enrolment, quiz: Quiz, grade: Grade, at: datetime) -> None:
    """Write down that the quiz is done where its grade, or having tried, is enough."""
    enough = grade.percent is not None and grade.percent >= quiz.policy.pass_percent
    tried = {Cause.TRIED} if grade.computed is not None else set()
    settle(enrolment, quiz.path, tried | ({Cause.PASSED} if enough else set()), at)


def _counted(policy: Policy, rows: Sequence[Row[*tuple[Any, ...]]]) -> Decimal | None:
    """What counts; of a single attempt the very number it was shown with."""
    shown = {row.number: row.percent for row in rows}
    outcomes = [
        Outcome(row.number, None if row.percent is None else _part(row.marks, row.marks_possible))
        for row in rows
    ]
    found = counted(policy.counts, outcomes, policy.pass_percent)
    if found is None:
        return None
    return shown[found.numbers[0]] if len(found.numbers) == 1 else found.percent


def _part(marks: Decimal | None, possible: Decimal | None) -> Fraction:
    return Fraction(marks or 0) / Fraction(possible) if possible else Fraction(1)
