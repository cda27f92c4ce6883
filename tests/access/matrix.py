"""Reads the matrix: which answer each person gets at each address."""

from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from tests.access.stage import PERSONAS

MATRIX = Path(__file__).with_name("matrix.yaml")
SIGN_IN = "in"  # sent to the sign-in page
Cells = dict[str, str]


@cache
def read() -> dict[str, Cells]:
    """Every row by its route; raises ValueError for a row that cannot be read."""
    table = YAML(typ="safe").load(MATRIX)
    groups = {name: _cells(name, cells.split()) for name, cells in table["groups"].items()}
    return {route: _row(route, text, groups) for route, text in table["routes"].items()}


def _cells(name: str, cells: list[str]) -> Cells:
    if len(cells) != len(PERSONAS):
        raise ValueError(f"{name} needs {len(PERSONAS)} cells")
    return dict(zip(PERSONAS, cells, strict=True))


def _row(route: str, text: str, groups: dict[str, Cells]) -> Cells:
    """`group status`, then `persona status` for whoever gets another answer."""
    first, *others = text.split(", ")
    group, status = first.split()
    row = {persona: status if cell == "ok" else cell for persona, cell in groups[group].items()}
    for other in others:
        persona, cell = other.split()
        if persona not in row:
            raise ValueError(f"{route}: nobody is called {persona}")
        row[persona] = cell
    return row


def insider(row: Cells) -> str:
    """Somebody whom this row lets in: whoever gets to write something, before whoever does not."""
    welcome = [persona for persona, cell in row.items() if not cell.startswith(("4", SIGN_IN))]
    writers = [persona for persona, cell in row.items() if cell.endswith("+")]
    return (writers or welcome)[0]
