"""One measurement: a burst of requests against a server, and what they cost it."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from statistics import median

from bench.load import Plan
from bench.operations import Operation
from bench.server import Server
from bench.visitor import Request

MOST_OF_A_KIND = 3000  # requests that may be sent once only, in one burst
VARIETY = 500  # requests that are sent again and again


@dataclass(frozen=True, slots=True)
class Figures:
    """What a burst came to: requests a second, then milliseconds; `size` in bytes."""

    rate: float
    p50: float
    p99: float
    cpu: float
    size: int


def burst(server: Server, requests: list[Request], plan: Plan, expects: int) -> Figures:
    """Send the requests as the plan says (ValueError when one is answered otherwise)."""
    before = server.cpu()
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump({**asdict(plan), "requests": [r.written() for r in requests]}, file)
        file.flush()
        command = [sys.executable, "-m", "bench.load", file.name]
        printed = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    cpu = server.cpu() - before
    seen = json.loads(printed)
    if set(seen["statuses"]) != {str(expects)}:
        raise ValueError(f"{requests[0].path}: expected {expects}, got {seen['statuses']}")
    return Figures(
        rate=seen["answers"] / seen["seconds"],
        p50=seen["p50"],
        p99=seen["p99"],
        cpu=1000 * cpu / seen["answers"],
        size=seen["size"],
    )


class Feeder:
    """The requests of one operation against one server; what was used up is not sent again."""

    def __init__(self, operation: Operation, server: Server, stream: Iterator[Request]) -> None:
        """Keep the stream; what repeats is read from it once."""
        self.operation = operation
        self.server = server
        self.stream = stream
        self.kept = list(islice(stream, VARIETY)) if operation.repeats else []

    def run(self, clients: int, seconds: float) -> Figures:
        """One burst."""
        requests = self.kept or list(islice(self.stream, MOST_OF_A_KIND))
        plan = Plan(self.server.port, clients, seconds, (), repeat=bool(self.kept))
        return burst(self.server, requests, plan, self.operation.expects)


def middle(rounds: list[Figures]) -> Figures:
    """The median of each figure over the rounds."""
    return Figures(
        rate=median(figures.rate for figures in rounds),
        p50=median(figures.p50 for figures in rounds),
        p99=median(figures.p99 for figures in rounds),
        cpu=median(figures.cpu for figures in rounds),
        size=rounds[0].size,
    )


def ratio(rounds: list[Figures], against: list[Figures]) -> float:
    """How much CPU of the other's a request costs: the median of the rounds, each in itself."""
    return median(one.cpu / other.cpu for one, other in zip(rounds, against, strict=True))
