"""Work is committed at the edge, once, and there is one clock."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

from tests.house.sources import LMS, calls, name, python_files

EDGES = ("lms/web/", "lms/cli/")


def called(call: ast.Call) -> str:
    """Return the last name of what is called: `commit` of `db.session.commit()`."""
    return ast.unparse(call.func).rsplit(".", 1)[-1]


def where(is_meant: Callable[[ast.Call], bool]) -> set[str]:
    return {name(path) for path in python_files(LMS) if any(map(is_meant, calls(path)))}


def asks_the_machine(call: ast.Call) -> bool:
    return (
        re.fullmatch(r"(datetime\.)?(datetime|date)\.(now|utcnow|today)", ast.unparse(call.func))
        is not None
    )


def test_only_the_database_module_commits():
    assert where(lambda call: called(call) == "commit") <= {"lms/base/db.py"}


def test_only_the_edges_open_a_transaction():
    found = where(lambda call: called(call) == "transaction")
    assert {path for path in found if not path.startswith(EDGES)} <= {"lms/base/db.py"}


def test_only_the_clock_knows_the_time():
    assert where(asks_the_machine) <= {"lms/base/clock.py"}
