"""Adding a row that a unique rule may already hold: the database decides, not a look beforehand."""

from functools import cache
from typing import Any

from sqlalchemy import Executable
from sqlalchemy.dialects import postgresql, sqlite

from lms.base.db import Base, db

INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_once(noun: type[Base], **values: object) -> int | None:
    """Add a row and give its id, or None when a unique rule says that it is there already.

    Where another transaction is adding the same, this waits until that one has ended.
    """
    statement = _insert_once(noun, db.session.connection().dialect.name)
    added: int | None = db.session.execute(statement, values).scalar()
    return added


# Put together once a noun: that takes longer than to run it, often under a lock.
@cache
def _insert_once(noun: type[Base], engine: str) -> Executable:
    table = noun.__table__
    statement: Executable = INSERTS[engine](table).on_conflict_do_nothing().returning(table.c.id)
    return statement
