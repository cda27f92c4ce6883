"""The stage: one application, one database, people who knock, and a curtain that undoes it all."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

from flask import Flask
from sqlalchemy import Column, ColumnElement, Connection, LargeBinary, func, select
from werkzeug.test import TestResponse

from lms.base.db import db
from lms.web.accounts.entering import SECRET
from tests.access.world import Side
from tests.browser import Browser

PERSONAS = (
    "guest",
    "stranger",
    "participant",
    "colleague",
    "trainer",
    "other_trainer",
    "organizer",
    "other_organizer",
    "administrator",
    "suspended",
)
Rows = dict[str, dict[int, dict[str, Any]]]


def weighed(column: Column[Any]) -> ColumnElement[Any]:
    """A column; of what is large the length alone: editions are only ever added."""
    large = isinstance(column.type, LargeBinary) or column.name == "compiled"
    return func.length(column).label(column.name) if large else column


@dataclass
class Stage:
    """Two sides, the session secrets of the personas, and the connection everything runs on."""

    app: Flask
    a: Side
    b: Side
    seats: dict[str, tuple[int, str]]
    connection: Connection

    @contextmanager
    def undone(self) -> Iterator[None]:
        """Whatever happens inside has never happened."""
        db.session.remove()
        curtain = self.connection.begin_nested()
        try:
            yield
        finally:
            db.session.remove()
            curtain.rollback()

    def browser(self, persona: str) -> Browser:
        """A browser of its own with this persona in front of it."""
        self.app.test_client_class = Browser
        browser: Browser = self.app.test_client()  # type: ignore[assignment]
        if persona in self.seats:
            with browser.session_transaction() as cookie:
                cookie[SECRET] = self.seats[persona][1]
                cookie["_fresh"] = True
        return browser

    def visit(self, persona: str, method: str, address: str, **sent: Any) -> TestResponse:
        """One request, undone at once."""
        with self.undone():
            return self.browser(persona).open(address, method=method, **sent)

    def rows(self, *, without: frozenset[str] = frozenset()) -> Rows:
        """Everything the database holds now: table, id, column."""
        return {
            table.name: {
                row["id"]: dict(row)
                for row in self.connection.execute(select(*map(weighed, table.c))).mappings()
            }
            for table in db.metadata.sorted_tables
            if table.name not in without
        }

    def fingerprint(self, *, without: frozenset[str] = frozenset()) -> str:
        """What tells two states of the database apart."""
        mark = sha256()
        for name, query in plain_queries():
            if name not in without:
                mark.update(repr(self.connection.exec_driver_sql(query).fetchall()).encode())
        return mark.hexdigest()


@cache
def plain_queries() -> list[tuple[str, str]]:
    """Every table with a query for all of it, ready to be sent as it is."""
    return [
        (table.name, str(select(*map(weighed, table.c)).order_by(table.c.id)))
        for table in db.metadata.sorted_tables
    ]
