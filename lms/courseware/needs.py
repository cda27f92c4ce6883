"""What a course asks for, as its author declared it: needs, order, and rules of single items."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRule:
    """One item, by its path, where it differs: another rule, or others that come before it."""

    item: str
    done: str = ""
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Some items of which so many have to be done; 0 means all of them."""

    of: tuple[str, ...]
    at_least: int = 0

    @property
    def count(self) -> int:
        """Give how many have to be done."""
        return self.at_least or len(self.of)

    def missing(self, done: AbstractSet[str]) -> int:
        """Give how many more have to be done."""
        return max(0, self.count - sum(path in done for path in self.of))

    def open_items(self, done: AbstractSet[str]) -> tuple[str, ...]:
        """Give the items that would bring one nearer."""
        return tuple(path for path in self.of if path not in done)


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRules:
    """What a course asks for; without needs it asks for every item."""

    needs: tuple[Need, ...] = ()
    items: tuple[ItemRule, ...] = ()
    certificate: Literal["completion", "none"] = "completion"


# Every item, each by the rule that is usual for its kind, in any order.
USUAL = CourseRules()
