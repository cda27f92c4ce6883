"""Saying that a question is unclear, and taking it back."""

from datetime import datetime

from sqlalchemy import delete

from lms.base.db import db
from lms.base.insertion import insert_into
from lms.learning.attempt import Attempt
from lms.learning.operations.finishing import held_attempt
from lms.learning.refusals import AttemptStillOpen, UnknownQuestion
from lms.learning.unclarity import LONGEST_TEXT, Unclarity


def say_unclear(person_id: int, key: str, question: str, text: str, at: datetime) -> None:
    """Say that a question of one's own attempt is unclear; said again, the last words count.

    Raises NotFound, UnknownQuestion, and AttemptStillOpen before the attempt is handed in.
    """
    attempt = _looked_back_at(person_id, key, question)
    words = {"edition_id": attempt.edition_id, "text": text[:LONGEST_TEXT], "said_at": at}
    db.session.execute(
        insert_into(Unclarity)
        .values(enrolment_id=attempt.enrolment_id, quiz=attempt.quiz, question=question, **words)
        .on_conflict_do_update(index_elements=["enrolment_id", "quiz", "question"], set_=words)
    )


def take_back_unclear(person_id: int, key: str, question: str) -> None:
    """Take it back; a repeat changes nothing. Raises NotFound and UnknownQuestion."""
    attempt = _looked_back_at(person_id, key, question)
    db.session.execute(
        delete(Unclarity).where(
            Unclarity.enrolment_id == attempt.enrolment_id,
            Unclarity.quiz == attempt.quiz,
            Unclarity.question == question,
        )
    )


def _looked_back_at(person_id: int, key: str, question: str) -> Attempt:
    attempt = held_attempt(person_id, key)
    if attempt.is_open:
        raise AttemptStillOpen
    if question not in attempt.arrangement["questions"]:
        raise UnknownQuestion
    return attempt
