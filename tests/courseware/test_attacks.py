"""Nothing gets past Markdown and the allow-list, whoever tries."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.courseware.allow_list import CLEANERS, LESSON_TAGS, clean
from lms.courseware.markup import Kind, Renderer
from lms.courseware.markup_tree import Surroundings
from lms.courseware.syllabus import CourseFile
from tests.courseware.attacks import ATTACKS
from tests.courseware.dom import Parsed, offences

PICTURE = CourseFile("files/a.svg", "a" * 64 + ".svg", 10, 3, 4)
RENDERER = Renderer(Surroundings("law", {"files/a.svg": PICTURE}, frozenset({"m/x"})))
KINDS: list[Kind] = ["lesson", "block", "line"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_leaves_only_what_is_on_the_list(attack: str, kind: Kind) -> None:
    for text in (
        attack,
        f"Before {attack} after",
        f"- a\n\n    {attack}\n",
        f"!!! note\n    {attack}",
    ):
        html = RENDERER.render(text, "en", kind).html
        assert offences(html) == []
        assert clean(html, kind) == html


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_last_line_holds_alone(attack: str) -> None:
    for kind in CLEANERS:
        once = clean(attack, kind)
        assert offences(once) == []
        assert clean(once, kind) == once


def test_there_are_enough_attacks() -> None:
    assert len(set(ATTACKS)) >= 100


PIECES = st.sampled_from(
    [
        *ATTACKS,
        "<",
        ">",
        '"',
        "'",
        "&",
        "[",
        "](",
        ")",
        "![",
        "`",
        "*",
        "\n",
        "\n\n",
        "    ",
        "|",
        "a ",
        "<b>",
        "</b>",
        "<div class='admonition evil'>",
        "<a href='https://e.example'>",
        "<table>",
        "<p>",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.text(max_size=6), max_size=6).map("".join), st.sampled_from(KINDS))
def test_any_mixture_is_clean_and_stays_as_it_is(text: str, kind: Kind) -> None:
    html = RENDERER.render(text, "ru", kind).html
    assert offences(html) == []
    assert clean(html, kind) == html
    once = clean(text, kind)
    assert offences(once) == []
    assert clean(once, kind) == once


def test_the_tags_are_these_and_no_others() -> None:
    assert sorted(LESSON_TAGS) == sorted(
        [
            "a",
            "blockquote",
            "br",
            "code",
            "dd",
            "details",
            "div",
            "dl",
            "dt",
            "em",
            "h2",
            "h3",
            "h4",
            "h5",
            "hr",
            "img",
            "li",
            "ol",
            "p",
            "pre",
            "strong",
            "sub",
            "sup",
            "summary",
            "table",
            "tbody",
            "td",
            "th",
            "thead",
            "tr",
            "ul",
        ]
    )


def test_pictures_come_only_from_our_own_store() -> None:
    html = "".join(RENDERER.render(attack, "en").html for attack in ATTACKS)
    sources = {given.get("src") for tag, given in Parsed(html).tags if tag == "img"}
    assert sources <= {PICTURE.url, None}


def test_every_way_out_gives_nothing_away() -> None:
    html = "".join(RENDERER.render(attack, "en").html for attack in ATTACKS)
    for tag, attributes in Parsed(html + RENDERER.render("<https://e.example>", "en").html).tags:
        if tag == "a" and attributes.get("href", "").startswith("http"):
            assert attributes["rel"] == "noopener noreferrer"
