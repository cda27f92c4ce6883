"""Runs the site: the web server, the postman beside it, and chores now and then; all end together.

Imports nothing of the application, so that looking after the processes costs little memory.
"""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from types import FrameType

LOOK = 0.2  # seconds between looks
REST = 0.5  # seconds before a process that fell is started again
PATIENCE = 30.0  # seconds for the site to answer
GRACE = 12.0  # seconds for a process to end
SOON = 60.0  # seconds until a chore is done for the first time
OFTEN = 120.0  # seconds between two times of what people wait for
NOW_AND_THEN = 300.0  # seconds between two times


def server_command(host: str, port: int, workers: int) -> list[str]:
    """The web server: one blocking thread a worker, as measured best (bench/RESULTS.md)."""
    # fmt: off
    return [
        sys.executable, "-m", "granian", "wsgi:app", "--interface", "wsgi",
        "--host", host, "--port", str(port), "--workers", str(workers),
        "--blocking-threads", "1", "--no-ws", "--http", "1", "--respawn-failed-workers",
        "--respawn-interval", "0.1", "--workers-kill-timeout", "5", "--log-level", "warning",
    ]
    # fmt: on


def postman_command() -> list[str]:
    """The postman: takes letters out of the outbox for as long as the site runs."""
    return [sys.executable, "-m", "flask", "--app", "wsgi", "mail", "deliver", "--watch"]


def analysis_command() -> list[str]:
    """The chore that computes the figures of questions where something new was handed in."""
    return [sys.executable, "-m", "flask", "--app", "wsgi", "questions", "analyse", "--changed"]


def finishing_command() -> list[str]:
    """The chore that finishes the attempts of people who went away."""
    return [sys.executable, "-m", "flask", "--app", "wsgi", "attempts", "finish"]


class Chore:
    """Something short to be done again and again: never twice at once, its words unsaid."""

    def __init__(self, words: Sequence[str], soon: float, every: float) -> None:
        """Remember what to do and when; seconds."""
        self.words = words
        self.every = every
        self.due = time.monotonic() + soon
        self.process: subprocess.Popen[bytes] | None = None

    def see_to(self) -> None:
        """Begin it if it is due and not being done."""
        if time.monotonic() < self.due or (self.process and self.process.poll() is None):
            return
        self.due = time.monotonic() + self.every
        self.process = _started(self.words, None, subprocess.DEVNULL)


class Attendant:
    """Starts the two, watches them, sees to the chores, ends all."""

    def __init__(self, server: Sequence[str], postman: Sequence[str], address: str) -> None:
        """Remember what to run and where it will answer."""
        self.server_words = server
        self.postman_words = postman
        self.address = address
        self.chores = (
            Chore(finishing_command(), SOON / 2, OFTEN),
            Chore(analysis_command(), SOON, NOW_AND_THEN),
        )
        self.ending = False

    def run(self, welcome: str) -> int:
        """Serve until told to stop; the exit code, of the server where it never answered."""
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, self._end)
        quiet = {key: value for key, value in os.environ.items() if key != "FLASK_RUN_FROM_CLI"}
        server, postman = _started(self.server_words, quiet), _started(self.postman_words, None)
        if self._answers(server):
            print(welcome, flush=True)  # noqa: T201 (the terminal is who is told)
            while not self.ending:
                time.sleep(LOOK)
                server = self._kept_running(server, self.server_words, quiet)
                postman = self._kept_running(postman, self.postman_words, None)
                for chore in self.chores:
                    chore.see_to()
        begun = [chore.process for chore in self.chores if chore.process]
        return self._finish(server, postman, *begun)

    def _kept_running(
        self,
        process: "subprocess.Popen[bytes]",
        words: Sequence[str],
        environment: Mapping[str, str] | None,
    ) -> "subprocess.Popen[bytes]":
        """The process, or another in its place: granian gives up when a worker falls twice."""
        if process.poll() is None or self.ending:
            return process
        time.sleep(REST)
        return _started(words, environment)

    def _end(self, _signal: int, _frame: FrameType | None) -> None:
        self.ending = True

    def _answers(self, server: "subprocess.Popen[bytes]") -> bool:
        """Wait until the site answers, or the server gives up."""
        straight = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and server.poll() is None and not self.ending:
            try:
                with straight.open(f"{self.address}/healthz", timeout=2):
                    return True
            except (urllib.error.URLError, OSError):
                time.sleep(LOOK)
        return False

    def _finish(self, *processes: "subprocess.Popen[bytes]") -> int:
        """Ask all to end, then insist."""
        for process in processes:
            if process.poll() is None:
                process.terminate()
        for process in processes:
            try:
                process.wait(GRACE)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        return 0 if self.ending else processes[0].returncode or 1


def _started(
    words: Sequence[str], environment: Mapping[str, str] | None, output: int | None = None
) -> "subprocess.Popen[bytes]":
    """Start a process with its own group, so that it ends when we say and its children with it."""
    return subprocess.Popen(  # noqa: S603 (our own words)
        words, env=environment, stdout=output, start_new_session=True
    )


def main() -> int:
    """`python -m lms.cli.attendant HOST PORT WORKERS WELCOME`."""
    host, port, workers, welcome = sys.argv[1:5]
    attendant = Attendant(
        server_command(host, int(port), int(workers)), postman_command(), f"http://{host}:{port}"
    )
    return attendant.run(welcome)


if __name__ == "__main__":
    sys.exit(main())
