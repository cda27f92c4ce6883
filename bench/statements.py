"""How many SQL statements a request needs: counted in the process, BEGIN and COMMIT left out."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import event

from bench.visitor import Request
from lms.base.db import db

BEGINNINGS = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT", "PRAGMA")


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """The statements that the application sends to its database inside the block."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(BEGINNINGS):
            seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


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
