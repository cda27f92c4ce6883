"""What authors write and what readers get."""

import time

import pytest

from lms.courseware.markup import Rendered, Renderer
from lms.courseware.markup_tree import Surroundings
from lms.courseware.syllabus import CourseFile
from tests.courseware.dom import Parsed

SVG = CourseFile("files/a.svg", "a" * 64 + ".svg", 10, 320, 200)
PDF = CourseFile("files/h.pdf", "b" * 64 + ".pdf", 10)
FILES = {file.path: file for file in (SVG, PDF)}
RENDERER = Renderer(Surroundings("law", FILES, frozenset({"m/x"})))


def rendered(text: str, language: str = "en") -> Rendered:
    return RENDERER.render(text, language)


def html_of(text: str, language: str = "en") -> str:
    result = rendered(text, language)
    assert result.findings == ()
    return result.html


def found(text: str) -> list[tuple[str, int]]:
    return [(finding.code, finding.line) for finding in rendered(text).findings]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("## A\n\n### B", "<h2>A</h2>\n<h3>B</h3>"),
        ("*a* **b** `c<d`", "<p><em>a</em> <strong>b</strong> <code>c&lt;d</code></p>"),
        ("x < y & z", "<p>x &lt; y &amp; z</p>"),
        ("> quoted", "<blockquote>\n<p>quoted</p>\n</blockquote>"),
        ("Term\n:   Meaning", "<dl>\n<dt>Term</dt>\n<dd>Meaning</dd>\n</dl>"),
        ("```python\n<b>\n```", "<pre><code>&lt;b&gt;\n</code></pre>"),
        ("- [ ] a\n- [x] b", '<ul>\n<li class="task">☐ a</li>\n<li class="task">☑ b</li>\n</ul>'),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("[a](lesson:m/x)", '<p><a href="/courses/law/m/x/">a</a></p>'),
        ("[a](files/h.pdf)", f'<p><a href="{PDF.url}">a</a></p>'),
        ("a <!-- note\n\nto self --> b", "<p>a  b</p>"),
    ],
)
def test_markdown_becomes_this(text: str, html: str) -> None:
    assert html_of(text) == html


def test_a_picture_has_its_size_and_waits() -> None:
    (_, given) = Parsed(html_of("![A ladder](files/a.svg)")).tags[1]
    assert given == {
        "src": SVG.url, "alt": "A ladder", "width": "320", "height": "200", "loading": "lazy",
    }  # fmt: skip


def test_a_table_scrolls_by_keyboard_and_is_named_in_the_language() -> None:
    html = html_of("| a | b |\n|---|--:|\n| 1 | 2 |", "ru")
    assert Parsed(html).tags[0] == (
        "div",
        {"class": "table-scroll", "role": "region", "tabindex": "0", "aria-label": "Таблица 1"},
    )
    assert '<td class="right" data-label="b">2</td>' in html


def test_a_cell_knows_the_heading_of_its_column() -> None:
    html = html_of("| **Who** | |\n|---|---|\n| you | they |")
    assert '<td data-label="Who">you</td>' in html
    assert "<td>they</td>" in html


@pytest.mark.parametrize(("kind", "word"), [("note", "Примечание"), ("tool", "Инструмент")])
def test_a_box_without_a_title_is_named_in_the_language(kind: str, word: str) -> None:
    assert f'class="admonition {kind}"' in html_of(f"!!! {kind}\n    Text", "ru")
    assert f">{word}<" in html_of(f"!!! {kind}\n    Text", "ru")
    assert ">My title<" in html_of(f'!!! {kind} "My title"\n    Text', "ru")


def test_something_hidden_until_tapped() -> None:
    html = html_of('??? question "What *would* you do?"\n    Ask.')
    assert html.startswith('<details class="question">\n<summary>What')


def test_footnotes_are_linked_both_ways_by_number() -> None:
    html = html_of("a[^my note] b[^my note]\n\n[^my note]: text", "ru")
    ids = [given["id"] for _, given in Parsed(html).tags if "id" in given]
    assert ids == ["fnref-1", "fnref2-1", "fn-1"]
    assert "Назад к тексту, сноска 1" in html


def test_addresses_outside_and_mail() -> None:
    html = html_of("[a](https://e.example/?a=1&b=2#c) <https://e.example> <a@b.example>")
    links = [given["href"] for _, given in Parsed(html).tags if "href" in given]
    assert links == ["https://e.example/?a=1&b=2#c", "https://e.example", "mailto:a@b.example"]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("## a\n\n# b", [("heading-one", 3)]),
        ("a\n=", [("heading-one", 1)]),
        ("## a\n\n#### b", [("heading-jump", 3)]),
        ("a\n\n<b>c</b>", [("raw-html", 3), ("raw-html", 3)]),
        ("!!! danger\n    x", [("unknown-kind", 1)]),
        ("??? danger\n    x", [("unknown-kind", 1)]),
        ("a\n\n![](files/a.svg)", [("no-alternative", 3)]),
        ("![a](files/no.svg)", [("no-picture", 1)]),
        ("![a](https://e.example/a.png)", [("picture-elsewhere", 1)]),
        ("![a](files/h.pdf)", [("not-a-picture-link", 1)]),
        ("[a](files/no.pdf)", [("no-hand-out", 1)]),
        ("a\n\n[a](lesson:m/y)", [("no-lesson", 3)]),
        ("[a](ftp://e.example)", [("bad-link", 1)]),
        ("[a](m/x)", [("bad-link", 1)]),
        ("a[^1]\n\nb[^2]\n\n[^1]: c", [("no-footnote", 3)]),
        ("[" * 2_000, [("not-laid-out", 1)]),
        (">" * 500, [("not-laid-out", 1)]),
        ("[a]: https://e.example", [("nothing-shown", 1)]),
    ],
)
def test_a_problem_is_found_on_its_line(text: str, problems: list[tuple[str, int]]) -> None:
    assert found(text) == problems


def test_headings_and_tags_in_code_are_only_code() -> None:
    assert found("## a\n\n```\n# b\n<b>\n[^1]\n```\n\n`<b>`") == []


@pytest.mark.parametrize("text", ["1. a", "# a", "- a", "> a", "2026. a", "    a", "a\n---"])
def test_an_option_is_text_even_if_it_begins_like_a_list(text: str) -> None:
    result = RENDERER.render(text, "en", "line")
    assert result.findings == ()
    assert result.html.split() == text.replace(">", "&gt;").split()


@pytest.mark.parametrize("text", ["a\n\nb", "[a](https://e.example)", "![a](files/a.svg)"])
def test_an_option_is_one_line(text: str) -> None:
    assert "not-one-line" in [f.code for f in RENDERER.render(text, "en", "line").findings]


SLOW = [
    "a\n: b\n" * 12_000,
    "*a " * 20_000,
    "**a_" * 15_000,
    "<!--" * 15_000,
    "`a``" * 15_000,
    "| a" * 20_000 + "\n" + "|-" * 20_000,
    "![a](" * 1_400,
    "[a](<" * 1_400,
    "&a" * 30_000,
]


@pytest.mark.parametrize("text", SLOW, ids=lambda text: text[:6])
def test_no_text_takes_longer_than_the_budget(text: str) -> None:
    begin = time.monotonic()
    RENDERER.render(text[:65_000], "en")
    assert time.monotonic() - begin < 6


def test_patience_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lms.courseware.markup.SECONDS", -1.0)
    assert found("a") == [("too-slow", 1)]


def test_a_text_that_was_stopped_leaves_no_trace_in_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    renderer = Renderer(Surroundings("law", FILES, frozenset()))
    with monkeypatch.context() as patch:
        patch.setattr("lms.courseware.markup.SECONDS", 0.05)
        assert renderer.render("- a\n\n    - b\n\n" * 4_000, "en").findings[0].code == "too-slow"
    assert renderer.render("- a", "en").html == "<ul>\n<li>a</li>\n</ul>"
