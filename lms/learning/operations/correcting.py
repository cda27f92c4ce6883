"""Correcting results after a wrong key: decided once, carried out in portions, safe to repeat.

Deciding and carrying out are two transactions on purpose. Whoever hands in after the first reads
the decision; whoever was handing in at that moment holds their attempt, and carrying out waits
for every attempt of the quiz, the open ones included, before it looks whether it is finished.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select, update

from lms.base.db import db
from lms.base.insertion import insert_once
from lms.learning.attempt import Attempt, AttemptState
from lms.learning.correction import Choice, Correction, Regrading
from lms.learning.grade import GradeCause
from lms.learning.grading import Result, decimal_of
from lms.learning.operations.counting_up import Because, count_up
from lms.learning.queries.corrections import ChangedQuiz
from lms.learning.queries.effects import effect_of
from lms.learning.queries.weighing import Corrected, Weights, is_changed
from lms.learning.refusals import DecidedMeanwhile, LossesNotConfirmed


@dataclass(frozen=True, slots=True)
class Portion:
    """Some attempts that were handed in; `last_id` is None after the last of all."""

    last_id: int | None
    looked_at: int
    changed: int


def decide(
    changed: ChangedQuiz,
    choices: Mapping[str, Choice],
    bases: Mapping[str, int],
    *,
    may_lose: bool,
    by_id: int,
    at: datetime,
) -> int:
    """Write down what holds for corrected questions; gives how many decisions are new.

    `bases` are the numbers of the decisions that were seen. The same choice again is no new
    decision. Raises LossesNotConfirmed where somebody would lose marks and `may_lose` is false,
    and DecidedMeanwhile where somebody else was first.
    """
    questions = {question.key: question for question in changed.questions}
    wished = {key: new for key, new in choices.items() if questions[key].choice is not new}
    if wished and not may_lose and effect_of(changed.corrected, wished).losses:
        raise LossesNotConfirmed
    for key, choice in wished.items():
        if bases.get(key, 0) != questions[key].base:
            raise DecidedMeanwhile
        added = insert_once(
            Correction,
            course_id=changed.corrected.course_id,
            edition_id=changed.corrected.edition_id,
            quiz=changed.corrected.path,
            question=key,
            number=questions[key].base + 1,
            choice=choice,
            decided_by_id=by_id,
            decided_at=at,
        )
        if added is None:
            raise DecidedMeanwhile
    return len(wished)


def carry_out(corrected: Corrected, after_id: int, most: int | None, at: datetime) -> Portion:
    """Mark the next attempts anew by what was decided; repeated, it changes nothing.

    Attempts are taken in the order of their ids, those above `after_id`; `most` None takes all.
    """
    attempts = _held(corrected, after_id, most)
    ended = [attempt for attempt in attempts if not attempt.is_open]
    weights, changed = Weights(corrected), 0
    for attempt, result in weights.results(ended):
        if is_changed(attempt, result):
            changed += 1
            _rewrite(attempt, result, at)
            printed = weights.printed(attempt.edition_id)
            because = Because(cause=GradeCause.REGRADE, at=at)
            count_up(attempt.enrolment_id, printed.quiz, because)
    return Portion(attempts[-1].id if attempts else None, len(ended), changed)


def note_carried_out(corrected: Corrected, at: datetime) -> None:
    """Write down that all attempts have been looked at."""
    db.session.execute(
        update(Correction)
        .where(
            Correction.edition_id == corrected.edition_id,
            Correction.quiz == corrected.path,
            Correction.carried_out_at.is_(None),
        )
        .values(carried_out_at=at)
        .execution_options(synchronize_session=False)
    )


def _held(corrected: Corrected, after_id: int, most: int | None) -> list[Attempt]:
    """Hold the attempts, open ones too: what is being handed in right now is waited for."""
    return list(
        db.session.scalars(
            select(Attempt)
            .where(corrected.earlier, Attempt.id > after_id)
            .order_by(Attempt.id)
            .limit(most)
            .with_for_update(key_share=True)
            .execution_options(populate_existing=True)
        )
    )


def _rewrite(attempt: Attempt, result: Result, at: datetime) -> None:
    """Write the new result and keep the old one."""
    marks = decimal_of(result.marks)
    db.session.add(
        Regrading(
            attempt_id=attempt.id,
            marks_before=attempt.marks,
            marks_after=marks,
            percent_before=attempt.percent,
            percent_after=result.percent,
            regraded_at=at,
        )
    )
    attempt.marks, attempt.marks_possible = marks, Decimal(result.possible)
    attempt.percent, attempt.passed = result.percent, result.passed
    if not result.waiting:
        attempt.state = AttemptState.FINISHED
    db.session.flush()
