"""Trying a quiz: starting an attempt in the order drawn for it."""

from datetime import datetime, timedelta
from random import Random, SystemRandom
from typing import Any

from sqlalchemy import select

from lms.base.db import db
from lms.base.errors import NotFound
from lms.base.insertion import insert_once
from lms.base.tokens import fresh_key
from lms.courseware.syllabus import NoSuchItem, Quiz
from lms.learning.attempt import Attempt, AttemptState
from lms.learning.operations.completing import held_enrolment
from lms.learning.operations.finishing import finish
from lms.learning.queries.places import Place
from lms.learning.queries.tries import Tries, tries_at
from lms.learning.refusals import AttemptsExhausted


def start(
    place: Place, module_key: str, quiz_key: str, at: datetime, number: int | None = None
) -> Attempt:
    """Start an attempt, or give the one that is open already.

    `number` is the attempt the page offered: sent again after that one has ended, it gives that
    one and starts no other. Raises NotFound and AttemptsExhausted.
    """
    quiz = _quiz(place, module_key, quiz_key)
    tries = tries_at(place.enrolment_id, quiz)
    if tries.open and tries.open.has_expired(at):
        finish(tries.open, at)
        tries = tries_at(place.enrolment_id, quiz)
    if number is not None and 0 < number <= len(tries.attempts):
        return tries.attempts[number - 1]
    return tries.open or _started(place, quiz, tries, at)


def arrangement(quiz: Quiz, random: Random) -> dict[str, Any]:
    """Draw the order of questions and options that the attempt keeps to its end."""
    policy = quiz.policy
    questions = [question.key for question in quiz.questions]
    if policy.shuffle_questions:
        random.shuffle(questions)
    return {
        "questions": questions,
        "options": {
            question.key: list(
                question.draw_order(random) if policy.shuffle_options else question.option_keys
            )
            for question in quiz.questions
            if question.option_keys
        },
    }


def _quiz(place: Place, module_key: str, quiz_key: str) -> Quiz:
    try:
        item = place.syllabus.item(module_key, quiz_key)
    except NoSuchItem as error:
        raise NotFound(quiz_key) from error
    if not isinstance(item, Quiz):
        raise NotFound(quiz_key)
    return item


def _started(place: Place, quiz: Quiz, tries: Tries, at: datetime) -> Attempt:
    """Add the attempt; of several that try at once the unique rules let one through."""
    if tries.left == 0:
        raise AttemptsExhausted
    limit = quiz.policy.time_limit_minutes
    number = len(tries.attempts) + 1
    insert_once(
        Attempt,
        key=fresh_key(),
        enrolment_id=place.enrolment_id,
        edition_id=place.edition_id,
        quiz=quiz.path,
        number=number,
        state=AttemptState.OPEN,
        arrangement=arrangement(quiz, SystemRandom()),
        started_at=at,
        ends_at=at + timedelta(minutes=limit) if limit else None,
    )
    held_enrolment(place.enrolment_id).note_activity(at)
    return db.session.scalars(
        select(Attempt).where(
            Attempt.enrolment_id == place.enrolment_id,
            Attempt.quiz == quiz.path,
            Attempt.number == number,
        )
    ).one()
