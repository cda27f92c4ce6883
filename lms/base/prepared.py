"""Prepared statements: what the hottest ways ask and write, put into words once.

A session and the way through the library cost ten times what such a statement itself does. These
name tables and take and give values, never nouns; everything else goes through the session
(docs/adr/0012).
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Insert, Select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

from lms.base.db import db, open_connection, silence

Processor = Callable[[Any], Any]


@dataclass(slots=True)
class Wording:
    """A statement in the words of one engine.

    `takes` turn values into its own. What turns its values into ours (`gives`) is known when the
    driver has told, with the first answer, which type each column has.
    """

    sql: str
    fixed: Mapping[str, object]
    made: tuple[tuple[str, Processor], ...]
    positions: tuple[str, ...]
    takes: tuple[tuple[str, Processor], ...]
    kinds: tuple[TypeEngine[Any], ...]
    row: Callable[[Sequence[Any]], Any]
    gives: tuple[tuple[int, Processor], ...] | None = None

    def parameters(self, given: Mapping[str, object]) -> Any:
        """Give what the driver is handed: texts, numbers and moments as the engine stores them."""
        own = {**self.fixed, **given}
        for name, make in self.made:
            own[name] = make(None)
        for name, take in self.takes:
            own[name] = take(own[name])
        return [own[name] for name in self.positions] if self.positions else own

    def rows(self, cursor: Any, dialect: Dialect) -> list[Any]:
        """Give rows with names, and values as Python has them."""
        if self.gives is None:
            told = [column[1] for column in cursor.description]
            both = zip(self.kinds, told, strict=True)
            gives = [kind.result_processor(dialect, number) for kind, number in both]
            self.gives = tuple((place, give) for place, give in enumerate(gives) if give)
        rows = []
        for values in cursor.fetchall():
            row = list(values)
            for place, give in self.gives:
                row[place] = give(row[place])
            rows.append(self.row(row))
        return rows


class Prepared:
    """A SELECT, or an INSERT … RETURNING, with named parameters, to be run again and again."""

    def __init__(self, statement: Select[*tuple[Any, ...]] | Insert, *columns: str) -> None:
        """Keep the statement, and for an INSERT the columns that will be given.

        It is put into words when an engine is known.
        """
        self.statement = statement
        self.columns = columns
        self.wordings: dict[str, Wording] = {}

    def __call__(self, **given: object) -> Sequence[Any]:
        """Run it with all its parameters and give all rows, values under their columns' names.

        Inside an open transaction it is part of that; a SELECT outside of one sees one state of
        the database by itself. Raises what SQLAlchemy raises, and RuntimeError for an INSERT
        outside of a transaction.
        """
        engine: Any = db.engine
        if isinstance(engine, Connection):  # the session joined a transaction of somebody else
            return engine.execute(self.statement, given).all()
        opened = open_connection()
        wording = self.wordings.get(engine.dialect.name) or self._worded(engine.dialect)
        if opened is not None:
            driver = opened.connection.dbapi_connection
            return self._run(engine.dialect, driver, wording, given)
        if not isinstance(self.statement, Select):
            raise RuntimeError("nothing is written outside of a transaction")
        with closing(engine.raw_connection()) as connection:
            return self._run(engine.dialect, connection.dbapi_connection, wording, given)

    def first(self, **given: object) -> Any:
        """Run it and give the first row, or None."""
        rows = self(**given)
        return rows[0] if rows else None

    def _run(
        self, dialect: Dialect, driver: Any, wording: Wording, given: Mapping[str, object]
    ) -> list[Any]:
        """Run it on a connection of the driver."""
        cursor = driver.cursor()
        try:
            cursor.execute(wording.sql, wording.parameters(given))
            return wording.rows(cursor, dialect)
        except dialect.loaded_dbapi.Error as error:  # said in SQLAlchemy's words, without values
            silence(error)
            raise DBAPIError.instance(
                wording.sql,
                None,
                error,
                dialect.loaded_dbapi.Error,
                hide_parameters=True,
                dialect=dialect,
            ) from error
        finally:
            cursor.close()

    def _worded(self, dialect: Dialect) -> Wording:
        """Put the statement into the words of an engine."""
        fixed, made = self._defaults()
        keys = [*self.columns, *fixed, *made] or None
        compiled: Any = self.statement.compile(dialect=dialect, column_keys=keys)
        required = {n: None for part, n in compiled.bind_names.items() if part.required}
        # Parameters of the library's own, such as the comma of a list, are written out here.
        told = compiled.construct_expanded_state(required)
        bound = {n: value.type.dialect_impl(dialect) for value, n in compiled.bind_names.items()}
        columns = [
            (str(c.key), c.type.dialect_impl(dialect)) for c in self.statement.exported_columns
        ]
        takes = [(name, kind.bind_processor(dialect)) for name, kind in bound.items()]
        written = {n: part.value for part, n in compiled.bind_names.items() if not part.required}
        names = [name for name, _ in columns]
        named: Any = namedtuple("Found", names, rename=True)  # type: ignore[misc]
        wording = Wording(
            sql=told.statement,
            fixed=fixed | written,
            made=tuple(made.items()),
            positions=tuple(told.positiontup or ()),
            takes=tuple((name, take) for name, take in takes if take),
            kinds=tuple(kind for _, kind in columns),
            row=named._make,
        )
        self.wordings[dialect.name] = wording
        return wording

    def _defaults(self) -> tuple[dict[str, object], dict[str, Processor]]:
        """What an INSERT writes into columns that are not given: single values, or made ones."""
        if isinstance(self.statement, Select):
            return {}, {}
        columns: Any = self.statement.table.columns
        own = {c.name: c.default for c in columns if c.default and c.name not in self.columns}
        fixed = {name: default.arg for name, default in own.items() if default.is_scalar}
        made = {name: default.arg for name, default in own.items() if default.is_callable}
        return fixed, made
