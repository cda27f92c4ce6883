"""Texts of Moodle XML: HTML, Markdown or plain, with pictures inside the file."""

import binascii
import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from urllib.parse import quote, unquote
from xml.sax.saxutils import quoteattr

from lms.base.i18n import lazy_gettext
from lms.courseware.exchange.html_text import line_from, markdown_from
from lms.courseware.exchange.markdown_text import block_of, has_markup, line_of
from lms.courseware.exchange.pictures import MOST_BYTES, USED, Pictures, used_in
from lms.courseware.exchange.rows import Remarks
from lms.courseware.exchange.xml_tree import Element

INSIDE = "@@PLUGINFILE@@/"
DATA = re.compile(r"data:image/(png|jpe?g|webp|svg\+xml);base64,([A-Za-z0-9+/=\s]+)\Z")
SHOWN = re.compile(r"(!\[[^\]]*\])\(@@PLUGINFILE@@/([^\s()]+)\)")


class Texts:
    """Reads the texts of one question; pictures go where all pictures of the file go."""

    def __init__(self, pictures: Pictures, remarks: Remarks) -> None:
        self._pictures = pictures
        self._remarks = remarks

    def block(self, element: Element | None) -> str:
        """Read a text of paragraphs; nothing where the element is not there."""
        if element is None:
            return ""
        text, kind = element.said("text"), element.attributes.get("format", "html")
        files = {one.attributes.get("name", ""): one for one in element.all("file")}
        if kind == "markdown":
            return SHOWN.sub(lambda m: self._shown(m, files), text)
        if kind == "plain_text" or not (kind == "html" or has_markup(text)):
            return block_of(text)
        return markdown_from(text, self._remarks, lambda source: self._picture(source, files))

    def line(self, element: Element) -> str:
        """Read the text of an option."""
        text, kind = element.said("text"), element.attributes.get("format", "html")
        if element.all("file"):
            self._remarks.lost(lazy_gettext("A picture in an option: options are words here."))
        if kind == "markdown":
            return text
        return line_from(text, self._remarks) if has_markup(text) else line_of(text)

    def _shown(self, match: re.Match[str], files: Mapping[str, Element]) -> str:
        path = self._picture(f"{INSIDE}{match[2]}", files)
        return f"{match[1]}({path})" if path else match[1][2:-1]

    def _picture(self, source: str, files: Mapping[str, Element]) -> str | None:
        inside = DATA.match(source)
        if inside:
            kind = inside[1].replace("svg+xml", "svg")
            return self._taken(f"picture.{kind}", inside[2])
        name = unquote(source.removeprefix(INSIDE))
        return self._taken(name, files[name].own_text) if name in files else None

    def _taken(self, name: str, encoded: str) -> str | None:
        if len(encoded) > MOST_BYTES * 3 // 2:
            self._remarks.lost(lazy_gettext("The picture “%(name)s” is too large.", name=name))
            return None
        try:
            content = b64decode("".join(encoded.split()), validate=True)
        except (binascii.Error, ValueError):
            self._remarks.lost(lazy_gettext("The picture “%(name)s” is damaged.", name=name))
            return None
        return self._pictures.take(name, content, self._remarks)


def written(name: str, text: str, files: Mapping[str, bytes], more: str = "") -> str:
    """Write an element with a Markdown text and the pictures it shows."""
    own = used_in(text, files)
    shown = USED.sub(
        lambda m: (
            m[0].replace(f"({m[1]})", f"({INSIDE}{quote(m[1][6:])})") if m[1] in own else m[0]
        ),
        text,
    )
    parts = [
        f'<file name={quoteattr(path[6:])} path="/" encoding="base64">'
        f"{b64encode(content).decode()}</file>"
        for path, content in own.items()
    ]
    return f'<{name} format="markdown"><text>{cdata(shown)}</text>{"".join(parts)}{more}</{name}>'


def cdata(text: str) -> str:
    """Write a text so that XML takes it as it is."""
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"
