"""The load: keep-alive HTTP/1.1 clients over plain sockets, in a process of their own.

`python -m bench.load PLAN` reads a plan as JSON, sends its requests over the loopback until the
time or the requests are used up, and prints what it saw as JSON. It parses as little of an answer
as it must, so that it takes few turns of the machine from the server it measures.
"""

import asyncio
import json
import sys
from collections import Counter
from dataclasses import asdict, dataclass
from itertools import cycle
from pathlib import Path
from statistics import quantiles
from time import perf_counter

HEAD_END = b"\r\n\r\n"
MOST_REQUESTS = 60_000
MOST_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Plan:
    """What to send to 127.0.0.1:`port`: each request once, or round and round when `repeat`."""

    port: int
    clients: int
    seconds: float
    requests: tuple[str, ...]
    repeat: bool = True


@dataclass(frozen=True, slots=True)
class Seen:
    """What came back; p50 and p99 in milliseconds, `seconds` from first request to last answer."""

    answers: int
    seconds: float
    p50: float
    p99: float
    size: int
    statuses: dict[str, int]
    sample: str


class Run:
    """One run: the requests still to be sent and the answers so far."""

    def __init__(self, plan: Plan) -> None:
        """Lay the requests out; nothing is encoded while the clock runs."""
        requests = [request.encode() for request in plan.requests]
        self.requests = cycle(requests) if plan.repeat else iter(requests)
        self.times: list[float] = []
        self.statuses: Counter[str] = Counter()
        self.size = 0
        self.sample = b""
        self.began = perf_counter()
        self.ends = self.began + min(plan.seconds, MOST_SECONDS)

    def next(self) -> bytes | None:
        """The next request, or None when it is time to stop."""
        if perf_counter() >= self.ends or len(self.times) >= MOST_REQUESTS:
            return None
        return next(self.requests, None)

    def note(self, head: bytes, body: bytes, seconds: float) -> None:
        """Keep what is told of an answer afterwards."""
        self.times.append(seconds)
        self.statuses[head[9:12].decode()] += 1
        self.size = len(body)
        self.sample = self.sample or head

    def seen(self) -> Seen:
        """The run in figures (ValueError when fewer than two answers came)."""
        if len(self.times) < 2:
            raise ValueError("the server gave no answers")
        hundredths = quantiles((1000 * time for time in self.times), n=100)
        return Seen(
            len(self.times),
            perf_counter() - self.began,
            round(hundredths[49], 3),
            round(hundredths[98], 3),
            self.size,
            dict(self.statuses),
            self.sample.decode("latin-1"),
        )


class Client(asyncio.Protocol):
    """One connection that always waits for an answer before it asks again."""

    def __init__(self, run: Run, done: asyncio.Future[None]) -> None:
        """Take requests from the run; tell `done` when there are no more."""
        self.run = run
        self.done = done
        self.received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the first time."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.ask()

    def ask(self) -> None:
        """Send the next request, or hang up."""
        request = self.run.next()
        if request is None:
            self.done.set_result(None)
            self.transport.close()
            return
        self.asked = perf_counter()
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        """Wait until an answer is whole, then ask again."""
        self.received += data
        head, found, body = self.received.partition(HEAD_END)
        if not found or len(body) < length_of(head):
            return
        self.received = b""
        self.run.note(head, body, perf_counter() - self.asked)
        self.ask()

    def connection_lost(self, exc: Exception | None) -> None:
        """A server that hangs up in the middle spoils the measurement."""
        if not self.done.done():
            self.done.set_exception(exc or ConnectionError("the server hung up"))


def length_of(head: bytes) -> int:
    """How long the body is, in bytes (ValueError for an answer of unknown length)."""
    if head[9:12] in (b"204", b"304"):
        return 0
    _, found, rest = head.lower().partition(b"\r\ncontent-length:")
    if not found:
        raise ValueError("an answer without Content-Length")
    return int(rest.partition(b"\r\n")[0])


async def send(plan: Plan) -> Seen:
    """Run the plan with all its clients at once."""
    run = Run(plan)
    loop = asyncio.get_running_loop()
    waiting = []
    for _ in range(plan.clients):
        done: asyncio.Future[None] = loop.create_future()
        waiting.append(done)
        await loop.create_connection(lambda done=done: Client(run, done), "127.0.0.1", plan.port)
    await asyncio.gather(*waiting)
    return run.seen()


def main() -> None:
    """Read the plan named on the command line and print what was seen."""
    plan = Plan(**json.loads(Path(sys.argv[1]).read_text()))
    print(json.dumps(asdict(asyncio.run(send(plan)))))


if __name__ == "__main__":
    main()
