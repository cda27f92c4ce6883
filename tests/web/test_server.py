"""The server that tests start is whole: migrated, two workers, and gone when the test is over."""

import os
from pathlib import Path

import pytest

from tests.engines import ENGINES
from tests.server import running


@pytest.mark.parametrize("engine", ENGINES)
def test_the_server_starts_ready_and_ends_whole(
    engine: str, tmp_path: Path, shared_dir: Path
) -> None:
    with running(engine, tmp_path / "site", shared_dir) as server:
        assert server.get("/readyz").status == 200
        first, second = server.workers()
    with pytest.raises(ProcessLookupError):
        os.killpg(server.process.pid, 0)
    assert first != second
    assert not server.answers()


def test_a_killed_worker_is_replaced(tmp_path: Path, shared_dir: Path) -> None:
    with running("sqlite", tmp_path / "site", shared_dir) as server:
        killed, other = server.workers()
        server.kill(killed)
        assert server.answers()
        now = server.workers()
        assert len(now) == 2
        assert other in now
        assert killed not in now
