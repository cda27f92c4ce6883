"""Writing down every step of a registration: who, when, from what to what, and why."""

from datetime import datetime
from typing import cast

from sqlalchemy import Table, insert

from lms.base.db import db
from lms.seminars.registration import Reason, RegistrationChange

WRITE = insert(cast(Table, RegistrationChange.__table__)).returning(
    RegistrationChange.__table__.c.id
)


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
    written = {
        "registration_id": registration_id,
        "before": str(before),
        "after": str(after),
        "changed_at": at,
        "changed_by_id": by_id,
        "reason": reason.value,
    }
    number: int = db.session.execute(WRITE, written).scalar_one()
    return number
