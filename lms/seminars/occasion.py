"""What a letter tells of: the seminar as an occasion, and the person who reads."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Occasion:
    """A seminar in the words of a letter; `days` are pairs of moments in UTC."""

    slug: str
    title_en: str
    title_ru: str
    city_en: str
    city_ru: str
    zone: str
    venue_name: str
    venue_address: str
    days: tuple[tuple[datetime, datetime], ...]

    def title_in(self, locale: str) -> str:
        """The title in a language, or in the other one where only that was written."""
        if locale == "ru":
            return self.title_ru or self.title_en
        return self.title_en or self.title_ru

    def city_in(self, locale: str) -> str:
        """The city's name in a language."""
        return self.city_ru if locale == "ru" else self.city_en


@dataclass(frozen=True, slots=True)
class Reader:
    """Where a letter goes, if anywhere, and in which language."""

    address: str | None
    user_id: int | None
    locale: str
