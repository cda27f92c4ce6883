"""The letters that wait, and the addresses in them."""

import re

from sqlalchemy import select

from lms.base.db import db
from lms.mail.message import OutboxMessage


def the_letter(address: str) -> OutboxMessage:
    """The one letter to this address."""
    return db.session.scalars(select(OutboxMessage).where(OutboxMessage.address == address)).one()


def letters() -> list[OutboxMessage]:
    """All letters, in the order they were written."""
    return list(db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


def link(letter: OutboxMessage) -> str:
    """The path of the one-time address in a letter."""
    found = re.search(r"http://[^/\s]+(/(?:reset|confirm-email|restore-email)/\S+/)", letter.text)
    assert found is not None
    return found[1]
