"""Markdown becomes clean HTML: once, when a course is read, never when a page is shown."""

import re
import time
from collections.abc import Iterator
from typing import Literal, NamedTuple

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.admonition import AdmonitionExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from pymdownx.details import DetailsExtension

from lms.courseware.allow_list import INLINE, clean
from lms.courseware.dialect import Course, Footnotes
from lms.courseware.markup_tree import WORDS, Findings, Surroundings, TooSlow

Kind = Literal["lesson", "block", "line"]

SECONDS = 2.0
MOST_BRACKETS = 1_500  # Markdown looks for the end of each: time grows with the square
TOO_DEEP = re.compile(r"(?:>\s*){12}|\[{40}|(?:^|\n)\s{160}")  # only mischief is so deep
NOTE_USED = re.compile(r"\[\^([^\]\n]{1,60})\](?!:)")
NOTE_WRITTEN = re.compile(r"^\[\^([^\]\n]{1,60})\]:", re.MULTILINE)
CODE = re.compile(r"^(```|~~~).*?^\1|`[^`\n]*`", re.MULTILINE | re.DOTALL)
NOT_INLINE = re.compile(rf"<(?!/)(?!(?:{'|'.join(sorted(INLINE))})\b)([a-z0-9]+)")
NOT_IN_LINES = (
    "indent",
    "code",
    "hashheader",
    "setextheader",
    "hr",
    "olist",
    "ulist",
    "quote",
    "reference",
)


class Finding(NamedTuple):
    """A problem in a text; `line` counts from 1 within the text."""

    code: str
    line: int
    values: dict[str, str]


class Rendered(NamedTuple):
    """Clean HTML, the paths of files it uses, and what is wrong."""

    html: str
    used: frozenset[str]
    findings: tuple[Finding, ...]


class Renderer:
    """Renders the texts of one course. Not for several threads at once: make one for each read."""

    def __init__(self, surroundings: Surroundings) -> None:
        self._surroundings = surroundings
        self._parsers: dict[tuple[Kind, str], tuple[Markdown, Course]] = {}

    def render(self, source: str, language: str, kind: Kind = "lesson") -> Rendered:
        """Give HTML that is safe to show, whatever `source` is; problems are returned with it."""
        parser, course = self._parser(kind, language)
        course.findings = Findings(language, self._surroundings, time.monotonic() + SECONDS)
        html = self._converted(parser, source, course.findings)
        if not html:
            self._parsers.clear()  # a parser that was stopped midway keeps what it was in
        if kind == "line":
            html = one_line(html, course.findings)
        cleaned = clean(html, kind).strip()
        if not cleaned and source.strip() and not course.findings.problems:
            course.findings.add("nothing-shown")
        if kind == "lesson":
            missing_notes(source, course.findings)
        return Rendered(
            cleaned, frozenset(course.findings.used), tuple(located(source, course.findings))
        )

    def _converted(self, parser: Markdown, source: str, findings: Findings) -> str:
        if TOO_DEEP.search(source) or source.count("[") > MOST_BRACKETS:
            findings.add("not-laid-out")
            return ""
        try:
            return parser.reset().convert(source)
        except TooSlow:
            findings.add("too-slow")
        except Exception:
            findings.add("not-laid-out")
        return ""

    def _parser(self, kind: Kind, language: str) -> tuple[Markdown, Course]:
        if (kind, language) not in self._parsers:
            self._parsers[kind, language] = made_parser(kind, language)
        return self._parsers[kind, language]


def made_parser(kind: Kind, language: str) -> tuple[Markdown, Course]:
    """Make a Markdown parser with the few extensions of the course format."""
    if kind == "line":
        return line_parser()
    course = Course()
    extensions: list[Extension] = [
        TableExtension(use_align_attribute=True),
        SaneListExtension(),
        DefListExtension(),
        FencedCodeExtension(),
        AdmonitionExtension(),
        DetailsExtension(),
    ]
    if kind == "lesson":
        back = WORDS.get(language, WORDS["en"])["back"]
        extensions.append(Footnotes(SEPARATOR="-", BACKLINK_TITLE=back))
    return Markdown(extensions=[*extensions, course], output_format="html"), course


def line_parser() -> tuple[Markdown, Course]:
    """Make a parser for which `1.` or `#` at the beginning of a line is only text."""
    course = Course()
    parser = Markdown(extensions=[course], output_format="html")
    for name in NOT_IN_LINES:
        parser.parser.blockprocessors.deregister(name)
    return parser, course


def one_line(html: str, findings: Findings) -> str:
    """Take the paragraph away from a single line; anything more is a problem."""
    inner = html.strip().removeprefix("<p>").removesuffix("</p>")
    if NOT_INLINE.search(inner):
        findings.add("not-one-line")
    return inner


def missing_notes(source: str, findings: Findings) -> None:
    """Find footnotes that are used and never written."""
    text = CODE.sub("", source)
    written = set(NOTE_WRITTEN.findall(text))
    for label in sorted(set(NOTE_USED.findall(text)) - written):
        findings.add("no-footnote", f"[^{label}]", label=label)


def located(source: str, findings: Findings) -> Iterator[Finding]:
    """Find the line of each problem by the bit of source noted with it."""
    lines = source.split("\n")
    for code, near, values in findings.problems:
        first = near.split("\n")[0].strip()
        marked = code.startswith("heading")
        hits = (
            number
            for number, line in enumerate(lines, 1)
            if first and first in line and (not marked or line.lstrip().startswith("#"))
        )
        yield Finding(code, next(hits, 1), values)
