"""Files that were handed in, for those who may open them: their owner, and the trainers."""

from sqlalchemy import ColumnElement, select

from lms.base.db import db
from lms.base.errors import NotFound
from lms.learning.attempt import Attempt, AttemptState
from lms.learning.enrolment import Enrolment
from lms.learning.upload import Upload


def upload_of(person_id: int, key: str) -> Upload:
    """Find a file a person has sent; a foreign one is NotFound like one that is not there."""
    return _found(key, Enrolment.user_id == person_id)


def upload_to_mark(course_id: int, key: str) -> Upload:
    """Find a file of an attempt that was handed in within a course; raises NotFound."""
    return _found(key, Enrolment.course_id == course_id, Attempt.state != AttemptState.OPEN)


def _found(key: str, *which: ColumnElement[bool]) -> Upload:
    upload = db.session.scalar(
        select(Upload)
        .join(Attempt, Attempt.id == Upload.attempt_id)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .where(Upload.key == key, *which)
    )
    if upload is None:
        raise NotFound(key)
    return upload
