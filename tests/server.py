"""The real server of the site, started on a fresh database, for tests that need the whole thing.

It is the server `flask serve` starts, on a database made as `flask serve` makes it.

    with running("sqlite", tmp_path, shared_dir) as server:
        with server.app.app_context(), transaction():
            ...  # write what the test needs
        answer = server.get("/seminars.ics")
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask_migrate import Migrate

from lms.app import create_app
from lms.base.db import db
from lms.cli import database
from lms.cli.attendant import server_command
from tests.engines import fresh_database, settings

ROOT = Path(__file__).parents[1]
SECRET_KEY = "a secret for tests only, never for people"
READY_WITHIN = 30.0  # seconds
ENDS_WITHIN = 15.0  # seconds
HOST = "127.0.0.1"
WORKERS = 2


@dataclass(frozen=True)
class Answer:
    """What the server sent; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class Server:
    """A running server and, in `app`, a second application on the same database."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, app: Flask, log: Path) -> None:
        self.process, self.port, self.app, self.log = process, port, app, log

    @property
    def base_url(self) -> str:
        """Where it is, without a slash at the end."""
        return f"http://{HOST}:{self.port}"

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask once, over a connection of its own; an underscore in a header's name is a hyphen."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=30)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, headers=named)
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, response.read())
        finally:
            connection.close()

    def workers(self) -> list[int]:
        """The process ids of the workers, to be killed by tests about crashes (Linux only)."""
        main = self.process.pid
        children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
        return [int(child) for child in children if _is_worker(int(child))]

    def kill(self, worker: int) -> None:
        """Kill a worker as a machine out of memory would, and wait for the one in its place.

        granian ends altogether when a worker dies within 5.5 seconds of its predecessor.
        """
        before = self._said("Started worker-")
        os.kill(worker, signal.SIGKILL)
        self._until(lambda: self._said("Started worker-") > before, READY_WITHIN)

    def wait(self, within: float = READY_WITHIN) -> None:
        """Wait until all workers serve; raises RuntimeError with its log when they do not.

        A worker that is told to end before it serves would not hear it.
        """
        self._until(self._is_whole, within)

    def _is_whole(self) -> bool:
        expected = WORKERS + self._said("Respawning worker-")
        return self._said("Started worker-") >= expected and self.answers()

    def answers(self) -> bool:
        """Whether a worker answers now."""
        try:
            return self.get("/healthz").status == 200
        except OSError:
            return False

    def _said(self, words: str) -> int:
        """How often the server has said something."""
        return self.log.read_text().count(words)

    def _until(self, reached: Callable[[], bool], within: float) -> None:
        """Look until something is so; raises RuntimeError with the log when it does not happen."""
        until = time.monotonic() + within
        while not reached():
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"the server is not whole:\n{self.log.read_text()}")
            time.sleep(0.05)

    def end(self) -> None:
        """End it as an operator would, and make sure that no worker outlives it."""
        self.process.terminate()
        try:
            self.process.wait(ENDS_WITHIN)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@contextmanager
def running(engine: str, folder: Path, shared: Path, **changes: str) -> Iterator[Server]:
    """A server on an empty, migrated database (`sqlite` or `postgresql`), ended with the block."""
    folder.mkdir(parents=True, exist_ok=True)
    with fresh_database(engine, folder, shared) as url, serving(url, folder, **changes) as it:
        yield it


@contextmanager
def serving(url: str, folder: Path, **changes: str) -> Iterator[Server]:
    """A server on a database that is there already, which is migrated first.

    `changes` are further environment variables, or other values of the usual ones.
    """
    port = free_port()
    env = environment(url, folder, f"http://{HOST}:{port}") | changes
    app = create_app(
        settings(
            url,
            folder,
            base_url=env["BASE_URL"],
            secret_key=env["SECRET_KEY"],
            mail_url=env["MAIL_URL"],
        )
    )
    _migrate(app)
    log = folder / "server.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [*server_command(HOST, port, WORKERS), "--log-level", "info", "--no-access-log"],
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    server = Server(process, port, app, log)
    try:
        server.wait()
        yield server
    finally:
        server.end()
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])


def environment(url: str, folder: Path, base_url: str) -> dict[str, str]:
    """What another process of the site is told; nothing of the test's own settings reaches it."""
    kept = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "VIRTUAL_ENV")
    return {
        **{name: os.environ[name] for name in kept if name in os.environ},
        "DATABASE_URL": url,
        "DATA_DIR": str(folder),
        "SECRET_KEY": SECRET_KEY,
        "BASE_URL": base_url,
        "MAIL_URL": f"file:{folder / 'mail'}",
    }


def _migrate(app: Flask) -> None:
    """Bring the database up to date as `flask serve` does, with no second process for it."""
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    with app.app_context():
        database.upgrade()


def _is_worker(pid: int) -> bool:
    """Whether a child of the server serves; Python may add one that only watches or forks."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return False
    return b"resource_tracker" not in command and b"forkserver" not in command
