"""Templates hold to the content security policy: nothing inline, nothing from elsewhere."""

from __future__ import annotations

import re

import pytest

from tests.house.sources import TEMPLATES, name, templates

PAGES = [path for path in templates() if path.suffix == ".html" and "letters" not in path.parts]

FORBIDDEN = {
    "a script written into the page": r"<script(?![^>]*\bsrc=)",
    "a style sheet written into the page": r"<style\b",
    "a style attribute": r"\sstyle\s*=",
    "an event attribute": r"\son[a-z]+\s*=\s*[\"']",
    "a javascript: address": r"javascript:",
    "something loaded from elsewhere": (
        r"<(?:script|link|img|iframe|source)\b[^>]*(?:src|href)=[\"'](?:https?:)?//"
    ),
    "escaping switched off": r"\{%-?\s*autoescape\s+false",
}


def test_there_are_templates():
    assert TEMPLATES.is_dir()
    assert PAGES


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_page_has(what):
    pattern = re.compile(FORBIDDEN[what], re.IGNORECASE)
    found = [
        f"{name(path)}: {match.group(0)}"
        for path in PAGES
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
