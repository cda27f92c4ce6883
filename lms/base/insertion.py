"""Adding rows without nouns: on hot ways, and where the database decides what is there already."""

from functools import cache
from typing import Any, cast

from sqlalchemy import Table, insert
from sqlalchemy.dialects import postgresql, sqlite

from lms.base.db import Base, db
from lms.base.prepared import Prepared

INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_into(noun: type[Base]) -> postgresql.Insert:
    """An INSERT of the present engine, with `on_conflict_do_update` and `on_conflict_do_nothing`.

    The two engines write it the same way (SQLite took the clause over from PostgreSQL).
    """
    return cast(postgresql.Insert, INSERTS[db.engine.dialect.name](noun.__table__))


def insert_row(noun: type[Base], **values: object) -> int:
    """Add a row and give its id; single values that a column has by itself need not be named."""
    number: int = _insert_row(noun, *values).first(**values).id
    return number


def insert_once(noun: type[Base], **values: object) -> int | None:
    """Add a row and give its id, or None when a unique rule says that it is there already.

    Where another transaction is adding the same, this waits until that one has ended.
    """
    added = _insert_once(noun, db.engine.dialect.name, *values).first(**values)
    return added.id if added else None


# Put together once a noun: that takes longer than to run it, often under a lock.
@cache
def _insert_row(noun: type[Base], *columns: str) -> Prepared:
    table = cast(Table, noun.__table__)
    return Prepared(insert(table).returning(table.c.id), *columns)


@cache
def _insert_once(noun: type[Base], engine: str, *columns: str) -> Prepared:
    table = noun.__table__
    return Prepared(INSERTS[engine](table).on_conflict_do_nothing().returning(table.c.id), *columns)
