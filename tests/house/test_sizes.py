"""Files and functions stay small enough to be read at one go (docs/architecture.md, Sizes)."""

from __future__ import annotations

import ast

from tests.house.sources import LMS, TESTS, functions, line_count, name, python_files, templates

# Past its size, and the ADR that says why: {"lms/…": "docs/adr/NNNN-….md"}.
EXCUSED: dict[str, str] = {}

ROUTES = {"get", "post", "put", "patch", "delete", "route"}


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def is_view(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(
        isinstance(mark, ast.Call)
        and isinstance(mark.func, ast.Attribute)
        and mark.func.attr in ROUTES
        for mark in node.decorator_list
    )


def too_long(paths, most):
    lengths = {name(path): line_count(path) for path in paths}
    return {path: n for path, n in lengths.items() if n > most and path not in EXCUSED}


def test_a_python_file_has_at_most_300_lines():
    assert too_long(python_files(LMS), 300) == {}


def test_a_test_file_has_at_most_400_lines():
    assert too_long(python_files(TESTS), 400) == {}


def test_a_template_has_at_most_150_lines():
    assert too_long(templates(), 150) == {}


def test_a_function_has_at_most_40_lines_and_a_view_25():
    found = {
        f"{name(path)}:{node.lineno} {node.name}": length(node)
        for path in python_files(LMS)
        for node in functions(path)
        if length(node) > (25 if is_view(node) else 40)
    }
    assert found == {}


def test_who_is_excused_still_needs_it():
    for path, reason in EXCUSED.items():
        assert (LMS.parent / reason).is_file(), reason
        assert line_count(LMS.parent / path) > 150, f"{path} needs its excuse no more"
