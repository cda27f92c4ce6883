"""What a reader of the schedule has chosen to see, and what there is to choose."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from zoneinfo import ZoneInfo

from lms.base.i18n import say_month
from lms.seminars.queries import SeminarCard
from lms.seminars.seminar import Kind
from lms.web.seminars.words import KINDS

Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """City, month (`2026-12`), kind, course; empty means all, what makes no sense fits nothing."""

    city: str = ""
    month: str = ""
    kind: str = ""
    course: str = ""

    @classmethod
    def read(cls, words: Mapping[str, str]) -> "Chosen":
        """Out of the words of an address."""
        return cls(*(words.get(name, "")[:80] for name in ("city", "month", "kind", "course")))

    def fits(self, card: SeminarCard) -> bool:
        """Whether a seminar is among what was chosen."""
        pairs = (
            (self.city, card.city_key),
            (self.month, month_of(card)),
            (self.kind, card.kind.value),
            (self.course, card.course_key),
        )
        return all(wanted in ("", there) for wanted, there in pairs)

    @property
    def narrows(self) -> bool:
        """Whether anything was chosen at all."""
        return any((self.city, self.month, self.kind, self.course))


def month_of(card: SeminarCard) -> str:
    """The month in which a seminar begins by the clocks of its city: «2026-12»."""
    return f"{card.starts_at.astimezone(ZoneInfo(card.zone)):%Y-%m}"


def by_month(cards: Iterable[SeminarCard]) -> list[tuple[str, list[SeminarCard]]]:
    """Seminars in order of time, under the names of their months."""
    ordered = sorted(cards, key=lambda card: (month_of(card), card.starts_at, card.slug))
    return [(_say(month), list(group)) for month, group in groupby(ordered, key=month_of)]


def choices(cards: list[SeminarCard], courses: Choices, locale: str) -> dict[str, Choices]:
    """What there is to choose among these seminars, by the name of the filter."""
    cities = {card.city_key: card.city_in(locale) for card in cards}
    kinds = {card.kind for card in cards}
    there = {card.course_key for card in cards}
    return {
        "city": sorted(cities.items(), key=lambda pair: pair[1]),
        "month": [(month, _say(month)) for month in sorted({month_of(card) for card in cards})],
        "kind": [(kind.value, str(KINDS[kind])) for kind in Kind if kind in kinds],
        "course": [(key, title) for key, title in courses if key in there],
    }


def _say(month: str) -> str:
    return say_month(date.fromisoformat(f"{month}-01"))
