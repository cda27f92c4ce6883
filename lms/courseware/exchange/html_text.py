"""HTML of other programs written as Markdown: what our quizzes cannot show is named, not lost."""

import re
from collections.abc import Callable, Iterable

from lms.base.i18n import lazy_gettext
from lms.courseware.exchange.html_tree import Node, tree_of
from lms.courseware.exchange.markdown_text import at_line_start, block_of, escaped, has_markup
from lms.courseware.exchange.rows import QuestionRefused, Remarks

Picture = Callable[[str], str | None]

BLOCKS = frozenset(
    [
        "blockquote",
        "div",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "root",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
MARKS = {"em": "*", "i": "*", "strong": "**", "b": "**"}
CODE = frozenset({"code", "kbd", "samp", "tt"})
PLAIN = frozenset({"span", "u", "s", "sub", "sup"})
TARGET = re.compile(r"(https?://|mailto:|lesson:)[^\s()<>\"]+")
GONE = re.compile(
    r"<(script|iframe|object|embed|video|audio|form|input|svg|math|applet|canvas)\b", re.IGNORECASE
)
LIST_INDENT = "    "
LONGEST = 100_000


def no_picture(_source: str) -> str | None:
    """Know no picture."""
    return None


def markdown_from(text: str, remarks: Remarks, picture: Picture = no_picture) -> str:
    """Write HTML as Markdown paragraphs, lists and emphasis; says in `remarks` what is lost."""
    check_length(text)
    for name in sorted({found.lower() for found in GONE.findall(text)}):
        remarks.lost(lazy_gettext("“%(tag)s” is taken out of the text.", tag=name))
    writing = Writing(remarks, picture)
    return "\n\n".join(writing.blocks(tree_of(text)))


def line_from(text: str, remarks: Remarks) -> str:
    """Write HTML as one line of Markdown: an option has no lists and no pictures."""
    check_length(text)
    writing = Writing(remarks, no_picture)
    blocks = writing.blocks(tree_of(text), as_line=True)
    return " ".join(" ".join(blocks).split())


def check_length(text: str) -> None:
    """Refuse a text that no question has; raises QuestionRefused."""
    if len(text) > LONGEST:
        raise QuestionRefused(
            lazy_gettext("A text of this question is far too long: 4,000 characters are the limit.")
        )


def markdown_of(text: str, remarks: Remarks, picture: Picture = no_picture) -> str:
    """Write a text that may or may not be HTML."""
    return markdown_from(text, remarks, picture) if has_markup(text) else block_of(text)


class Writing:
    """One text on its way from HTML to Markdown."""

    def __init__(self, remarks: Remarks, picture: Picture) -> None:
        self._remarks = remarks
        self._picture = picture

    def blocks(self, node: Node, *, as_line: bool = False) -> list[str]:
        """Give the blocks inside a node; text that stands loose is a paragraph."""
        found: list[str] = []
        loose: list[Node | str] = []
        for one in node.inside:
            if isinstance(one, str) or one.tag not in BLOCKS:
                loose.append(one)
                continue
            found.append(self._inline(loose).strip())
            found += self._as_line(one) if as_line else self._block(one)
            loose = []
        found.append(self._inline(loose).strip())
        return [block for block in found if block]

    def _as_line(self, node: Node) -> list[str]:
        if node.tag not in {"p", "div"}:
            self._remarks.lost(
                lazy_gettext("An option is one line: “%(tag)s” became plain words.", tag=node.tag)
            )
        return self.blocks(node, as_line=True)

    def _block(self, node: Node) -> list[str]:
        write = {
            "ul": self._list, "ol": self._list, "pre": self._code_block, "table": self._table,
            "blockquote": self._quotation, "hr": lambda _: ["* * *"], "div": self._box,
        }.get(node.tag)  # fmt: skip
        if write:
            return write(node)
        if node.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            words = self._inline(node.inside).strip()
            return [f"**{words}**"] if words else []
        return self.blocks(node)

    def _list(self, node: Node) -> list[str]:
        lines, number = [], 0
        for item in node.inside:
            if isinstance(item, str) or item.tag != "li":
                continue
            number += 1
            sign = "-   " if node.tag == "ul" else f"{number}.".ljust(4)
            joint = "\n\n" if _is_loose(node) else "\n"
            inner = joint.join(self.blocks(item))
            lines.append(sign + indented(inner, LIST_INDENT).lstrip(" "))
        return [("\n\n" if _is_loose(node) else "\n").join(lines)] if lines else []

    def _code_block(self, node: Node) -> list[str]:
        text = node.text().strip("\n")
        fence = "~~~" if "```" in text else "```"
        return [f"{fence}\n{text}\n{fence}"]

    def _quotation(self, node: Node) -> list[str]:
        inner = "\n\n".join(self.blocks(node))
        return ["\n".join(f"> {line}".rstrip() for line in inner.split("\n"))] if inner else []

    def _box(self, node: Node) -> list[str]:
        names = node.attributes.get("class", "").split()
        if "admonition" not in names or len(names) < 2:
            return self.blocks(node)
        title = [
            one
            for one in node.inside
            if isinstance(one, Node) and "admonition-title" in one.attributes.get("class", "")
        ]
        rest = Node("div", {}, [one for one in node.inside if one not in title])
        said = self._inline(title[0].inside).strip().replace('"', "”") if title else ""
        head = f'!!! {names[1]} "{said}"'
        return ["\n".join([head, indented("\n\n".join(self.blocks(rest)), LIST_INDENT)])]

    def _table(self, node: Node) -> list[str]:
        rows = [
            [" ".join(self._inline(cell.inside).split()) for cell in _cells(row)]
            for row in _rows(node)
        ]
        width = max(map(len, rows), default=0)
        if width < 2:
            return [" ".join(row) for row in rows if any(row)]
        padded = [row + [""] * (width - len(row)) for row in rows]
        lines = [f"| {' | '.join(row)} |" for row in padded]
        return ["\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])]

    def _inline(self, nodes: Iterable[Node | str]) -> str:
        out = ""
        for node in nodes:
            out += self._text(node, out) if isinstance(node, str) else self._span(node)
        return out

    def _text(self, text: str, before: str) -> str:
        words = re.sub(r"[ \t\r\n\f]+", " ", text)
        if not before or before.endswith(("\n", " \n")):
            return at_line_start(escaped(words.lstrip(" ")))
        return escaped(words)

    def _span(self, node: Node) -> str:
        if node.tag == "br":
            return "  \n"
        if node.tag == "img":
            return self._image(node)
        if node.tag in CODE:
            return code(node.text())
        if node.tag == "a":
            return self._link(node)
        if node.tag in {"sub", "sup"}:
            self._remarks.lost(lazy_gettext("Raised and lowered signs become ordinary ones."))
        inner = self._inline([*node.inside])
        mark = MARKS.get(node.tag)
        return around(inner, mark) if mark else inner

    def _link(self, node: Node) -> str:
        target, words = node.attributes.get("href", ""), self._inline(node.inside).strip()
        if TARGET.fullmatch(target) and words:
            return f"[{words}]({target})"
        if target:
            self._remarks.lost(lazy_gettext("A link leads nowhere here: only its words are kept."))
        return words

    def _image(self, node: Node) -> str:
        path = self._picture(node.attributes.get("src", ""))
        said = " ".join(node.attributes.get("alt", "").split())
        if path is None:
            self._remarks.lost(lazy_gettext("A picture is not in the file or cannot stand here."))
            return escaped(said)
        if not said:
            self._remarks.warn(lazy_gettext("A picture has no description: write one."))
        return f"![{escaped(said)}]({path})"


def around(inner: str, mark: str) -> str:
    """Put marks of emphasis around words, with spaces and line ends left outside."""
    words = inner.strip()
    if not words:
        return inner
    start = inner[: len(inner) - len(inner.lstrip())]
    end = inner[len(inner.rstrip()) :]
    return f"{start}{mark}{words}{mark}{end}"


def code(text: str) -> str:
    """Write code between as many backticks as it needs."""
    words = " ".join(text.split())
    longest = max(map(len, re.findall(r"`+", words)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest else ""
    return f"{fence}{pad}{words}{pad}{fence}" if words else ""


def indented(text: str, by: str) -> str:
    """Put every line that is not empty further in."""
    return "\n".join(by + line if line else line for line in text.split("\n"))


def _is_loose(node: Node) -> bool:
    """Say whether the items of a list are paragraphs."""
    items = [one for one in node.inside if isinstance(one, Node)]
    return any(isinstance(part, Node) and part.tag == "p" for item in items for part in item.inside)


def _cells(row: Node) -> list[Node]:
    return [one for one in row.inside if isinstance(one, Node) and one.tag in {"td", "th"}]


def _rows(node: Node) -> list[Node]:
    found = []
    for one in node.inside:
        if isinstance(one, Node):
            found += [one] if one.tag == "tr" else _rows(one)
    return found
