"""The outbox: told once, leased by one, tried again, forgotten when told."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.base import clock
from lms.base.db import db, transaction
from lms.mail import outbox
from lms.mail.letter import Letter
from lms.mail.message import OutboxMessage

pytestmark = pytest.mark.both_engines
LETTER = Letter("Subject", "Text")


def put(key: str, address: str = "b@example.org") -> None:
    with transaction():
        outbox.post(LETTER, kind="test", dedupe_key=key, address=address, user_id=None, locale="en")


def take() -> list[outbox.Parcel]:
    with transaction():
        return outbox.take(clock.now(), 10)


def test_an_event_is_told_once(app: Flask) -> None:
    put("one")
    put("one")
    assert db.session.scalar(select(func.count()).select_from(OutboxMessage)) == 1


def test_a_letter_is_leased_by_one_worker_at_a_time(app: Flask) -> None:
    put("one")
    assert [parcel.dedupe_key for parcel in take()] == ["one"]
    assert take() == []


def test_a_lease_ends_when_the_worker_dies(app: Flask) -> None:
    put("one")
    take()
    with transaction():
        later = outbox.take(clock.now() + outbox.LEASE, 10)
    assert len(later) == 1


def test_what_was_sent_is_forgotten_but_not_told_again(app: Flask) -> None:
    put("one")
    (parcel,) = take()
    with transaction():
        outbox.settle_sent(parcel.id, clock.now())
    message = db.session.scalars(select(OutboxMessage)).one()
    assert (message.address, message.text, message.subject) == ("", "", "")
    put("one")
    assert take() == []


def test_a_letter_that_failed_waits_longer_each_time_and_is_given_up_at_last(app: Flask) -> None:
    put("one")
    at = clock.now()
    waits = []
    for _step in range(len(outbox.LADDER) + 1):
        with transaction():
            (parcel,) = outbox.take(at, 1)
            outbox.settle_failed(parcel.id, at)
        message = db.session.scalars(select(OutboxMessage)).one()
        waits.append((message.next_at - at).total_seconds())
        at = max(message.next_at, at)
    assert tuple(waits[:-1]) == outbox.LADDER
    assert message.failed_at is not None
    with transaction():
        assert outbox.take(at + timedelta(days=1), 1) == []


def test_how_long_the_oldest_letter_waits(app: Flask) -> None:
    assert outbox.oldest_waiting(clock.now()) is None
    put("one")
    waited = outbox.oldest_waiting(clock.now() + timedelta(minutes=3))
    assert waited is not None
    assert waited >= timedelta(minutes=3)
