"""Texts of GIFT: which format they say they have, and the same in Markdown."""

from lms.courseware.exchange.gift.lexing import FORMAT, unescaped
from lms.courseware.exchange.html_text import line_from, markdown_from
from lms.courseware.exchange.markdown_text import block_of, has_markup, line_of
from lms.courseware.exchange.rows import Remarks


def block(written: str, remarks: Remarks, kind: str = "moodle") -> str:
    """Read a text of paragraphs; `kind` is the format where the text names none."""
    kind, text = format_of(written, kind)
    if kind == "markdown":
        return text
    if kind == "html" or (kind == "moodle" and has_markup(text)):
        return markdown_from(text if kind == "html" else text.replace("\n", "<br>"), remarks)
    return block_of(text)


def line(written: str, remarks: Remarks, kind: str = "moodle") -> str:
    """Read the text of an option."""
    kind, text = format_of(written, kind)
    if kind == "markdown":
        return text
    if kind == "html" or (kind == "moodle" and has_markup(text)):
        return line_from(text, remarks)
    return line_of(text)


def format_of(written: str, kind: str = "moodle") -> tuple[str, str]:
    """Give the format a text names, or `kind`, and the text with its escapes read."""
    named = FORMAT.match(written)
    if named:
        kind, written = named[1].lower(), written[named.end() :]
    return kind, unescaped(written).strip()
