"""Adding a row that a unique rule may already hold: the database decides, not a look beforehand."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from lms.base.db import Base, db

INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_once(noun: type[Base], **values: object) -> int | None:
    """Add a row and give its id, or None when a unique rule says that it is there already.

    Where another transaction is adding the same, this waits until that one has ended.
    """
    insert = INSERTS[db.session.connection().dialect.name]
    statement = insert(noun).values(**values).on_conflict_do_nothing().returning(noun.id)
    added: int | None = db.session.scalar(statement)
    return added
