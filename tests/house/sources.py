"""The files of this project as the house tests look at them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
LMS = ROOT / "lms"
TESTS = ROOT / "tests"
TEMPLATES = LMS / "templates"

Function = ast.FunctionDef | ast.AsyncFunctionDef


def python_files(*folders: Path) -> list[Path]:
    """Return the Python files below these folders, sorted, without what others wrote."""
    return sorted(
        path for folder in folders for path in folder.rglob("*.py") if "vendor" not in path.parts
    )


def templates() -> list[Path]:
    """Return all Jinja templates, pages and letters, sorted."""
    return sorted(path for path in TEMPLATES.rglob("*") if path.suffix in {".html", ".txt"})


def name(path: Path) -> str:
    """Return the path as a person would type it from the project's folder."""
    return path.relative_to(ROOT).as_posix()


def line_count(path: Path) -> int:
    """Return how many lines a file has."""
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> Iterator[Function]:
    """Yield every function and method of a Python file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, Function):
            yield node


def calls(path: Path) -> Iterator[ast.Call]:
    """Yield every call of a Python file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield node
