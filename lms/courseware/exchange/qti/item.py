"""One QTI item as it is read: what is declared, what is asked, what is said afterwards."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lms.base.i18n import lazy_gettext
from lms.courseware.exchange.numbers import decimal
from lms.courseware.exchange.qti.names import joined, joined_attribute
from lms.courseware.exchange.rows import QuestionRefused
from lms.courseware.exchange.xml_tree import Element

ITEM = "assessmentItem"
INTERACTION = "Interaction"


def normal(element: Element) -> Element:
    """Give an element with all its names as in QTI 2.1."""
    return Element(
        joined(element.name),
        {joined_attribute(name): value for name, value in element.attributes.items()},
        element.line,
        [piece if isinstance(piece, str) else normal(piece) for piece in element.pieces],
    )


@dataclass(frozen=True, slots=True)
class Item:
    """An item, its names as in QTI 2.1."""

    root: Element

    @property
    def body(self) -> Element:
        """Give the body; raises QuestionRefused without one."""
        body = self.root.find("itemBody")
        if body is None:
            raise QuestionRefused(lazy_gettext("The item has no body."))
        return body

    @property
    def interactions(self) -> list[Element]:
        """Give the ways to answer, in the order of the body."""
        return list(_interactions(self.root.find("itemBody")))

    def declaration(self, interaction: Element) -> Element:
        """Give what is declared as right; raises QuestionRefused where nothing is."""
        name = interaction.attributes.get("responseIdentifier", "RESPONSE")
        for declared in self.root.all("responseDeclaration"):
            if declared.attributes.get("identifier") == name:
                return declared
        raise QuestionRefused(lazy_gettext("The item does not say what is right."))

    def right(self, interaction: Element) -> list[str]:
        """Give the values declared as right."""
        declared = self.declaration(interaction).find("correctResponse")
        return [value.text.strip() for value in declared.all("value")] if declared else []

    def mapping(self, interaction: Element) -> Mapping[str, Decimal]:
        """Give what single values give."""
        declared = self.declaration(interaction).find("mapping")
        return {
            entry.attributes.get("mapKey", "").strip(): decimal(
                entry.attributes.get("mappedValue", "0")
            )
            for entry in (declared.all("mapEntry") if declared else [])
        }

    @property
    def marks(self) -> Decimal:
        """Give the marks the item is worth."""
        for outcome in self.root.all("outcomeDeclaration"):
            name = outcome.attributes.get("identifier")
            if name == "MAXSCORE" and outcome.said("defaultValue", "value"):
                return decimal(outcome.said("defaultValue", "value"))
            if name == "SCORE" and "normalMaximum" in outcome.attributes:
                return decimal(outcome.attributes["normalMaximum"])
        return Decimal(1)


def _interactions(element: Element | None) -> Iterator[Element]:
    for child in element.children if element else []:
        if child.name.endswith(INTERACTION):
            yield child
        else:
            yield from _interactions(child)


def without(element: Element, left_out: frozenset[int]) -> Element:
    """Give an element without some of its descendants, named by `id()`."""
    pieces = [
        piece if isinstance(piece, str) else without(piece, left_out)
        for piece in element.pieces
        if isinstance(piece, str) or id(piece) not in left_out
    ]
    return Element(element.name, element.attributes, element.line, pieces)
