"""The one way to write what is done: an event is added, and what stands now follows from it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, select, update

from lms.base.db import db
from lms.base.insertion import insert_once
from lms.catalogue.edition import Edition
from lms.catalogue.syllabi import syllabus_of
from lms.courseware.completion import is_complete
from lms.courseware.syllabus import Syllabus
from lms.learning.enrolment import Enrolment
from lms.learning.progress import THE_COURSE, Cause, Completion, CompletionEvent, Deed

Follower = Callable[[Enrolment, datetime], None]


@dataclass(frozen=True, slots=True)
class Hand:
    """The trainer by whose hand something is set, and why: both are shown to the person."""

    by_id: int
    reason: str


@dataclass(slots=True)
class Ledger:
    """A person's account in a course, held until the transaction ends; `causes` by path."""

    enrolment: Enrolment
    syllabus: Syllabus
    causes: dict[str, str] = field(default_factory=dict)

    def earn(self, item: str, cause: Cause, at: datetime, hand: Hand | None = None) -> bool:
        """Write an item down as done, once; tells whether the course became complete by it.

        What a trainer had set and the person then does becomes the person's own.
        """
        known = self.causes.get(item)
        if known is None:
            insert_once(
                Completion,
                enrolment_id=self.enrolment.id,
                item=item,
                cause=cause,
                completed_at=at,
            )
        elif known == Cause.TRAINER != cause:
            self._rows_of(item, cause)
        else:
            return False
        self.causes[item] = cause
        self.note(item, Deed.DONE, cause, at, hand)
        return self.settle(at)

    def take_back(self, item: str, at: datetime, hand: Hand) -> None:
        """Undo what a trainer set; a course that was finished by nothing else is open again."""
        was_complete = is_complete(self.syllabus, self.causes.keys())
        self._rows_of(item, None)
        del self.causes[item]
        self.note(item, Deed.TAKEN_BACK, Cause.TRAINER, at, hand)
        if (
            self.enrolment.completed_at is not None
            and was_complete
            and not is_complete(self.syllabus, self.causes.keys())
        ):
            self.enrolment.completed_at = None
            self.note(THE_COURSE, Deed.TAKEN_BACK, Cause.TRAINER, at, hand)
            for follower in _reopened:
                follower(self.enrolment, at)

    def settle(self, at: datetime, cause: Cause = Cause.RULES) -> bool:
        """Finish the course if what is done is enough now; tells whether it became complete."""
        if self.enrolment.completed_at is not None:
            return False
        if not is_complete(self.syllabus, self.causes.keys()):
            return False
        self.enrolment.completed_at = at
        self.note(THE_COURSE, Deed.DONE, cause, at)
        for follower in _completed:
            follower(self.enrolment, at)
        return True

    def note(
        self, item: str, deed: Deed, cause: Cause, at: datetime, hand: Hand | None = None
    ) -> None:
        """Add an event."""
        insert_once(
            CompletionEvent,
            enrolment_id=self.enrolment.id,
            item=item,
            deed=deed,
            cause=cause,
            reason=hand.reason if hand else "",
            by_id=hand.by_id if hand else None,
            happened_at=at,
        )

    def _rows_of(self, item: str, cause: Cause | None) -> None:
        """Change the cause of what stands now, or remove it."""
        which = (Completion.enrolment_id == self.enrolment.id) & (Completion.item == item)
        statement = (
            delete(Completion).where(which)
            if cause is None
            else update(Completion).where(which).values(cause=cause)
        )
        db.session.execute(statement.execution_options(synchronize_session=False))


# Filled by the application when it is put together: what lies above learning follows from here.
_completed: list[Follower] = []
_reopened: list[Follower] = []


def follow(completed: Follower, reopened: Follower) -> None:
    """Be told, in the same transaction, when a course is finished, and when it is open again."""
    if completed not in _completed:
        _completed.append(completed)
        _reopened.append(reopened)


def ledger_of(enrolment: Enrolment) -> Ledger:
    """Open the account of an enrolment, which is held: by the rules of the edition it is in."""
    rows = db.session.execute(
        select(Edition.digest, Completion.item, Completion.cause)
        .outerjoin(Completion, Completion.enrolment_id == enrolment.id)
        .where(Edition.id == enrolment.edition_id)
    ).all()
    return Ledger(
        enrolment,
        syllabus_of(enrolment.edition_id, rows[0].digest),
        {row.item: row.cause for row in rows if row.item is not None},
    )
