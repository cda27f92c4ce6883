"""Fixtures for every test: an application, its database rolled back afterwards, and the cast.

A test marked `both_engines` runs on SQLite and on PostgreSQL. Tests about locks and crashes take
`real_app` instead: a database of their own, really committed, on each engine.
"""

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page

from lms.accounts.user import User
from lms.base.db import WRITES, db, transaction
from tests import cast, chromium
from tests.browser import Browser
from tests.engines import ENGINES, build, fresh_database


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Give every run a folder of its own, so that two runs at once do not clear each other's."""
    if config.option.basetemp is None and not hasattr(config, "workerinput"):
        folder = tempfile.mkdtemp(prefix="leader-trainings-tests-")
        Path(folder).chmod(0o755)  # the PostgreSQL of the tests runs as a user of its own
        config.option.basetemp = folder
        atexit.register(shutil.rmtree, folder, ignore_errors=True)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what is marked on both engines, everything else on SQLite."""
    if "engine_name" in metafunc.fixturenames:
        real = "real_app" in metafunc.fixturenames
        both = real or metafunc.definition.get_closest_marker("both_engines")
        metafunc.parametrize("engine_name", ENGINES if both else ENGINES[:1], scope="session")


@pytest.fixture(scope="session")
def shared_dir(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder all test processes of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def built_app(
    engine_name: str, tmp_path_factory: pytest.TempPathFactory, shared_dir: Path
) -> Iterator[Flask]:
    """The application with its tables, once a test process and engine."""
    data_dir = tmp_path_factory.mktemp("lms")
    with fresh_database(engine_name, data_dir, shared_dir) as url:
        app = build(url, data_dir)
        yield app
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def app(built_app: Flask) -> Iterator[Flask]:
    """The application inside a transaction that is undone when the test ends."""
    with built_app.app_context():
        engine = db.engine
        with engine.connect().execution_options(**{WRITES: True}) as connection:
            outer = connection.begin()
            connection.begin_nested()  # in a savepoint the session takes savepoints of its own
            db.engines[None] = connection  # type: ignore[assignment]
            built_app.test_client_class = Browser
            try:
                yield built_app
            finally:
                db.session.remove()
                db.engines[None] = engine
                outer.rollback()


@pytest.fixture
def browser(app: Flask) -> Browser:
    """A browser with nobody signed in."""
    return app.test_client()  # type: ignore[return-value]


@pytest.fixture
def browsers(app: Flask) -> Callable[[User], Browser]:
    """A signed-in browser for any person."""
    return lambda user: app.test_client().sign_in(user)  # type: ignore[attr-defined,no-any-return]


@pytest.fixture
def anna(app: Flask) -> User:
    """The trainer of the legal course."""
    with transaction():
        return cast.join(cast.ANNA, email="anna@example.org")


@pytest.fixture
def boris(app: Flask) -> User:
    """A leader who learns."""
    with transaction():
        return cast.join(cast.BORIS, email="boris@example.org")


@pytest.fixture
def clara(app: Flask) -> User:
    """The organizer of three cities."""
    with transaction():
        return cast.join(cast.CLARA, email="clara@example.org")


@pytest.fixture
def dmitri(app: Flask) -> User:
    """A person with an account and nothing else."""
    with transaction():
        return cast.join(cast.DMITRI)


@pytest.fixture
def elena(app: Flask) -> User:
    """The administrator."""
    with transaction():
        return cast.join(cast.ELENA, email="elena@example.org")


@pytest.fixture
def real_app(engine_name: str, tmp_path: Path, shared_dir: Path) -> Iterator[Flask]:
    """An application on an empty database of its own, where commits are commits."""
    with fresh_database(engine_name, tmp_path, shared_dir) as url:
        app = build(url, tmp_path)
        yield app
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture(scope="session")
def real_browser() -> Iterator[Chromium]:
    """A Chromium, one a test process; what needs cookies of its own opens a context in it."""
    with chromium.running() as browser:
        yield browser


@pytest.fixture
def page(real_browser: Chromium) -> Iterator[Page]:
    """An empty page in a context of its own."""
    context = real_browser.new_context()
    yield context.new_page()
    context.close()
