"""How `type: ordering` is written."""

import re
from typing import Any, ClassVar, Literal

from pydantic import Field

from lms.courseware.question_shapes.base import Findings, QuestionShape, Writer, doubled
from lms.courseware.questions import Item, Ordering
from lms.courseware.shapes import Key, Shape, Texts

COUNTED = re.compile(r"[0-9]+\Z|\A[a-z]\Z")


class ItemShape(Shape):
    """One of the things to be put in order."""

    key: Key
    text: Texts


class OrderingShape(QuestionShape):
    """Items, written in their right order."""

    inside: ClassVar[dict[str, type[Shape]]] = {"items": ItemShape}

    type: Literal["ordering"]
    items: list[ItemShape] = Field(min_length=3, max_length=12)
    credit: Literal["in-place", "neighbours"] = "in-place"

    def findings(self) -> Findings:
        """Find keys that are used twice; warn where they tell the order."""
        keys = [item.key for item in self.items]
        yield from doubled("items", keys)
        if len({COUNTED.sub("", key) for key in keys}) == 1:
            yield "telling-keys", ("items",), {}

    def made(self, write: Writer, common: dict[str, Any]) -> Ordering:
        """Make the question."""
        items = tuple(
            Item(key=item.key, text=write.line(item.text, "items", index, "text"))
            for index, item in enumerate(self.items)
        )
        return Ordering(**common, items=items, credit=self.credit)
