"""A grade set by a trainer, with a reason the learner reads, until it is withdrawn."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import select

from lms.base.db import db
from lms.catalogue.edition import Edition
from lms.catalogue.syllabi import syllabus_of
from lms.learning.enrolment import Enrolment
from lms.learning.grade import Grade, GradeCause
from lms.learning.operations.completing import held_enrolment
from lms.learning.operations.counting_up import Because, earn, set_grade
from lms.learning.queries.grades import newest_change
from lms.learning.queries.prints import quiz_in


def override(
    enrolment_id: int, item: str, percent: Decimal, *, reason: str, by_id: int, at: datetime
) -> Grade:
    """Let a trainer's percentage stand before what is computed; a repeat changes nothing.

    Where it is enough, the quiz is done by it. Raises NotFound for an item that is no quiz of the
    person's edition.
    """
    enrolment = held_enrolment(enrolment_id)
    edition = db.session.get_one(Edition, enrolment.edition_id)
    syllabus = syllabus_of(edition.id, edition.digest)
    quiz = quiz_in(syllabus, item)
    grade = _grade(enrolment, item)
    if grade.override == percent and newest_change(grade.id).reason == reason:
        return grade
    because = Because(cause=GradeCause.OVERRIDE, at=at, by_id=by_id, reason=reason)
    set_grade(grade, grade.computed, percent, because)
    earn(enrolment, quiz, grade, at)
    return grade


def withdraw_override(enrolment_id: int, item: str, *, by_id: int, at: datetime) -> None:
    """Let what is computed stand again; what was earned stays. A repeat changes nothing."""
    grade = _grade(held_enrolment(enrolment_id), item)
    if grade.override is None:
        return
    because = Because(cause=GradeCause.WITHDRAWAL, at=at, by_id=by_id)
    set_grade(grade, grade.computed, None, because)


def _grade(enrolment: Enrolment, item: str) -> Grade:
    """The grade of the person, read anew under the hold on the enrolment; a new one if needed."""
    found = db.session.scalar(
        select(Grade)
        .where(Grade.enrolment_id == enrolment.id, Grade.item == item)
        .execution_options(populate_existing=True)
    )
    return found or Grade(enrolment_id=enrolment.id, item=item, computed=None, override=None)
