"""The stage of the access tests: built once a process and engine, undone after every test."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from lms.base.db import WRITES, db, transaction
from lms.web.calendars import schedule
from tests.access import side_b, world
from tests.access.stage import Stage
from tests.engines import build, fresh_database

Built = tuple[Flask, world.Side, world.Side, dict[str, tuple[int, str]]]


@pytest.fixture(scope="session")
def built_world(
    engine_name: str, tmp_path_factory: pytest.TempPathFactory, shared_dir: Path
) -> Iterator[Built]:
    """Both sides and everybody else, really committed."""
    data_dir = tmp_path_factory.mktemp("access")
    with fresh_database(engine_name, data_dir, shared_dir) as url:
        app = build(url, data_dir)
        with app.app_context():
            stamp()
            a = world.build_side(world.PLOT_A, world.NAMES_A)
            seats = world.outsiders()
            seats["suspended"] = world.suspend_somebody(world.PLOT_A)
            b = side_b.build()
            seats |= seated(a, b)
        yield app, a, b, seats
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def stamp() -> None:
    """The mark of a migrated database, which these tests make without migrations."""
    with transaction():
        db.session.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        db.session.execute(text("INSERT INTO alembic_version VALUES ('0001')"))


def seated(a: world.Side, b: world.Side) -> dict[str, tuple[int, str]]:
    """The personas who belong to a side, with the secrets of their sessions."""
    roles = {
        "participant": (a, "leader"),
        "colleague": (a, "neighbour"),
        "trainer": (a, "trainer"),
        "organizer": (a, "organizer"),
        "other_trainer": (b, "trainer"),
        "other_organizer": (b, "organizer"),
    }
    return {
        persona: (side.people[role], side.secrets[role]) for persona, (side, role) in roles.items()
    }


@pytest.fixture
def stage(built_world: Built) -> Iterator[Stage]:
    """The stage, as it was built, whatever the last test did on it."""
    app, a, b, seats = built_world
    schedule.shelf.clear()
    with app.app_context():
        engine = db.engine
        with engine.connect().execution_options(**{WRITES: True}) as connection:
            outer = connection.begin()
            connection.begin_nested()  # in a savepoint the session takes savepoints of its own
            db.engines[None] = connection  # type: ignore[assignment]
            try:
                yield Stage(app, a, replace(b), seats, connection)
            finally:
                db.session.remove()
                db.engines[None] = engine
                outer.rollback()
                schedule.shelf.clear()
