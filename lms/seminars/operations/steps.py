"""Writing down every step of a registration: who, when, from what to what, and why."""

from datetime import datetime

from lms.base.insertion import insert_row
from lms.seminars.registration import Reason, RegistrationChange


def take_step(
    registration_id: int,
    before: str,
    after: str,
    *,
    by_id: int | None,
    reason: Reason,
    at: datetime,
) -> int:
    """Add one step and give its id, which names the event in letters."""
    return insert_row(
        RegistrationChange,
        registration_id=registration_id,
        before=str(before),
        after=str(after),
        changed_at=at,
        changed_by_id=by_id,
        reason=reason.value,
    )
