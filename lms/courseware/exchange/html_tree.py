"""HTML of other programs as a small tree: cleaned first, then only tags that we can write."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3

DEEPEST = 24
EMPTY = frozenset({"br", "hr", "img"})
TAGS = frozenset(
    [
        "a",
        "b",
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
        "i",
        "img",
        "kbd",
        "li",
        "ol",
        "p",
        "pre",
        "s",
        "span",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "tt",
        "u",
        "ul",
        "samp",
    ]
)
DROPPED = frozenset({"script", "style", "title", "noscript", "template"})
CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=set(DROPPED),
    attributes={"a": {"href"}, "img": {"src", "alt"}, "div": {"class"}, "p": {"class"}},
    url_schemes={"http", "https", "mailto", "data", "lesson"},
    link_rel=None,
)


@dataclass(slots=True)
class Node:
    """A tag with what is inside: nodes and text."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: list["Node | str"] = field(default_factory=list)

    def text(self) -> str:
        """Give all text inside, in order."""
        return "".join(one if isinstance(one, str) else one.text() for one in self.inside)


class Tree(HTMLParser):
    """Builds the tree of cleaned HTML; what is nested too deeply stays as text of its parent."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("root")
        self._open = [self.root]
        self._beyond: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a tag."""
        node = Node(tag, {name: value or "" for name, value in attrs})
        if tag in EMPTY:
            self._open[-1].inside.append(node)
        elif len(self._open) > DEEPEST:
            self._beyond.append(tag)
        else:
            self._open[-1].inside.append(node)
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        """Close a tag."""
        if self._beyond and self._beyond[-1] == tag:
            self._beyond.pop()
        elif len(self._open) > 1 and self._open[-1].tag == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Take text."""
        inside = self._open[-1].inside
        if inside and isinstance(inside[-1], str):
            inside[-1] += data
        else:
            inside.append(data)


def tree_of(html: str) -> Node:
    """Clean HTML and give its tree; never fails, whatever the text is."""
    tree = Tree()
    tree.feed(CLEANER.clean(html))
    tree.close()
    return tree.root
