"""XML that we write, as a small tree in the names of QTI 2.1."""

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from lms.courseware.exchange.html_tree import Node
from lms.courseware.exchange.qti.names import Version

HTML = frozenset(
    [
        "a",
        "blockquote",
        "br",
        "code",
        "dd",
        "div",
        "dl",
        "dt",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "img",
        "kbd",
        "li",
        "ol",
        "p",
        "pre",
        "span",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
UNSPEAKABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Tag:
    """An element with attributes and what is inside."""

    __slots__ = ("attributes", "inside", "name")

    def __init__(self, name: str, *inside: "str | Tag", **attributes: object) -> None:
        self.name = name
        self.inside = list(inside)
        self.attributes = {key: str(value) for key, value in attributes.items()}

    def xml(self, version: Version) -> str:
        """Write the element in the names of a version."""
        return "".join(self._pieces(version))

    def _pieces(self, version: Version) -> Iterator[str]:
        is_html = self.name in HTML
        name = self.name if is_html else version.element(self.name)
        written = "".join(
            f" {key if is_html else version.attribute(key)}={quoteattr(clean(value))}"
            for key, value in self.attributes.items()
        )
        if not self.inside:
            yield f"<{name}{written}/>"
            return
        yield f"<{name}{written}>"
        for piece in self.inside:
            yield escape(clean(piece)) if isinstance(piece, str) else piece.xml(version)
        yield f"</{name}>"


def clean(text: str) -> str:
    """Leave out signs that XML cannot have."""
    return UNSPEAKABLE.sub("", text)


def of_html(nodes: Iterable["Node | str"]) -> Iterator["str | Tag"]:
    """Turn cleaned HTML into elements."""
    for node in nodes:
        if isinstance(node, str):
            yield node
        else:
            yield Tag(node.tag, *of_html(node.inside), **node.attributes)
