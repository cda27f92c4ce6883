"""INSERT … ON CONFLICT, which both engines have and SQLAlchemy keeps apart."""

from typing import cast

from sqlalchemy.dialects import postgresql, sqlite

from lms.base.db import Base, db


def insert_into(noun: type[Base]) -> postgresql.Insert:
    """An INSERT of the present engine, with `on_conflict_do_update` and `on_conflict_do_nothing`.

    The two engines write it the same way (SQLite took the clause over from PostgreSQL).
    """
    make = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    return cast(postgresql.Insert, make(noun))
