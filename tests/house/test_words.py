"""Names say what a thing is, and nothing is left half done."""

from __future__ import annotations

import ast
import re

from tests.house.sources import LMS, ROOT, TESTS, name, python_files, templates

EMPTY_WORDS = re.compile(r"(?:^|_)(?:helpers?|utils?|utilit(?:y|ies)|managers?|handlers?)(?:_|$)")
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")

# Put together here, so that this file does not find itself.
UNFINISHED = re.compile(
    "|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX", "raise NotImplemented" + "Error"))
)
LEFT_OUT = re.compile(r"\b(?:pytest\.(?:skip|xfail|importorskip)|mark\.(?:skip|skipif|xfail))\b")


def defined_names(source: str):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name


def is_empty_word(word: str) -> bool:
    return EMPTY_WORDS.search(CAMEL.sub("_", word).lower()) is not None


def test_where_helper_comes_to_mind_the_domain_has_a_better_word():
    found = [
        f"{name(path)}: {word}"
        for path in python_files(LMS)
        for word in (path.stem, *defined_names(path.read_text(encoding="utf-8")))
        if is_empty_word(word)
    ]
    assert found == []


def test_nothing_is_left_half_done():
    files = [*python_files(LMS, TESTS), *templates(), *(ROOT / "docs").rglob("*.md")]
    assert [name(path) for path in files if UNFINISHED.search(path.read_text("utf-8"))] == []


def test_no_test_is_skipped():
    tests = [path for path in python_files(TESTS) if path.parent.name != "house"]
    assert [name(path) for path in tests if LEFT_OUT.search(path.read_text("utf-8"))] == []


def test_the_locks_name_no_place_to_fetch_from():
    for lock in (ROOT / "requirements.txt", ROOT / "tests" / "requirements.txt"):
        assert "://" not in lock.read_text("utf-8")
        assert "index-url" not in lock.read_text("utf-8")
