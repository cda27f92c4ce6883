"""bench/RESULTS.md: the figures of one run, with the targets they are held against."""

import platform
from dataclasses import dataclass
from pathlib import Path

from bench.measure import Figures, middle, ratio
from bench.operations import OPERATIONS, Operation
from lms.base import clock

RESULTS = Path(__file__).parent / "RESULTS.md"
REMARKS = Path(__file__).parent / "REMARKS.md"
SMALL, LARGE = 1_000, 100_000
PLAIN, MINIMUM = "(a) bare Flask, 20 KB", "(b) honest minimum"
GROWTH = 1.2  # what 100,000 learners may cost more than 1,000
MEMORY = 150  # MB, both workers
READY = 1.2  # seconds
BUSY, ALONE = 16, 1

Seen = dict[tuple[str, int], list[Figures]]


@dataclass(frozen=True, slots=True)
class Results:
    """Everything one run has found."""

    seen: Seen
    statements: dict[str, int]
    ready: float
    idle: float
    memory: float
    rounds: int
    seconds: float


def name_of(operation: Operation, size: int) -> str:
    """What an operation on a site of a size is called among the feeders."""
    return f"{operation.name} / {size}"


def verdict(*, good: bool) -> str:
    """A word for the table."""
    return "yes" if good else "**no**"


def machine() -> str:
    """The machine in one line."""
    cpu = "unknown processor"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            cpu = line.partition(":")[2].strip()
            break
    cores = Path("/proc/cpuinfo").read_text().count("processor\t")
    return f"{cores} cores ({cpu}), Linux {platform.release()}, Python {platform.python_version()}"


def headings() -> str:
    """What is measured, and how."""
    return """# Results of the measurements

Made by `make bench` (`python -m bench`); this file is written anew by every run.

CPU is what counts: user and system time of both worker processes (`/proc/<pid>/stat` before and
after) divided by the answers. It is compared within one run only, against yardstick (b) of the
same round, because machines differ and have noisy minutes. Both yardsticks run on the same kind of
server with the same settings: granian, two workers, one blocking thread each.

- **(a)** a bare Flask view that returns 20 KB.
- **(b)** the honest minimum: Flask-Login session (signed cookie, one indexed ORM query), two more
  indexed ORM queries on SQLite with our settings (WAL, `synchronous=FULL`), a Jinja page of 20 KB
  with nine links and ten rows. No CSRF, no translation, no security headers, no compression.

Our own pages are measured whole: a signed-in browser that accepts zstd, in Russian and English,
with everything (b) leaves out. Answers and registrations are committed with `synchronous=FULL`.
"""


def yardsticks(seen: Seen) -> list[str]:
    """The two yardsticks in figures."""
    lines = [
        "| | CPU ms at 16 clients | requests/s | p50 ms | p99 ms | CPU ms at 1 client | "
        "p50 ms | p99 ms | bytes |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    return [*lines, *(row(seen, name, name) for name in (PLAIN, MINIMUM))]


def row(seen: Seen, name: str, label: str) -> str:
    """One line of figures."""
    busy, alone = middle(seen[name, BUSY]), middle(seen[name, ALONE])
    return (
        f"| {label} | {busy.cpu:.2f} | {busy.rate:,.0f} | {busy.p50:.1f} | {busy.p99:.1f} "
        f"| {alone.cpu:.2f} | {alone.p50:.2f} | {alone.p99:.2f} | {busy.size:,} |"
    )


def targets(results: Results) -> list[str]:
    """Each operation against its target."""
    lines = [
        "| operation | CPU ms | of (a) | of (b), 16 clients | of (b), 1 client | target | met | "
        "statements | target | met |",
        "|---|---:|---:|---:|---:|---:|---|---:|---:|---|",
    ]
    for operation in OPERATIONS:
        ours = results.seen[name_of(operation, SMALL), BUSY]
        alone = results.seen[name_of(operation, SMALL), ALONE]
        part = ratio(ours, results.seen[MINIMUM, BUSY])
        part_alone = ratio(alone, results.seen[MINIMUM, ALONE])
        count, most = results.statements[operation.name], operation.statements
        lines.append(
            f"| {operation.name} | {middle(ours).cpu:.2f} "
            f"| {ratio(ours, results.seen[PLAIN, BUSY]):.1f} x | {part:.2f} x | {part_alone:.2f} x "
            f"| {operation.most} x | {verdict(good=round(part, 2) <= operation.most)} | {count} "
            f"| {most or ''} | {verdict(good=count <= most) if most else ''} |"
        )
    return lines


def growth(seen: Seen) -> list[str]:
    """The same with a hundred times the people."""
    lines = [
        f"| operation | CPU ms, 1,000 | CPU ms, 100,000 | ratio | at most {GROWTH} |",
        "|---|---:|---:|---:|---|",
    ]
    for operation in OPERATIONS:
        small, large = (seen[name_of(operation, size), BUSY] for size in (SMALL, LARGE))
        times = ratio(large, small)
        lines.append(
            f"| {operation.name} | {middle(small).cpu:.2f} | {middle(large).cpu:.2f} "
            f"| {times:.2f} x | {verdict(good=round(times, 2) <= GROWTH)} |"
        )
    return lines


def write(results: Results) -> None:
    """Write the file."""
    seen = results.seen
    rows = [row(seen, name_of(operation, SMALL), operation.name) for operation in OPERATIONS]
    text = [
        headings(),
        f"{machine()}. {clock.now():%d %B %Y}. {results.rounds} rounds of {results.seconds} s each,"
        " medians.\n",
        "## Against the targets\n",
        *targets(results),
        "\n## Figures\n",
        *yardsticks(seen),
        *rows,
        "\n## A hundred times the people\n",
        "1,000 learners with 20,000 completions against 100,000 with 2,000,000, at 16 clients.\n",
        *growth(seen),
        "\n## Memory and start\n",
        f"- Both workers when they are ready: {results.idle:.0f} MB (PSS; target {MEMORY} MB): "
        f"{verdict(good=results.idle <= MEMORY)}. After all this: {results.memory:.0f} MB, with "
        "the pages, letters and calendars they keep.",
        f"- Ready {results.ready:.2f} s after the start, median of five (target {READY} s): "
        f"{verdict(good=results.ready <= READY)}.",
    ]
    if REMARKS.exists():
        text += ["\n" + REMARKS.read_text().strip()]
    RESULTS.write_text("\n".join(text) + "\n")
