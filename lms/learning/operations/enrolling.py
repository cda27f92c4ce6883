"""Coming into a course and leaving it."""

from datetime import datetime

from sqlalchemy import select

from lms.accounts.person import Person
from lms.base.db import db
from lms.base.errors import NotFound
from lms.base.insertion import insert_once
from lms.catalogue.queries import course_by_key, newest_edition
from lms.learning.enrolment import Enrolment


def enrol(person: Person, course_key: str, at: datetime) -> Enrolment:
    """Put the person into the course, pinned to its newest edition.

    A repeat changes nothing; who left comes back to the edition they began and to what they had
    done. Raises NotFound for a course that is not offered.
    """
    course = course_by_key(course_key)
    enrolment = _enrolment(person, course.id)
    if enrolment is None:
        if course.retired_at is not None:
            raise NotFound(course_key)
        insert_once(
            Enrolment,
            user_id=person.id,
            course_id=course.id,
            edition_id=newest_edition(course).id,
            enrolled_at=at,
            last_active_at=at,
        )
        enrolment = _enrolment(person, course.id)
    if enrolment is None:
        raise NotFound(course_key)
    enrolment.withdrawn_at = None
    return enrolment


def withdraw(person: Person, course_key: str, at: datetime) -> None:
    """Take the person out of the course; what they have done is kept. A repeat changes nothing."""
    enrolment = _enrolment(person, course_by_key(course_key).id)
    if enrolment is not None and enrolment.is_active:
        enrolment.withdrawn_at = at


def _enrolment(person: Person, course_id: int) -> Enrolment | None:
    """The row of this person in this course, held until the transaction ends."""
    return db.session.scalar(
        select(Enrolment)
        .where(Enrolment.user_id == person.id, Enrolment.course_id == course_id)
        .with_for_update(key_share=True)
    )
