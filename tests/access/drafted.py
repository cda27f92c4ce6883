"""A draft on each side: one changed lesson, and questions that the trainer has brought."""

from sqlalchemy import select

from lms.accounts.user import User
from lms.base import clock
from lms.base.db import db
from lms.catalogue.course import Course
from lms.catalogue.draft import QuestionFile
from lms.catalogue.drafts import manuscript_of, sha256_of
from lms.catalogue.operations.drafting import save
from lms.catalogue.queries import newest_edition
from tests.learning.classroom import person

CHANGED = "start/two.en.md"
OTHER = "start/one.en.md"
QUESTIONS = b"::more:: Is it so? {T####Because.}"


def drafted(letter: str, course_key: str, trainer_id: int) -> None:
    """The trainer writes."""
    course = db.session.scalars(select(Course).where(Course.key == course_key)).one()
    bundle = manuscript_of(course.id, newest_edition(course).id).bundle
    trainer = person(db.session.get_one(User, trainer_id))
    text = bundle[CHANGED].replace(b"minutes: 3", b"minutes: 3\n")
    save(course.id, CHANGED, text, sha256_of(bundle, CHANGED), trainer)
    db.session.add(
        QuestionFile(
            key=f"question-file-{letter}",
            course_id=course.id,
            brought_by_id=trainer_id,
            brought_at=clock.now(),
            name="questions.txt",
            format="gift",
            language="en",
            content=QUESTIONS,
        )
    )
    db.session.flush()
