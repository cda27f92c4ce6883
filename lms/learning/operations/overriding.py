"""Giving one person or several another rule at a quiz, and taking it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lms.base.db import db
from lms.base.errors import NotFound
from lms.base.insertion import insert_once
from lms.base.tokens import fresh_key
from lms.learning.enrolment import Enrolment
from lms.learning.operations.dating import refuse_crossing
from lms.learning.operations.running import hold, move_ends
from lms.learning.override import Override
from lms.learning.refusals import NobodyChosen, NothingOverridden
from lms.learning.terms import Change


@dataclass(frozen=True, slots=True)
class Grant:
    """What is given, at which quiz, why and until when (None: to the end)."""

    quiz: str
    change: Change
    reason: str
    until: datetime | None
    op_id: str


def give(
    course_id: int, enrolment_keys: Sequence[str], grant: Grant, by_id: int, at: datetime
) -> int:
    """Give people of the course another rule, each once; tells how many got it now.

    Whoever is at work gets the time at once. Raises NobodyChosen, NothingOverridden, DatesCross,
    and NotFound for somebody who is not in the course.
    """
    change = grant.change
    if not enrolment_keys:
        raise NobodyChosen
    if change == Change():
        raise NothingOverridden
    refuse_crossing(change.last_start_at, change.hard_end_at)
    enrolments = _held_people(course_id, enrolment_keys, grant.quiz)
    if len(enrolments) < len(set(enrolment_keys)):
        raise NotFound(grant.quiz)
    given = [_given(enrolment.id, grant, by_id, at) for enrolment in enrolments]
    move_ends([enrolment.id for enrolment in enrolments], course_id, grant.quiz, at)
    return sum(given)


def withdraw_override(course_id: int, key: str, by_id: int, at: datetime) -> Override:
    """Take an override back; a repeat changes nothing. Raises NotFound.

    Whoever is at work keeps ten minutes, or what was left.
    """
    found = db.session.execute(
        select(Override.enrolment_id, Override.quiz)
        .join(Enrolment, Enrolment.id == Override.enrolment_id)
        .where(Override.key == key, Enrolment.course_id == course_id)
    ).one_or_none()
    if found is None:
        raise NotFound(key)
    hold([found.enrolment_id], found.quiz)
    override = db.session.scalars(
        select(Override).where(Override.key == key).execution_options(populate_existing=True)
    ).one()
    if override.withdrawn_at is None:
        override.withdrawn_at, override.withdrawn_by_id = at, by_id
        db.session.flush()
        move_ends([found.enrolment_id], course_id, found.quiz, at)
    return override


def _given(enrolment_id: int, grant: Grant, by_id: int, at: datetime) -> bool:
    """Add the override, once for each sending; tells whether it is new."""
    change = grant.change
    added = insert_once(
        Override,
        key=fresh_key(),
        enrolment_id=enrolment_id,
        quiz=grant.quiz,
        op_id=grant.op_id,
        extra_minutes=change.extra_minutes,
        extra_attempts=change.extra_attempts,
        last_start_at=change.last_start_at,
        hard_end_at=change.hard_end_at,
        wait_waived=change.wait_waived,
        reason=grant.reason,
        given_by_id=by_id,
        given_at=at,
        until=grant.until,
    )
    return added is not None


def _held_people(course_id: int, keys: Sequence[str], quiz: str) -> list[Enrolment]:
    """People of the course by their keys, held with their open attempts."""
    people = list(
        db.session.scalars(
            select(Enrolment)
            .where(
                Enrolment.course_id == course_id,
                Enrolment.key.in_(keys),
                Enrolment.withdrawn_at.is_(None),
            )
            .order_by(Enrolment.id)
        )
    )
    hold([enrolment.id for enrolment in people], quiz)
    return people
