"""Inside a domain the nouns know least: nouns < letters < queries < operations."""

from __future__ import annotations

import grimp
import pytest

from tests.house.sources import LMS

DOMAINS = ("accounts", "catalogue", "learning", "seminars")
FLOORS = {"letters": 1, "queries": 2, "operations": 3}


def floor(module: str) -> int:
    """Return how high a module stands; `lms.seminars.queries.roster` stands with the queries."""
    return FLOORS.get(module.split(".")[2], 0)


@pytest.fixture(scope="module")
def graph():
    return grimp.build_graph("lms", cache_dir=None)


@pytest.mark.parametrize("domain", DOMAINS)
def test_a_noun_knows_no_operation(graph, domain):
    package = f"lms.{domain}"
    wrong = [
        f"{importer} imports {imported}"
        for importer in sorted(graph.find_descendants(package))
        for imported in sorted(graph.find_modules_directly_imported_by(importer))
        if imported.startswith(f"{package}.") and floor(imported) > floor(importer)
    ]
    assert (LMS / domain).is_dir()
    assert wrong == []
