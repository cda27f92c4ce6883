"""A bad line between a browser and the real server: requests are lost, delayed and doubled.

Of every three requests about one meets with an accident: it never arrives, its answer never comes
back, it arrives twice, or late. Scripts and styles get through, so that the page is whole.
"""

from __future__ import annotations

import http.client
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import NamedTuple

from tests.server import HOST, Server

SHARE = 0.3  # of all requests but those for assets
ACCIDENTS = ("dropped", "answer lost", "doubled", "delayed")
LONGEST_DELAY = 1.5  # seconds
OF_ONE_CONNECTION = {"connection", "keep-alive", "transfer-encoding"}
TIMEOUT = 20  # seconds


class Reply(NamedTuple):
    """What the server has answered."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


class BadLine(ThreadingHTTPServer):
    """Passes requests on to the server, with accidents; `happened` counts what became of them."""

    daemon_threads = True

    def __init__(self, server: Server, luck: Random) -> None:
        super().__init__((HOST, 0), Passage)
        self.beyond, self.luck = server.port, luck
        self.happened: Counter[str] = Counter()
        self.base_url = f"http://{HOST}:{self.server_address[1]}"

    def draw(self, path: str) -> str:
        """Draw what happens to a request."""
        bad = not path.startswith("/assets/") and self.luck.random() < SHARE
        fate = self.luck.choice(ACCIDENTS) if bad else "passed"
        if not path.startswith("/assets/"):
            self.happened[fate] += 1
        return fate

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of browsers that hang up: they do."""


class Passage(BaseHTTPRequestHandler):
    """One connection of a browser."""

    protocol_version = "HTTP/1.1"
    server: BadLine

    def pass_on(self) -> None:
        """Let a request meet its fate."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        fate = self.server.draw(self.path)
        if fate == "delayed":
            time.sleep(self.server.luck.random() * LONGEST_DELAY)
        if fate != "dropped":
            reply = self.asked(body)
            if fate == "doubled":
                reply = self.asked(body)
            if fate != "answer lost":
                return self.give(reply)
        self.close_connection = True
        return None

    do_GET = do_POST = do_HEAD = pass_on  # noqa: N815  the names of the library

    def asked(self, body: bytes) -> Reply:
        """Ask the server beyond."""
        connection = http.client.HTTPConnection(HOST, self.server.beyond, timeout=TIMEOUT)
        headers = {n: v for n, v in self.headers.items() if n.lower() not in OF_ONE_CONNECTION}
        connection.request(self.command, self.path, body or None, headers)
        response = connection.getresponse()
        reply = Reply(response.status, response.getheaders(), response.read())
        connection.close()
        return reply

    def give(self, reply: Reply) -> None:
        """Answer the browser."""
        self.send_response_only(reply.status)
        for name, value in reply.headers:
            if name.lower() not in OF_ONE_CONNECTION | {"content-length"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, *words: object) -> None:
        """Say nothing."""


@contextmanager
def bad_line(server: Server, seed: int) -> Iterator[BadLine]:
    """Open a bad line to the server."""
    line = BadLine(server, Random(seed))  # noqa: S311  accidents, no secret
    thread = threading.Thread(target=line.serve_forever, daemon=True)
    thread.start()
    try:
        yield line
    finally:
        line.shutdown()
        thread.join()
        line.server_close()
