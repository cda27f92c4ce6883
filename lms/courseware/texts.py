"""What differs by language: a value per language, plain text, and cleaned HTML."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, Self, TypeVar

from markupsafe import Markup

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ByLanguage(Mapping[str, T], Generic[T]):
    """An immutable mapping from language code to value; the first language is the fallback."""

    entries: tuple[tuple[str, T], ...]

    @classmethod
    def of(cls, values: Mapping[str, T]) -> Self:
        """Take the values in the order given; an empty mapping raises ValueError."""
        if not values:
            raise ValueError("A text needs at least one language.")
        return cls(tuple(values.items()))

    def in_(self, locale: str) -> T:
        """Give the value in `locale` (`ru`, `ru_RU`, `ru-RU`), else in the first language."""
        wanted = locale.replace("_", "-").split("-")[0].lower()
        for language, value in self.entries:
            if language == wanted:
                return value
        return self.entries[0][1]

    def __getitem__(self, language: str) -> T:
        for known, value in self.entries:
            if known == language:
                return value
        raise KeyError(language)

    def __iter__(self) -> Iterator[str]:
        return (language for language, _ in self.entries)

    def __len__(self) -> int:
        return len(self.entries)


@dataclass(frozen=True, slots=True)
class Text(ByLanguage[str]):
    """Plain text per language; templates escape it."""


@dataclass(frozen=True, slots=True)
class Html(ByLanguage[str]):
    """HTML per language that has been through `markup`; only `markup` and `compiled` make it."""

    def in_(self, locale: str) -> Markup:
        """Give the HTML as `Markup`, so that a template needs no `safe` filter."""
        return Markup(ByLanguage.in_(self, locale))  # noqa: S704  cleaned by the allow-list
