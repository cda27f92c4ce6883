"""Marking by hand: a trainer gives points by the rubric, and the attempt gets its result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select

from lms.accounts.user import User
from lms.base.db import db
from lms.base.errors import NotFound
from lms.base.insertion import insert_once
from lms.courseware.questions.by_hand import MarkedByHand
from lms.learning import letters
from lms.learning.attempt import Attempt, AttemptState
from lms.learning.enrolment import Enrolment
from lms.learning.grade import GradeCause
from lms.learning.grading import Given, credits_of, decimal_of, result_of
from lms.learning.mark import Mark
from lms.learning.operations.counting_up import Because, count_up
from lms.learning.queries.answers import marks_of, payloads_of
from lms.learning.queries.prints import Print, print_of
from lms.learning.queries.tries import checks_of
from lms.learning.refusals import MarkedMeanwhile, NotAllMarked, NothingToMark


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a trainer gives for one answer: points by the criteria of the rubric, and a comment."""

    question: str
    points: Mapping[str, int]
    comment: str = ""


def mark(
    attempt_id: int, judgements: Sequence[Judgement], *, base: int, by_id: int, at: datetime
) -> Attempt:
    """Mark all answers of an attempt that wait for it, or mark them again, in one sitting.

    `base` is the number of the sitting the trainer has seen last, 0 for none. A repeat of the same
    marks changes nothing. Raises NothingToMark, NotAllMarked where an answer is left out, and
    MarkedMeanwhile where another trainer was first.
    """
    attempt = held(attempt_id)
    if attempt.is_open:
        raise NothingToMark
    present = marks_of(attempt.id)
    number = max((mark.number for mark in present.values()), default=0)
    if number != base:
        if number == base + 1 and _is_repeat(present, judgements, by_id):
            return attempt
        raise MarkedMeanwhile
    printed = print_of(attempt.edition_id, attempt.quiz)
    _check(printed, attempt, judgements)
    for judgement in judgements:
        _add(attempt, judgement, number + 1, by_id, at)
    settle(attempt, printed, Because(cause=GradeCause.MARK, at=at, by_id=by_id))
    _tell(attempt, number + 1)
    return attempt


def held(attempt_id: int) -> Attempt:
    """Hold an attempt until the transaction ends: whoever marks it next waits."""
    return db.session.scalars(
        select(Attempt)
        .where(Attempt.id == attempt_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()


def to_mark(printed: Print, attempt: Attempt, payloads: Mapping[str, object]) -> list[str]:
    """Give the keys of the questions a trainer marks: by hand, and answered."""
    questions = [printed.quiz.question(key) for key in attempt.arrangement["questions"]]
    return [
        question.key
        for question in questions
        if question.is_marked_by_hand and not question.is_blank(payloads.get(question.key))
    ]


def settle(attempt: Attempt, printed: Print, because: Because) -> None:
    """Write the result of an attempt from its answers, marks and corrections, and its grade."""
    given = Given(
        payloads_of([attempt.id])[attempt.id],
        checks_of(attempt.id),
        {key: mark.points for key, mark in marks_of(attempt.id).items()},
        printed.amendments,
    )
    keys = attempt.arrangement["questions"]
    result = result_of(printed.quiz, credits_of(printed.quiz, keys, given))
    attempt.state = AttemptState.SUBMITTED if result.waiting else AttemptState.FINISHED
    attempt.marks, attempt.marks_possible = decimal_of(result.marks), Decimal(result.possible)
    attempt.percent, attempt.passed = result.percent, result.passed
    db.session.flush()
    count_up(attempt.enrolment_id, printed.quiz, because)


def _check(printed: Print, attempt: Attempt, judgements: Sequence[Judgement]) -> None:
    """Raise NothingToMark or NotAllMarked."""
    wanted = to_mark(printed, attempt, payloads_of([attempt.id])[attempt.id])
    if not wanted:
        raise NothingToMark
    judged = {judgement.question: judgement.points for judgement in judgements}
    if judged.keys() != set(wanted):
        raise NotAllMarked
    for key, points in judged.items():
        question = printed.quiz.question(key)
        if not isinstance(question, MarkedByHand) or not question.takes(points):
            raise NotAllMarked


def _add(attempt: Attempt, judgement: Judgement, number: int, by_id: int, at: datetime) -> None:
    """Add one mark; the unique rule refuses a second one of the same sitting."""
    added = insert_once(
        Mark,
        attempt_id=attempt.id,
        question=judgement.question,
        number=number,
        points=dict(judgement.points),
        comment=judgement.comment,
        marked_by_id=by_id,
        marked_at=at,
    )
    if added is None:
        raise MarkedMeanwhile


def _is_repeat(present: Mapping[str, Mark], judgements: Sequence[Judgement], by_id: int) -> bool:
    """Whether these very marks are there already, by the same trainer."""
    return {judgement.question for judgement in judgements} == present.keys() and all(
        present[j.question].marked_by_id == by_id and present[j.question].says(j.points, j.comment)
        for j in judgements
    )


def _tell(attempt: Attempt, number: int) -> None:
    """Write to the learner that the answers are marked, without a word of how."""
    user = db.session.scalar(
        select(User)
        .join(Enrolment, Enrolment.user_id == User.id)
        .where(Enrolment.id == attempt.enrolment_id)
    )
    if user is None:
        raise NotFound(attempt.key)
    letters.marked(user, attempt.key, number)
