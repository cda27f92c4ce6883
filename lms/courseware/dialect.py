"""Our dialect of Markdown: no HTML, a clock that stops it, footnotes with numbers for ids."""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from lms.courseware.markup_tree import (
    HEADINGS,
    STEPS,
    Findings,
    Surroundings,
    heading,
    label_cells,
    scroll_region,
)

TAG = r"(</?[a-zA-Z][^<>@ ]*(?: [^<>]*)?>|<[!?][^<>]*>)"
MAIL = r"<(?:mailto:)?([^<> !@]+@[^@<> ]+)>"


class Course(Extension):
    """Our part of Markdown: no HTML, links and pictures of the course, boxes of known kinds."""

    def __init__(self) -> None:
        super().__init__()
        self.findings = Findings("en", Surroundings("", {}, frozenset()), 0)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  Markdown's own name
        """Replace what handles HTML and put our steps at the end."""
        md.preprocessors.deregister("html_block")
        md.preprocessors.register(NoComments(md), "no_comments", 24)
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.deregister("automail")
        md.inlinePatterns.register(NoHtml(TAG, self), "no_html", 90)
        md.inlinePatterns.register(PlainMail(MAIL, md), "plain_mail", 110)
        md.inlinePatterns.register(Patience(self), "patience", 1000)
        md.parser.blockprocessors.register(BlockPatience(md, self), "patience", 1000)
        md.treeprocessors.register(Finish(md, self), "finish", -5)


class NoComments(Preprocessor):
    """Take out comments, outside code blocks."""

    def run(self, lines: list[str]) -> list[str]:
        """Give the lines without comments."""
        return without_comments("\n".join(lines)).split("\n")


def without_comments(text: str) -> str:
    """Take out `<!-- … -->`, in time that grows with the text and not with its square."""
    kept, at = [], 0
    while (begin := text.find("<!--", at)) >= 0 and (end := text.find("-->", begin + 4)) >= 0:
        kept.append(text[at:begin])
        at = end + 3
    return "".join(kept) + text[at:]


class NoHtml(InlineProcessor):
    """Take out tags and say so."""

    def __init__(self, pattern: str, course: Course) -> None:
        super().__init__(pattern)
        self.course = course

    def handleMatch(  # type: ignore[override]  # noqa: N802  Markdown's own name
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        """Put nothing in place of a tag."""
        del data
        self.course.findings.add("raw-html", m[1].split("\n")[0])
        return "", m.start(0), m.end(0)


class PlainMail(InlineProcessor):
    """Make `<a@b.org>` a link, written plainly."""

    def handleMatch(  # type: ignore[override]  # noqa: N802  Markdown's own name
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        """Put a link in place of the address."""
        del data
        link = Element("a", {"href": f"mailto:{m[1]}"})
        link.text = m[1]
        return link, m.start(0), m.end(0)


class Patience(InlineProcessor):
    """Matches nothing; it is asked once a piece of text, and looks at the clock."""

    def __init__(self, course: Course) -> None:
        super().__init__(r"(?!)")
        self.course = course

    def getCompiledRegExp(self) -> re.Pattern[str]:  # noqa: N802  Markdown's own name
        """Give the pattern that never matches, if there is time left."""
        self.course.findings.check_time()
        return self.compiled_re


class BlockPatience(BlockProcessor):
    """Takes no block; it is asked first about each, and looks at the clock."""

    def __init__(self, md: Markdown, course: Course) -> None:
        super().__init__(md.parser)
        self.course = course

    def test(self, parent: Element, block: str) -> bool:
        """Decline, if there is time left."""
        del parent, block
        self.course.findings.check_time()
        return False

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Do nothing: `test` never accepts."""


class Footnotes(FootnoteExtension):
    """Footnotes numbered in their ids, whatever the author calls them."""

    def makeFootnoteId(self, id: str) -> str:  # noqa: N802  Markdown's own names
        """Give `fn-1`."""
        return f"fn-{self._number(id)}"

    def makeFootnoteRefId(  # noqa: N802  Markdown's own name
        self,
        id: str,
        found: bool = False,  # noqa: FBT001, FBT002
    ) -> str:
        """Give `fnref-1`, and `fnref2-1` where the note is referred to again."""
        return str(self.unique_ref(f"fnref-{self._number(id)}", found))

    def _number(self, label: str) -> int:
        return list(self.footnotes).index(label) + 1


class Finish(Treeprocessor):
    """Goes over the finished tree once."""

    def __init__(self, md: Markdown, course: Course) -> None:
        super().__init__(md)
        self.course = course

    def run(self, root: Element) -> None:
        """Check and complete every element that needs it."""
        findings = self.course.findings
        tables = level = 0
        for parent in list(root.iter()):
            for index, element in enumerate(list(parent)):
                if element.tag == "table":
                    tables += 1
                    label_cells(element)
                    parent[index] = scroll_region(element, f"{findings.word('table')} {tables}")
        for element in list(root.iter()):
            if element.tag in HEADINGS:
                level = heading(element, level, findings)
            elif element.tag in STEPS:
                STEPS[str(element.tag)](element, findings)
