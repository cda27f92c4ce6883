"""Marking items as done; what is earned stays earned."""

from datetime import datetime

from sqlalchemy import select

from lms.base.db import db
from lms.base.errors import NotFound
from lms.base.insertion import insert_once
from lms.courseware.syllabus import Lesson, NoSuchItem, Syllabus
from lms.learning.enrolment import Enrolment
from lms.learning.progress import Cause, Completion
from lms.learning.queries.places import Place
from lms.learning.refusals import NotALesson


def mark_read(place: Place, module_key: str, item_key: str, at: datetime) -> bool:
    """Mark a lesson as read; tells whether the whole course is done by it.

    Raises NotFound for an item the person's edition does not have, NotALesson for a quiz.
    """
    try:
        item = place.syllabus.item(module_key, item_key)
    except NoSuchItem as error:
        raise NotFound(item_key) from error
    if not isinstance(item, Lesson):
        raise NotALesson
    return complete(place.enrolment_id, place.syllabus, item.path, Cause.READ, at)


def complete(enrolment_id: int, syllabus: Syllabus, item: str, cause: Cause, at: datetime) -> bool:
    """Write down that the item is done, once; tells whether the course became complete by it."""
    insert_once(Completion, enrolment_id=enrolment_id, item=item, cause=cause, completed_at=at)
    enrolment = held_enrolment(enrolment_id)
    enrolment.note_activity(at)
    return complete_course(enrolment, syllabus, at)


def complete_course(enrolment: Enrolment, syllabus: Syllabus, at: datetime) -> bool:
    """Write down that the whole course is done where it is; tells whether it was not before.

    The enrolment is held before the items are counted: two last items at the same moment would
    otherwise each miss the other.
    """
    done = set(
        db.session.scalars(select(Completion.item).where(Completion.enrolment_id == enrolment.id))
    )
    if enrolment.completed_at is None and all(item.path in done for item in syllabus.items):
        enrolment.completed_at = at
        return True
    return False


def held_enrolment(enrolment_id: int) -> Enrolment:
    """Hold an enrolment until the transaction ends.

    Not so firmly that what was just added below it and refers to it stands in the way: two who
    each wait for the other's new row would wait for ever.
    """
    return db.session.scalars(
        select(Enrolment)
        .where(Enrolment.id == enrolment_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()
