"""What a trainer did with the attempts of a leader of a side: an essay to mark, a wrong key."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

from flask import current_app
from sqlalchemy import select

from lms.base import clock
from lms.base.db import db, transaction
from lms.base.tokens import fresh_key
from lms.catalogue.course import Course
from lms.catalogue.operations import publish
from lms.courseware.bundle import Bundle
from lms.learning.attempt import Attempt
from lms.learning.correction import Choice, Correction, Regrading
from lms.learning.enrolment import Enrolment
from lms.learning.mark import Mark
from lms.learning.operations.answering import Sending, save
from lms.learning.operations.doubting import say_unclear
from lms.learning.operations.finishing import submit
from lms.learning.operations.setting_grades import override
from lms.learning.operations.trying import start
from lms.learning.operations.uploading import Parcel, hand_in_file
from lms.learning.queries.places import place_of
from lms.storage.blob import BlobStore
from tests.catalogue.essays import QUIZ


def essay_of(leader_id: int, course_key: str, letter: str) -> None:
    """An essay with a letter and a file, handed in, and another one begun."""
    place, at = place_of(leader_id, course_key), clock.now()
    assert place is not None
    with transaction():
        key = start(place, *QUIZ.split("/"), at).key
    store = BlobStore(current_app.extensions["lms.settings"].files_dir)
    blob = store.put(BytesIO(f"The letter of {letter}".encode()), 1000)
    with transaction():
        save(leader_id, key, Sending("letter", {"answer": ["My own words"]}, fresh_key()), at)
        parcel = Parcel(blob, "txt", "My letter.txt")
        hand_in_file(leader_id, key, Sending("proof", {}, fresh_key()), parcel, at)
    with transaction():
        submit(leader_id, key, at)
    with transaction():
        start(place, *QUIZ.split("/"), at)


def corrected(course: Bundle) -> None:
    """An edition in which the number of days is another one."""
    files = {
        path: content.replace(b"answer: 424242", b"answer: 373737")
        for path, content in course.items()
    }
    with transaction():
        publish(Bundle(files))


def hand_work(leader_id: int, trainer_id: int) -> None:
    """A mark, a grade set by hand, a decision about a key, and a question that is unclear."""
    at = clock.now()
    enrolment = db.session.scalars(select(Enrolment).where(Enrolment.user_id == leader_id)).one()
    of_leader = select(Attempt).where(Attempt.enrolment_id == enrolment.id)
    first = db.session.scalars(of_leader.where(Attempt.number == 1, Attempt.quiz != QUIZ)).one()
    override(
        enrolment.id, first.quiz, Decimal(55), reason="Ill on the day", by_id=trainer_id, at=at
    )
    say_unclear(leader_id, first.key, "word", "What is a dot here?", at)
    course = db.session.get_one(Course, enrolment.course_id)
    of_first = {"course_id": course.id, "quiz": first.quiz, "edition_id": first.edition_id}
    db.session.add_all(
        [
            Correction(
                **of_first,
                question="pick",
                number=1,
                choice=Choice.NONE,
                decided_by_id=trainer_id,
                decided_at=at,
                carried_out_at=at,
            ),
            Regrading(attempt_id=first.id, marks_before=0, marks_after=0, regraded_at=at),
            # Not of the sitting that counts: the essay still waits.
            Mark(
                attempt_id=first.id,
                question="word",
                number=1,
                points={},
                comment="Read it once more.",
                marked_by_id=trainer_id,
                marked_at=at - timedelta(days=1),
            ),
        ]
    )
