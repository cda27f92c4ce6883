"""`python -m bench`: measure everything side by side and write bench/RESULTS.md.

Three real servers stand beside one another: the site with 1,000 learners, the same with 100,000,
and the yardsticks. Each round asks all of them in turn, so that a noisy minute of the machine
falls on all alike; what is reported are medians over the rounds. About six minutes.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from flask import Flask

from bench import population, report, yardstick
from bench.measure import Feeder, Figures
from bench.operations import OPERATIONS, Operation, Site
from bench.server import SITE, Server, serving
from bench.statements import statements_of
from bench.visitor import Request

ROUNDS = int(os.environ.get("ROUNDS", "5"))
SECONDS = float(os.environ.get("SECONDS", "1.2"))
CLIENTS = (report.ALONE, report.BUSY)
SIZES = (report.SMALL, report.LARGE)
STARTS = 5
YARDSTICK = "bench.yardstick:app"


def yardsticks(folder: Path) -> tuple[Operation, Operation]:
    """The two yardsticks as operations."""
    app = yardstick.create_app(str(folder / "yardstick.sqlite3"))
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]

    def learners(_site: object) -> Iterator[Request]:
        for n in range(1, yardstick.LEARNERS + 1):
            cookie = signer.dumps({"_user_id": str(n), "_fresh": True})
            path = f"/minimum/lesson-{n % yardstick.LESSONS}/"
            yield Request("GET", path, {"Cookie": f"session={cookie}"})

    plain = Operation(report.PLAIN, lambda _site: iter([Request("GET", "/plain")]), 200, 1)
    return plain, Operation(report.MINIMUM, learners, 200, 1)


def readiness(folder: Path) -> float:
    """Seconds from the start of the server to its first answer, the median of several starts."""
    times = []
    for _ in range(STARTS):
        with serving(SITE, population.environment(folder), "/readyz") as server:
            times.append(server.ready_after)
    return median(times)


def statements(app: Flask, site: Site) -> dict[str, int]:
    """The SQL statements each operation needs once the process is warm."""
    found = {}
    for operation in OPERATIONS:
        stream = operation.requests(site)
        counts = [statements_of(app, next(stream), operation.expects)]
        counts += [statements_of(app, request, operation.expects) for request in [*_few(stream)]]
        found[operation.name] = counts[-1]
    return found


def _few(stream: Iterator[Request]) -> list[Request]:
    """Up to twenty requests of a stream."""
    return [request for request, _ in zip(stream, range(20), strict=False)]


def rounds(feeders: dict[str, Feeder]) -> dict[tuple[str, int], list[Figures]]:
    """Ask everybody in turn, round after round."""
    seen: dict[tuple[str, int], list[Figures]] = {
        (name, clients): [] for clients in CLIENTS for name in feeders
    }
    for feeder in feeders.values():
        feeder.run(4, SECONDS / 2)  # warm: templates compiled, calendars built
    for number in range(ROUNDS):
        print(f"round {number + 1} of {ROUNDS}", file=sys.stderr)
        for clients in CLIENTS:
            for name, feeder in feeders.items():
                seen[name, clients].append(feeder.run(clients, SECONDS))
    return seen


def main() -> None:
    """Populate, serve, measure, write."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        homes = [folder / str(size) for size in SIZES]
        for home, size in zip(homes, SIZES, strict=True):
            print(f"making {size} learners", file=sys.stderr)
            home.mkdir()
            population.populate(home, size)
        yard = str(folder / "yardstick.sqlite3")
        yardstick.fill(yard)
        ready = readiness(homes[0])
        servers: list[Server] = [
            stack.enter_context(serving(SITE, population.environment(home), "/readyz"))
            for home in homes
        ]
        idle = servers[0].memory()
        beside = stack.enter_context(serving(YARDSTICK, {"YARDSTICK": yard}, "/plain"))
        apps = [population.site(home) for home in homes]
        sites = [Site(app) for app in apps]
        counts = statements(apps[0], sites[0])
        feeders = {
            operation.name: Feeder(operation, beside, operation.requests(sites[0]))
            for operation in yardsticks(folder)
        }
        for operation in OPERATIONS:
            for size, server, site in zip(SIZES, servers, sites, strict=True):
                name = report.name_of(operation, size)
                feeders[name] = Feeder(operation, server, operation.requests(site))
        seen = rounds(feeders)
        memory = servers[0].memory()
    report.write(report.Results(seen, counts, ready, idle, memory, ROUNDS, SECONDS))


if __name__ == "__main__":
    main()
