"""Who would gain and who would lose by decisions about corrected questions: nothing is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from lms.accounts.user import User
from lms.base.db import db
from lms.learning.attempt import Attempt
from lms.learning.correction import Choice
from lms.learning.enrolment import Enrolment
from lms.learning.grading import Result, decimal_of
from lms.learning.queries.weighing import BATCH, Corrected, Weights, handed_in

MOST_LOOKED_AT = 2000  # attempts, the newest


@dataclass(frozen=True, slots=True)
class Shift:
    """One attempt that would come to something else; no percentage while it waits for a mark."""

    name: str
    enrolment: str
    number: int
    before: Decimal | None
    after: Decimal | None
    marks_before: Decimal
    marks_after: Decimal
    passes_by_it: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """What decisions would do to the attempts looked at."""

    looked_at: int
    gains: tuple[Shift, ...]
    losses: tuple[Shift, ...]

    @property
    def passing(self) -> int:
        """Count the attempts that would be passed and were not."""
        return sum(shift.passes_by_it for shift in self.gains)


def effect_of(
    corrected: Corrected, wished: Mapping[str, Choice], most: int = MOST_LOOKED_AT
) -> Effect:
    """Weigh the newest attempts by decisions that are not made yet."""
    newest = handed_in(corrected).order_by(None).order_by(Attempt.id.desc()).limit(most)
    rows = db.session.execute(
        newest.join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(User, User.id == Enrolment.user_id)
        .add_columns(User.display_name, Enrolment.key)
    ).all()
    people = {row.Attempt.id: (row.display_name, row.key) for row in rows}
    weights = Weights(corrected, wished)
    attempts = [row.Attempt for row in rows]
    shifts = [
        _shift(attempt, result, people[attempt.id])
        for start in range(0, len(attempts), BATCH)
        for attempt, result in weights.results(attempts[start : start + BATCH])
    ]
    return Effect(
        len(rows),
        tuple(shift for shift in shifts if shift.marks_after > shift.marks_before),
        tuple(shift for shift in shifts if shift.marks_after < shift.marks_before),
    )


def _shift(attempt: Attempt, result: Result, person: tuple[str, str]) -> Shift:
    return Shift(
        name=person[0],
        enrolment=person[1],
        number=attempt.number,
        before=attempt.percent,
        after=result.percent,
        marks_before=attempt.marks or Decimal(0),
        marks_after=decimal_of(result.marks),
        passes_by_it=result.passed is True and not attempt.passed,
    )
