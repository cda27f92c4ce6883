"""XML of other programs as a small tree that knows its lines; hostile XML is refused early.

No DOCTYPE, no entities of its own, nothing loaded from elsewhere, bounded depth and size: what is
dangerous in XML is not part of any format we read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from types import MappingProxyType
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import create_parser

from lms.base.i18n import lazy_gettext
from lms.courseware.exchange.decoding import check_size
from lms.courseware.exchange.rows import FileRefused

DEEPEST = 100
MOST_NODES = 500_000
NOTHING: Mapping[str, str] = MappingProxyType({})
UNSAFE = lazy_gettext(
    "The file has a DOCTYPE or entities of its own. Questions need neither: take them out."
)


@dataclass(slots=True)
class Element:
    """One element: its name without prefix, attributes, what is inside in order, its line."""

    name: str
    attributes: Mapping[str, str]
    line: int
    pieces: list["str | Element"] = field(default_factory=list)

    @property
    def children(self) -> list["Element"]:
        """Give the elements directly inside."""
        return [piece for piece in self.pieces if isinstance(piece, Element)]

    @property
    def notes(self) -> dict[str, str]:
        """Give the notes of programs (processing instructions) directly inside, by target."""
        return {one.name[1:]: one.own_text for one in self.children if one.name.startswith("?")}

    def find(self, *names: str) -> "Element | None":
        """Give the first child of a name, and its first child of the next name, or None."""
        at: Element | None = self
        for name in names:
            at = next((one for one in at.children if one.name == name), None) if at else None
        return at

    def all(self, name: str) -> list["Element"]:
        """Give all children of a name."""
        return [child for child in self.children if child.name == name]

    def deep(self, name: str) -> Iterator["Element"]:
        """Give all descendants of a name, in the order of the file."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.deep(name)

    @property
    def own_text(self) -> str:
        """Give the text directly inside."""
        return "".join(piece for piece in self.pieces if isinstance(piece, str))

    @property
    def text(self) -> str:
        """Give all text inside, in order."""
        return "".join(
            one if isinstance(one, str) else one.text
            for one in self.pieces
            if isinstance(one, str) or not one.name.startswith("?")
        )

    def said(self, *names: str) -> str:
        """Give the text of the descendant of these names, without spaces around it, or nothing."""
        found = self.find(*names)
        return found.text.strip() if found else ""


class Builder(ContentHandler):
    """Builds the tree and stops at the first thing that is too deep or too much."""

    def __init__(self) -> None:
        super().__init__()
        self.root: Element | None = None
        self._open: list[Element] = []
        self._count = 0
        self._where: Locator | None = None

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802  the name of SAX
        """Learn who knows the line."""
        self._where = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        """Open an element; raises FileRefused for what is too deep or too much."""
        self._count += 1
        line = (self._where.getLineNumber() if self._where else 0) or 0
        if len(self._open) >= DEEPEST or self._count > MOST_NODES:
            raise FileRefused(
                lazy_gettext(
                    "Too many elements inside each other or in all, at line %(line)s. This is no "
                    "file of questions.",
                    line=line,
                ),
                line,
            )
        plain = {key.split(":")[-1]: value for key, value in attrs.items()}
        element = Element(name.split(":")[-1], plain or NOTHING, line)
        if self._open:
            self._open[-1].pieces.append(element)
        else:
            self.root = element
        self._open.append(element)

    def endElement(self, name: str) -> None:  # noqa: N802
        """Close an element."""
        del name
        self._open.pop()

    def characters(self, content: str) -> None:
        """Take text."""
        if self._open:
            self._open[-1].pieces.append(content)

    def processingInstruction(self, target: str, data: str) -> None:  # noqa: N802
        """Take a note of a program."""
        if self._open:
            self._open[-1].pieces.append(Element(f"?{target}", NOTHING, 0, [data]))


def parsed(content: bytes) -> Element:
    """Read XML; raises FileRefused with the line and advice for what is broken or hostile."""
    check_size(len(content))
    builder = Builder()
    parser = create_parser(forbid_dtd=True)
    parser.setContentHandler(builder)
    try:
        parser.parse(BytesIO(content.lstrip(b" \t\r\n")))
    except DefusedXmlException as error:
        raise FileRefused(UNSAFE) from error
    except SAXParseException as error:
        line = error.getLineNumber() or 0
        raise FileRefused(
            lazy_gettext(
                "This is not readable XML (line %(line)s: %(what)s). Export it again.",
                line=line,
                what=error.getMessage(),
            ),
            line,
        ) from error
    except (SAXException, ValueError, LookupError) as error:
        raise FileRefused(
            lazy_gettext("This XML has an unknown encoding. Save it again as UTF-8.")
        ) from error
    if builder.root is None:
        raise FileRefused(lazy_gettext("The file is empty."))
    return builder.root
