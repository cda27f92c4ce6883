"""Plain text written as Markdown: what looks like a sign is shown as that sign."""

import re

SIGNS = re.compile(r"[\\`*_\[\]|]")
ENTITY = re.compile(r"&(?=#?\w{1,32};)")
AT_START = re.compile(r"^([#>+-]|\d{1,9}(?=[.)])|[!?~:=])", re.MULTILINE)
BY_NUMBER = frozenset("|~:=?<")
MANY_SPACES = re.compile(r"[ \t]+")
BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
MORE_THAN_TEXT = re.compile(r"</?[a-zA-Z][^<>]*>|&#?\w{1,32};")


def escaped(text: str) -> str:
    """Escape whatever Markdown would take for a sign, at any place of a line."""
    text = SIGNS.sub(lambda m: _sign(m[0]), ENTITY.sub("&amp;", text))
    return text.replace("<", "&lt;")


def at_line_start(text: str) -> str:
    """Escape what is a sign only at the beginning of a line."""
    return AT_START.sub(lambda m: _at_start(m[0]), text)


def _at_start(sign: str) -> str:
    return f"{sign}\\" if sign[0].isdigit() else _sign(sign)


def _sign(sign: str) -> str:
    return f"&#{ord(sign)};" if sign in BY_NUMBER else f"\\{sign}"


def block_of(text: str) -> str:
    """Write plain text as Markdown paragraphs; a line end stays a line end."""
    paragraphs = BLANK_LINES.split(text.strip())
    lines = [
        "  \n".join(at_line_start(escaped(" ".join(line.split()))) for line in one.split("\n"))
        for one in paragraphs
    ]
    return "\n\n".join(lines)


def line_of(text: str) -> str:
    """Write plain text as one line of Markdown."""
    return escaped(" ".join(text.split()))


def has_markup(text: str) -> bool:
    """Say whether a text is meant as HTML: tags or named signs in it."""
    return MORE_THAN_TEXT.search(text) is not None
