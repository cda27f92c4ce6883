"""INSERT … ON CONFLICT: the database decides whether a row is there, not a look beforehand."""

from functools import cache
from typing import Any, cast

from sqlalchemy import Executable
from sqlalchemy.dialects import postgresql, sqlite

from lms.base.db import Base, db

INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_into(noun: type[Base]) -> postgresql.Insert:
    """An INSERT of the present engine, with `on_conflict_do_update` and `on_conflict_do_nothing`.

    The two engines write it the same way (SQLite took the clause over from PostgreSQL).
    """
    return cast(postgresql.Insert, INSERTS[db.engine.dialect.name](noun.__table__))


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
