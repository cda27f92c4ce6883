"""Fixtures of the journeys: one stage a test process, and the language that is spoken."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium

from tests.journeys.stage import Stage, set_up
from tests.server import running


@pytest.fixture(scope="package")
def stage(
    tmp_path_factory: pytest.TempPathFactory, shared_dir: Path, real_browser: Chromium
) -> Iterator[Stage]:
    """The site with its real courses; every journey has people and seminars of its own."""
    with running("sqlite", tmp_path_factory.mktemp("stage"), shared_dir) as server:
        yield set_up(server, real_browser)


@pytest.fixture(params=["en", "ru"])
def locale(request: pytest.FixtureRequest) -> str:
    """Both languages, one after the other."""
    return str(request.param)
