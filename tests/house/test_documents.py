"""The documents point at files that are there, and the numbers of the decisions are in order."""

from __future__ import annotations

import re

from tests.house.sources import ROOT, name

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
EXAMPLE = re.compile(r"^```.*?^```|`[^`\n]*`", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def test_every_link_to_a_file_leads_there():
    lost = [
        f"{name(document)}: {target}"
        for document in DOCUMENTS
        for target in LINK.findall(EXAMPLE.sub("", document.read_text("utf-8")))
        if "://" not in target and not (document.parent / target).exists()
    ]
    assert lost == []


def test_decisions_are_numbered_without_gaps():
    numbers = [int(path.name[:4]) for path in sorted((ROOT / "docs" / "adr").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))
