"""Bringing the database up to date, from nothing or from any earlier state."""

from flask import current_app
from flask_migrate import upgrade as migrate

from lms.base.db import db


def upgrade() -> None:
    """Make the folder, switch SQLite to its write-ahead log, and run the migrations."""
    current_app.extensions["lms.settings"].data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    use_write_ahead_log()
    migrate()


def use_write_ahead_log() -> None:
    """Switch an SQLite file, once and for good, to the log that lets readers and a writer meet."""
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect() as connection:
            connection.connection.driver_connection.execute("PRAGMA journal_mode=WAL")  # type: ignore[union-attr]
