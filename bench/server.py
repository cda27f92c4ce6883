"""The server that is measured: granian as `make run` starts it, and what the kernel knows of it."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from lms.cli.attendant import server_command

SITE, HOST = "wsgi:app", "127.0.0.1"
WORKERS = 2
TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 30.0  # seconds


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; `ready_after` is the seconds from its start to its first answer."""

    process: "subprocess.Popen[bytes]"
    port: int
    ready_after: float

    @property
    def workers(self) -> tuple[int, ...]:
        """The processes that answer: the children that have the socket open."""
        children = _children(self.process.pid)
        return tuple(pid for pid in children if b"resource_tracker" not in _command(pid))

    def cpu(self) -> float:
        """CPU seconds the workers have used so far, in user and system mode together."""
        return sum(_cpu(pid) for pid in self.workers)

    def memory(self) -> float:
        """Memory of the workers in MB, what they share counted once (PSS)."""
        return sum(_pss(pid) for pid in self.workers)


@contextmanager
def serving(target: str, environment: dict[str, str], ask: str) -> Iterator[Server]:
    """Serve a WSGI target on a free port, ready when the path `ask` answers 200."""
    port = free_port()
    command = [target if word == SITE else word for word in server_command(HOST, port, WORKERS)]
    began = time.perf_counter()
    process = subprocess.Popen(command, env={**os.environ, **environment, "PORT": str(port)})
    try:
        _wait(port, ask, began + PATIENCE)
        server = Server(process, port, time.perf_counter() - began)
        while len(server.workers) < WORKERS:
            time.sleep(0.01)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def _wait(port: int, path: str, until: float) -> None:
    """Ask until the answer is 200 (TimeoutError after that moment)."""
    while time.perf_counter() < until:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.005)
    raise TimeoutError(f"no answer from {path}")


def _children(parent: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            pid, rest = int(stat.parent.name), stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(rest[1]) == parent:
            found.append(pid)
    return sorted(found)


def _command(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def _cpu(pid: int) -> float:
    """utime and stime of all threads of a process (proc(5), fields 14 and 15), in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _pss(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
