"""Trying a quiz: starting an attempt in the order drawn for it."""

from collections.abc import Mapping
from datetime import datetime
from random import SystemRandom
from types import MappingProxyType

from sqlalchemy import select

from lms.base.db import db
from lms.base.errors import NotFound
from lms.base.insertion import insert_once
from lms.base.tokens import fresh_key
from lms.courseware.completion import missing_before
from lms.courseware.syllabus import NoSuchItem, Quiz
from lms.learning.arrangement import arrangement
from lms.learning.attempt import Attempt, AttemptState
from lms.learning.operations.completing import held_enrolment
from lms.learning.operations.finishing import finish
from lms.learning.queries.places import Place
from lms.learning.queries.terms import terms_at
from lms.learning.queries.tries import Tries, tries_at
from lms.learning.refusals import (
    AttemptsExhausted,
    ItemLocked,
    MayNotStart,
    QuizEnded,
    StartClosed,
    TooEarly,
)
from lms.learning.terms import Bar

REFUSALS: Mapping[Bar, type[MayNotStart]] = MappingProxyType(
    {
        "ended": QuizEnded,
        "start-closed": StartClosed,
        "exhausted": AttemptsExhausted,
        "too-early": TooEarly,
    }
)


def start(
    place: Place, module_key: str, quiz_key: str, at: datetime, number: int | None = None
) -> Attempt:
    """Start an attempt, or give the one that is open already.

    `number` is the attempt the page offered: sent again after that one has ended, it gives that
    one and starts no other. Raises NotFound, and a MayNotStart that names what stands in the way.
    """
    quiz = _quiz(place, module_key, quiz_key)
    tries = tries_at(place.enrolment_id, quiz)
    if tries.open and tries.open.has_expired(at):
        finish(tries.open, at)
        tries = tries_at(place.enrolment_id, quiz)
    if number is not None and 0 < number <= len(tries.attempts):
        return tries.attempts[number - 1]
    return tries.open or _started(place, quiz, tries, at)


def _quiz(place: Place, module_key: str, quiz_key: str) -> Quiz:
    try:
        item = place.syllabus.item(module_key, quiz_key)
    except NoSuchItem as error:
        raise NotFound(quiz_key) from error
    if not isinstance(item, Quiz):
        raise NotFound(quiz_key)
    return item


def _started(place: Place, quiz: Quiz, tries: Tries, at: datetime) -> Attempt:
    """Add the attempt; of several that try at once the unique rules let one through.

    The enrolment is held before the terms are read, as it is by whoever changes them: an end that
    is moved meanwhile would otherwise miss the attempt that is just being added.
    """
    if missing_before(place.syllabus, quiz.path, place.done):
        raise ItemLocked
    enrolment = held_enrolment(place.enrolment_id)
    terms = terms_at(place.enrolment_id, place.course_id, quiz, at)
    bar = terms.bar(len(tries.attempts), tries.last_ended_at, at)
    if bar is not None:
        raise REFUSALS[bar]
    number = len(tries.attempts) + 1
    earlier = [attempt.arrangement for attempt in tries.attempts]
    insert_once(
        Attempt,
        key=fresh_key(),
        enrolment_id=place.enrolment_id,
        edition_id=place.edition_id,
        quiz=quiz.path,
        number=number,
        state=AttemptState.OPEN,
        arrangement=arrangement(quiz, SystemRandom(), earlier),
        started_at=at,
        ends_at=terms.ends_at(at),
    )
    enrolment.note_activity(at)
    return db.session.scalars(
        select(Attempt).where(
            Attempt.enrolment_id == place.enrolment_id,
            Attempt.quiz == quiz.path,
            Attempt.number == number,
        )
    ).one()
