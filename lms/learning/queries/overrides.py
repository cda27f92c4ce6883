"""Overrides as the trainer of a course reads them: who has what, why, from whom and until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from lms.accounts.user import User
from lms.base.db import db
from lms.learning.enrolment import Enrolment
from lms.learning.override import Override


@dataclass(frozen=True, slots=True)
class OverrideLine:
    """One override with the names it concerns; a name is None where the account is gone."""

    override: Override
    person_key: str
    person: str
    given_by: str | None
    withdrawn_by: str | None
    is_in_force: bool


def overrides_in(
    course_id: int, at: datetime, enrolment_key: str | None = None
) -> list[OverrideLine]:
    """Give the overrides of a course (or of one person in it), those in force first."""
    giver, taker = aliased(User), aliased(User)
    query = (
        select(Override, Enrolment.key, User.display_name, giver.display_name, taker.display_name)
        .join(Enrolment, Enrolment.id == Override.enrolment_id)
        .join(User, User.id == Enrolment.user_id)
        .outerjoin(giver, giver.id == Override.given_by_id)
        .outerjoin(taker, taker.id == Override.withdrawn_by_id)
        .where(Enrolment.course_id == course_id)
        .order_by(Override.id.desc())
    )
    if enrolment_key is not None:
        query = query.where(Enrolment.key == enrolment_key)
    lines = [
        OverrideLine(override, key, name, given_by, withdrawn_by, override.is_in_force(at))
        for override, key, name, given_by, withdrawn_by in db.session.execute(query)
    ]
    return sorted(lines, key=lambda line: not line.is_in_force)


def counts_in_force(course_id: int, at: datetime) -> dict[str, int]:
    """Give how many people of the course have another rule now, by the path of the quiz."""
    rows = db.session.execute(
        select(Override.quiz, func.count(Override.enrolment_id.distinct()))
        .join(Enrolment, Enrolment.id == Override.enrolment_id)
        .where(
            Enrolment.course_id == course_id,
            Override.withdrawn_at.is_(None),
            (Override.until.is_(None)) | (Override.until > at),
        )
        .group_by(Override.quiz)
    )
    return {row[0]: row[1] for row in rows}


def names_of(course_id: int, enrolment_keys: Sequence[str]) -> dict[str, str]:
    """Give the names of people of the course by the keys of their enrolments, in their order."""
    rows = db.session.execute(
        select(Enrolment.key, User.display_name)
        .join(User, User.id == Enrolment.user_id)
        .where(
            Enrolment.course_id == course_id,
            Enrolment.key.in_(enrolment_keys),
            Enrolment.withdrawn_at.is_(None),
        )
        .order_by(User.display_name)
    )
    return {row[0]: row[1] for row in rows}
