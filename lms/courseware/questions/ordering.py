"""Items to be put in their right order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

from markupsafe import escape

from lms.courseware.questions.base import FIELD, Fields, Payload, ResponseRefused, in_order
from lms.courseware.questions.options import known
from lms.courseware.questions.parts import Parted
from lms.courseware.questions.shuffling import drawn_apart, scrambled
from lms.courseware.questions.views import OptionView, PartReview, PartView
from lms.courseware.texts import Html

Credit = Literal["in-place", "neighbours"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One of the things to be put in order."""

    key: str
    text: Html


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering(Parted):
    """`type: ordering`; the author writes the items in their right order.

    The value of a part is its place, counted from "1". With the credit `in-place` every item in
    its place counts, with `neighbours` every item that directly follows the right one.
    """

    type = "ordering"
    items: tuple[Item, ...]
    credit: Credit = "in-place"

    @property
    def part_keys(self) -> tuple[str, ...]:
        """Give the keys of the items in their right order: never to be shown like this."""
        return tuple(item.key for item in self.items)

    @property
    def option_keys(self) -> tuple[str, ...]:
        """Give the keys of the items in an order that is not the right one."""
        return scrambled(self.key, self.part_keys, (), self.part_keys)

    def draw_order(self, random: Random) -> tuple[str, ...]:
        """Draw the order in which an attempt shows the items; never the right one."""
        return drawn_apart(self.part_keys, (), self.part_keys, random)

    def response_from(self, form: Mapping[str, list[str]]) -> Payload:
        """Take the places given; raises ResponseRefused, also for two items on one place."""
        payload = Parted.response_from(self, form)
        places = [*self.answered(payload).values()]
        if len(set(places)) < len(places):
            raise ResponseRefused("same-place", "Give each item a place of its own.")
        return payload

    def taken(self, part: str, value: str) -> str:
        """Take a place; raises ResponseRefused."""
        del part
        known(self._places, [value])
        return value

    def is_right(self, part: str, value: str) -> bool:
        """Say whether the place is the right one."""
        return value == self._places[self.part_keys.index(part)]

    def right_count(self, payload: object) -> tuple[int, int]:
        """Give how many items are in place, or follow the right one, of how many there are."""
        if self.credit == "in-place":
            return Parted.right_count(self, payload)
        place = {key: int(value) for key, value in self._by_place(payload).items()}
        follows = (
            place[key] == place[before] + 1
            for before, key in zip(self.part_keys, self.part_keys[1:], strict=False)
            if before in place and key in place
        )
        return sum(follows), len(self.items) - 1

    def right_fields(self, locale: str) -> Fields:
        """Give each item its place."""
        del locale
        places = zip(self.part_keys, self._places, strict=True)
        return {f"{FIELD}.{key}": [place] for key, place in places}

    def answer_in_words(self, locale: str, payload: object) -> str:
        """Name the items in the order given, each with its place."""
        return self._in_words(locale, self._by_place(payload))

    def right_answer(self, locale: str) -> str:
        """Name the items in their right order."""
        return self._in_words(locale, dict(zip(self.part_keys, self._places, strict=True)))

    def rules(self) -> tuple[str, ...]:
        """Tell what counts."""
        if self.credit == "neighbours":
            return (f"each of {len(self.items) - 1} items that directly follow the right one",)
        return (f"each of {len(self.items)} items in its place earns the same share",)

    def part_views(self, locale: str, order: Sequence[str] | None) -> tuple[PartView, ...]:
        """Show the items in the order kept, each with all places."""
        places = tuple(OptionView(key=place, text=escape(place)) for place in self._places)
        return tuple(
            PartView(key, self._item(key).text.in_(locale), places)
            for key in in_order(self.option_keys, order)
        )

    def part_reviews(self, locale: str, payload: object) -> tuple[PartReview, ...]:
        """Show the items in their right order, each with the place given."""
        answered = self.answered(payload)
        return tuple(
            PartReview(
                key=item.key,
                text=item.text.in_(locale),
                verdict=self.part_verdict(item.key, answered.get(item.key)),
                given=answered.get(item.key, ""),
                right=place,
            )
            for item, place in zip(self.items, self._places, strict=True)
        )

    @property
    def _places(self) -> tuple[str, ...]:
        return tuple(str(number) for number in range(1, len(self.items) + 1))

    def _item(self, key: str) -> Item:
        return next(item for item in self.items if item.key == key)

    def _by_place(self, payload: object) -> dict[str, str]:
        """Give the items that stand alone on a place there is, by their places."""
        answered = self.answered(payload)
        on = {place: [k for k, v in answered.items() if v == place] for place in self._places}
        return {keys[0]: place for place, keys in on.items() if len(keys) == 1}

    def _in_words(self, locale: str, places: dict[str, str]) -> str:
        return "; ".join(
            f"{place}. {self._item(key).text.in_(locale).striptags()}"
            for key, place in places.items()
        )
