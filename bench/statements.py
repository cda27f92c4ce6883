"""How many SQL statements a request needs: told by the driver, BEGIN and COMMIT left out."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import event

from bench.visitor import Request
from lms.base.db import db

BEGINNINGS = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT", "PRAGMA")


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """The statements that the application sends to its database inside the block."""
    seen: list[str] = []

    def note(statement: str) -> None:
        if not statement.startswith(BEGINNINGS):
            seen.append(statement)

    def watch(connection: Any, _record: object) -> None:
        connection.set_trace_callback(note)

    with app.app_context():
        engine = db.engine
    engine.dispose()  # so that every connection is a new one, and watched
    event.listen(engine, "connect", watch)
    try:
        yield seen
    finally:
        event.remove(engine, "connect", watch)
        engine.dispose()


def statements_of(app: Flask, request: Request, expects: int) -> int:
    """The statements of one request (ValueError when it is not answered as expected)."""
    client = app.test_client(use_cookies=False)
    with counted(app) as seen:
        headers = {name: value for name, value in request.all_headers.items() if name != "Host"}
        answer = client.open(
            request.path,
            method=request.method,
            headers=headers,
            data=request.body,
            base_url="http://127.0.0.1:8000",
        )
    if answer.status_code != expects:
        raise ValueError(f"{request.method} {request.path}: {answer.status}")
    return len(seen)
