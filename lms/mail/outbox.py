"""The outbox: letters are put in with the change they tell of, and taken out after it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update

from lms.base import clock
from lms.base.db import db
from lms.base.insertion import insert_once
from lms.mail.letter import Letter
from lms.mail.message import OutboxMessage

LEASE = timedelta(minutes=5)
LADDER = (30, 60, 120, 300, 600, 1800, 3600, 3600, 7200)  # seconds until the next try


@dataclass(frozen=True, slots=True)
class Parcel:
    """A letter on its way out, free of the database."""

    id: int
    user_id: int | None
    address: str
    locale: str
    dedupe_key: str
    letter: Letter


def post(
    letter: Letter,
    *,
    kind: str,
    dedupe_key: str,
    address: str,
    user_id: int | None,
    locale: str,
) -> None:
    """Put a letter in, as part of the present transaction; the same event is told only once."""
    at = clock.now()
    insert_once(
        OutboxMessage,
        kind=kind,
        dedupe_key=dedupe_key,
        user_id=user_id,
        address=address,
        locale=locale,
        subject=letter.subject[:200],
        text=letter.text,
        created_at=at,
        next_at=at,
    )


def take(at: datetime, most: int) -> list[Parcel]:
    """Lease up to `most` letters that are due, oldest first; no two workers take the same."""
    due = (
        select(OutboxMessage)
        .where(
            OutboxMessage.sent_at.is_(None),
            OutboxMessage.failed_at.is_(None),
            OutboxMessage.next_at <= at,
            or_(OutboxMessage.leased_until.is_(None), OutboxMessage.leased_until <= at),
        )
        .order_by(OutboxMessage.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    parcels = []
    for message in db.session.scalars(due):
        message.leased_until = at + LEASE
        message.attempts += 1
        parcels.append(
            Parcel(
                message.id,
                message.user_id,
                message.address,
                message.locale,
                message.dedupe_key,
                Letter(message.subject, message.text),
            )
        )
    return parcels


def settle_sent(message_id: int, at: datetime) -> None:
    """The letter is out: keep that it was told, forget to whom and in what words."""
    db.session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == message_id)
        .values(sent_at=at, leased_until=None, address="", subject="", text="")
    )


def settle_failed(message_id: int, at: datetime, *, final: bool = False) -> None:
    """The letter did not get out: try again later, or give up after the last step of the ladder."""
    message = db.session.get_one(OutboxMessage, message_id)
    message.leased_until = None
    if final or message.attempts > len(LADDER):
        message.failed_at = at
        return
    message.next_at = at + timedelta(seconds=LADDER[message.attempts - 1])


def oldest_waiting(at: datetime) -> timedelta | None:
    """How long the oldest letter that is due has been waiting; None when nothing waits."""
    waiting = select(OutboxMessage.created_at).where(
        OutboxMessage.sent_at.is_(None),
        OutboxMessage.failed_at.is_(None),
        OutboxMessage.next_at <= at,
    )
    oldest = db.session.scalar(waiting.order_by(OutboxMessage.id).limit(1))
    return at - oldest if oldest else None
