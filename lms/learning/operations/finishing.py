"""Finishing an attempt: handed in by the person, or because its time is over."""

import secrets
from datetime import datetime

from sqlalchemy import select, update

from lms.base.db import db
from lms.base.errors import NotFound
from lms.learning.attempt import Attempt, AttemptState
from lms.learning.enrolment import Enrolment
from lms.learning.grade import GradeCause
from lms.learning.grading import Given, Result, credits_of, decimal_of, result_of
from lms.learning.operations.completing import note
from lms.learning.operations.counting_up import Because, count_up
from lms.learning.progress import Cause
from lms.learning.queries.prints import print_of
from lms.learning.queries.tries import responses_of

# Letters and digits that nobody mixes up when reading them out on the telephone.
RECEIPT_LETTERS = "ACDEFGHJKLMNPQRTUVWXY34679"


def submit(person_id: int, key: str, at: datetime) -> Attempt:
    """Hand in the person's attempt, once; a repeat gives the first result. Raises NotFound."""
    attempt = held_attempt(person_id, key)
    finish(attempt, at)
    return attempt


def held_attempt(person_id: int, key: str) -> Attempt:
    """Find a person's own attempt and hold it until the transaction ends; raises NotFound."""
    attempt = db.session.scalar(
        select(Attempt)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .where(Attempt.key == key, Enrolment.user_id == person_id)
        .with_for_update(of=Attempt, key_share=True)
        .execution_options(populate_existing=True)
    )
    if attempt is None:
        raise NotFound(key)
    return attempt


def finish_expired(key: str, at: datetime) -> bool:
    """Finish an attempt nobody came back to; tells whether it still had to be done."""
    attempt = db.session.scalar(
        select(Attempt)
        .where(Attempt.key == key)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return attempt is not None and attempt.has_expired(at) and finish(attempt, at)


def finish(attempt: Attempt, at: datetime) -> bool:
    """Mark what was saved and close the attempt; tells whether it was open until now.

    An attempt whose time ended before `at` counts as handed in at its end. What a trainer has to
    mark makes it wait. The corrections of its quiz are read under the hold on the attempt, so a
    regrading either is known here or waits for this and finds the attempt finished.
    """
    if not attempt.is_open:
        return False
    printed = print_of(attempt.edition_id, attempt.quiz)
    given = Given(*responses_of(attempt.id), amendments=printed.amendments)
    result = result_of(
        printed.quiz, credits_of(printed.quiz, attempt.arrangement["questions"], given)
    )
    ended = min(at, attempt.ends_at) if attempt.ends_at else at
    if not _closed(attempt, result, ended):
        return False
    if not result.waiting:
        because = Because(cause=GradeCause.ATTEMPT, at=ended)
        count_up(attempt.enrolment_id, printed.quiz, because)
    elif not printed.quiz.policy.practice:
        note(attempt.enrolment_id, printed.quiz.path, Cause.TRIED, ended)
    return True


def _closed(attempt: Attempt, result: Result, ended: datetime) -> bool:
    """Write the result if the attempt is still open at this very moment: only one writer is."""
    closed = db.session.scalar(
        update(Attempt)
        .where(Attempt.id == attempt.id, Attempt.state == AttemptState.OPEN)
        .values(
            state=AttemptState.SUBMITTED if result.waiting else AttemptState.FINISHED,
            submitted_at=ended,
            marks=decimal_of(result.marks),
            marks_possible=result.possible,
            percent=result.percent,
            passed=result.passed,
            receipt=_receipt(),
        )
        .returning(Attempt)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    if closed is None:
        db.session.refresh(attempt)
    return closed is not None


def _receipt() -> str:
    """Draw a code that a person can keep as a proof: `K7QM-3FTA`."""
    letters = [secrets.choice(RECEIPT_LETTERS) for _ in range(8)]
    return "".join(letters[:4]) + "-" + "".join(letters[4:])
