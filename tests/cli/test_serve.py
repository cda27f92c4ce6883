"""From an empty folder to a running site with its demo, and again; nothing left running after."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.server import ROOT, free_port

COMMAND = [sys.executable, "-m", "flask", "--app", "wsgi", "serve", "--demo"]
PATIENCE = 60.0  # seconds


def environment(folder: Path, port: int) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "DATA_DIR": str(folder), "PORT": str(port)}


def start(folder: Path, port: int) -> "tuple[subprocess.Popen[str], str]":
    """Start the site and read what it prints until it tells its address."""
    site = subprocess.Popen(
        COMMAND,
        cwd=ROOT,
        env=environment(folder, port),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    told, until = "", time.monotonic() + PATIENCE
    assert site.stdout is not None
    while "Stop with Ctrl+C" not in told and time.monotonic() < until:
        line = site.stdout.readline()
        assert line, told
        told += line
    return site, told


def end(site: "subprocess.Popen[str]", with_signal: int) -> None:
    site.send_signal(with_signal)
    assert site.wait(20) == 0
    assert site.stdout is not None
    site.stdout.close()


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def refusal(folder: Path, port: int, *words: str) -> "subprocess.CompletedProcess[str]":
    """What the command says when it does not start."""
    return subprocess.run(
        [*COMMAND, *words],
        cwd=ROOT,
        env=environment(folder, port),
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_first_start_makes_everything_and_the_second_keeps_it(tmp_path: Path) -> None:
    port = free_port()
    site, told = start(tmp_path, port)
    for role in ("leader", "trainer", "organizer", "administrator"):
        assert role in told
    assert f"http://127.0.0.1:{port}" in told
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=10) as answer:
        assert answer.status == 200
    end(site, signal.SIGINT)
    assert is_free(port)
    site, told = start(tmp_path, port)
    assert "unchanged, edition 1" in told
    assert "0 cities added" in told
    end(site, signal.SIGTERM)
    assert is_free(port)


def test_a_server_that_falls_is_started_again(tmp_path: Path) -> None:
    port = free_port()
    site, _told = start(tmp_path, port)
    children = Path(f"/proc/{site.pid}/task/{site.pid}/children").read_text().split()
    for child in children:
        os.kill(int(child), signal.SIGKILL)
    until = time.monotonic() + PATIENCE
    while is_free(port) or not alive(port):
        assert time.monotonic() < until
        time.sleep(0.1)
    end(site, signal.SIGTERM)


def alive(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def test_a_taken_port_is_said_before_anything_is_done(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = refusal(tmp_path, port)
    assert done.returncode == 1
    assert f"Port {port} is taken" in done.stderr
    assert not (tmp_path / "lms.sqlite3").exists()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1"])  # noqa: S104 (must be refused)
def test_the_demo_is_never_served_to_others(tmp_path: Path, host: str) -> None:
    done = refusal(tmp_path, free_port(), "--host", host)
    assert done.returncode == 2
    assert "127.0.0.1 only" in done.stderr
