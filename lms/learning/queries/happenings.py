"""What has happened to the items of a course, event by event: the answer to «why?»."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lms.accounts.user import User
from lms.base.db import db
from lms.learning.progress import Cause, CompletionEvent, Deed


@dataclass(frozen=True, slots=True)
class Happening:
    """One event; `by` names the trainer who did it and is shown to trainers only."""

    at: datetime
    deed: Deed
    cause: Cause
    reason: str
    by: str | None

    @property
    def is_by_hand(self) -> bool:
        """Whether a trainer did it."""
        return self.cause is Cause.TRAINER


Happenings = dict[tuple[int, str], tuple[Happening, ...]]


def happenings_of(enrolment_ids: Sequence[int]) -> Happenings:
    """Give the events by enrolment and path, oldest first; the path of the course itself is ''."""
    rows = db.session.execute(
        select(
            CompletionEvent.enrolment_id,
            CompletionEvent.item,
            CompletionEvent.happened_at,
            CompletionEvent.deed,
            CompletionEvent.cause,
            CompletionEvent.reason,
            User.display_name,
        )
        .outerjoin(User, User.id == CompletionEvent.by_id)
        .where(CompletionEvent.enrolment_id.in_(enrolment_ids))
        .order_by(CompletionEvent.id)
    )
    found: dict[tuple[int, str], list[Happening]] = defaultdict(list)
    for enrolment_id, item, at, deed, cause, reason, by in rows:
        found[enrolment_id, item].append(Happening(at, Deed(deed), Cause(cause), reason, by))
    return {place: tuple(events) for place, events in found.items()}
