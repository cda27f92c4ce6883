"""Texts of QTI are formatted, ours are Markdown: laid out on the way out, read back on the way in.

Where reading back would give other Markdown than the author's (as for `5 < 6`), the author's
travels along under the digest of what would be read: changed texts are read as they are now.
"""

import hashlib
from collections.abc import Mapping
from html import escape
from posixpath import join, normpath
from typing import NamedTuple
from urllib.parse import unquote

from lms.base.i18n import lazy_gettext
from lms.courseware.exchange.common import bare, literal
from lms.courseware.exchange.html_text import line_from, markdown_from
from lms.courseware.exchange.html_tree import tree_of
from lms.courseware.exchange.pictures import USED, Pictures
from lms.courseware.exchange.qti.tree import Tag, of_html
from lms.courseware.exchange.rows import Remarks
from lms.courseware.exchange.xml_tree import Element
from lms.courseware.markup import Renderer
from lms.courseware.markup_tree import Surroundings
from lms.courseware.syllabus import CourseFile

KEPT = "markdown"
VOID = frozenset({"br", "hr", "img"})


def digest(text: str) -> str:
    """Give a short name for a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class Layout:
    """Lays out the Markdown of one quiz; `kept` gathers what would not be read back the same."""

    def __init__(self, files: Mapping[str, bytes], language: str, remarks: Remarks) -> None:
        named = {path: named_by_content(path, content) for path, content in files.items()}
        self._paths = {f"/media/{file.name}": path for path, file in named.items()}
        self._renderer = Renderer(Surroundings("course", named, frozenset()))
        self._language = language
        self._remarks = remarks
        self.kept: dict[str, list[str]] = {}
        self.used: set[str] = set()

    def block(self, slot: str, text: str) -> list[str | Tag]:
        """Lay out paragraphs; `slot` says which text of the question it is."""
        self.used |= set(USED.findall(text))
        rendered = self._renderer.render(text, self._language, "block")
        if rendered.findings:
            self._remarks.lost(
                lazy_gettext("A link or a part of the layout that leads into the course.")
            )
        return self._laid(slot, rendered.html, text, as_line=False)

    def line(self, slot: str, text: str) -> list[str | Tag]:
        """Lay out one line."""
        return self._laid(
            slot, self._renderer.render(text, self._language, "line").html, text, as_line=True
        )

    def words(self, slot: str, accepted: list[str]) -> list[str]:
        """Give accepted words without the star for any letters, which QTI does not know."""
        plain = [bare(answer) for answer in accepted]
        if any("*" in answer for answer in accepted):
            self._remarks.lost(lazy_gettext("A star that stands for any letters."))
            self.kept[slot] = [digest("\n".join(plain)), "\n".join(accepted)]
        return plain

    def _laid(self, slot: str, html: str, text: str, *, as_line: bool) -> list[str | Tag]:
        for address, path in self._paths.items():
            html = html.replace(address, path)
        read = read_back(html, Remarks(), as_line=as_line)
        if read != text:
            self.kept[slot] = [digest(read), text]
        return list(of_html(tree_of(html).inside))


def named_by_content(path: str, content: bytes) -> CourseFile:
    """Name a picture as a course does."""
    ending = path.rpartition(".")[2]
    name = f"{hashlib.sha256(content).hexdigest()}.{ending}"
    return CourseFile(path=path, name=name, bytes=len(content))


def read_back(html: str, remarks: Remarks, *, as_line: bool) -> str:
    """Read HTML as it is read from a file that still names pictures of a course."""
    if as_line:
        return line_from(html, remarks)
    return markdown_from(html, remarks, lambda source: source)


class Source(NamedTuple):
    """Where an item comes from: the files of its package, its folder, the pictures taken so far."""

    files: Mapping[str, bytes]
    folder: str
    pictures: Pictures


class Texts:
    """Reads the texts of one item; pictures come from the package."""

    def __init__(self, source: Source, remarks: Remarks, kept: Mapping[str, object]) -> None:
        self._source, self._remarks, self._kept = source, remarks, kept

    def block(self, slot: str, *elements: Element) -> str:
        """Read the texts of some elements as paragraphs, pictures included."""
        html = "".join(html_of(element) for element in elements)
        plain = read_back(html, Remarks(), as_line=False)
        text = markdown_from(html, self._remarks, self._picture)
        known = self._known(slot, plain)
        if known is None:
            return text
        return known if plain == text else with_paths(known, plain, text)

    def line(self, slot: str, element: Element) -> str:
        """Read the text of an option."""
        text = line_from(html_of(element), self._remarks)
        return self._known(slot, text) or text

    def words(self, slot: str, read: list[str]) -> list[str]:
        """Give accepted words as the author wrote them, else with every star only a star."""
        known = self._known(slot, "\n".join(read))
        return known.split("\n") if known else [literal(answer) for answer in read]

    def _known(self, slot: str, read: str) -> str | None:
        """Give the author's Markdown, where the text has not been changed since."""
        match self._kept.get(slot):
            case [str(mark), str(text)] if mark == digest(read):
                return text
        return None

    def _picture(self, source: str) -> str | None:
        path = normpath(join(self._source.folder, unquote(source)))
        content = self._source.files.get(path)
        if content is None:
            return None
        return self._source.pictures.take(path, content, self._remarks)


def with_paths(known: str, before: str, after: str) -> str:
    """Give pictures in a text their new paths."""
    for old, new in zip(USED.findall(before), USED.findall(after), strict=False):
        known = known.replace(f"({old})", f"({new})")
    return known


def html_of(element: Element) -> str:
    """Write what is inside an element as HTML; notes of programs are passed over."""
    parts = []
    for piece in element.pieces:
        if isinstance(piece, str):
            parts.append(escape(piece, quote=False))
        elif not piece.name.startswith("?"):
            shown = "".join(
                f' {name}="{escape(value)}"'
                for name, value in piece.attributes.items()
                if name in {"src", "alt", "href", "class"}
            )
            inner = "" if piece.name in VOID else f"{html_of(piece)}</{piece.name}>"
            parts.append(f"<{piece.name}{shown}>{inner}")
    return "".join(parts)
