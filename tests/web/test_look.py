"""The look keeps its promises: light, legible by day and by night, nothing inline."""

import gzip
import re
from pathlib import Path

import pytest

from lms.web.assets import assets

LMS = Path(__file__).parents[2] / "lms"
TEMPLATES = sorted((LMS / "templates").rglob("*.html"))
TEXT, CONTROL = 7.0, 4.5
PAIRS = [
    ("ink", "paper surface sunken action-soft now-soft care-soft done-soft", TEXT),
    ("muted", "paper surface sunken", TEXT),
    ("action", "paper surface action-soft", TEXT),
    ("on-action", "action action-deep", TEXT),
    ("now-ink", "surface now-soft", TEXT),
    ("care", "paper surface care-soft", TEXT),
    ("done", "paper surface done-soft", TEXT),
    ("surface", "care done", TEXT),
    ("edge", "paper surface sunken", CONTROL),
    ("now-edge", "paper surface now-soft", CONTROL),
    ("focus", "paper surface action-soft now-soft care-soft", CONTROL),
]


def colours(block: str) -> dict[str, str]:
    """The named colours of one block of tokens."""
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", block))


def blocks() -> list[dict[str, str]]:
    """Day, night by the device, night by choice."""
    tokens = (LMS / "static/css/tokens.css").read_text(encoding="utf-8")
    return [colours(block) for block in tokens.split(":root")[1:]]


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("time", ["day", "night"])
def test_words_and_edges_stand_out_from_their_ground(time: str) -> None:
    day, night, _chosen = blocks()
    named = day if time == "day" else day | night
    weak = [
        f"{front} on {ground}"
        for front, grounds, least in PAIRS
        for ground in grounds.split()
        if contrast(named[front], named[ground]) < least
    ]
    assert weak == []


def test_the_chosen_night_is_the_same_as_the_night_of_the_device() -> None:
    _day, by_device, by_choice = blocks()
    assert by_device == by_choice


def test_the_stylesheet_stays_under_ten_kilobytes() -> None:
    assert len(gzip.compress(assets()["app.css"].content, 9)) <= 10 * 1024


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_page_carries_a_style_or_script_inside(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|javascript:", page)


def test_every_icon_a_template_names_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="(\w+)"', assets()["img/icons.svg"].content.decode()))
    named = {
        name
        for path in TEMPLATES
        for name in re.findall(r"\bicon\('(\w+)'", path.read_text(encoding="utf-8"))
    }
    assert named
    assert named <= drawn
