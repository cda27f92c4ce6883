"""The shapes of course.yaml and of a lesson's front matter, checked by pydantic.

Shapes say what may be written; whether things agree with each other is checked in `reader` and
its neighbours. Messages are written in `shape_problems`, in the words of an author.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
)
from pydantic_core import PydanticCustomError


def filled(text: str) -> str:
    """Refuse a text of nothing but spaces."""
    if not text.strip():
        raise PydanticCustomError("empty_text", "empty")
    return text.strip()


def in_every_language(texts: dict[str, Any], info: ValidationInfo) -> dict[str, Any]:
    """Refuse a text that lacks a language of the course or has one too many."""
    languages: tuple[str, ...] = (info.context or {}).get("languages", ())
    missing = [language for language in languages if language not in texts]
    if missing:
        raise PydanticCustomError("no_language", "missing", {"languages": ", ".join(missing)})
    strange = [language for language in texts if languages and language not in languages]
    if strange:
        raise PydanticCustomError("strange_language", "strange", {"languages": ", ".join(strange)})
    return {language: texts[language] for language in languages or texts}


def as_date(value: object) -> object:
    """Read `2026-11-01`; YAML leaves dates as text."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("no_date", "date")


def as_decimal(value: object) -> object:
    """Take whole and broken numbers exactly."""
    if isinstance(value, Decimal) or type(value) is int:
        return Decimal(value)
    raise PydanticCustomError("no_number", "number")


def as_source(value: object) -> object:
    """Take a source written as one line like one with a label."""
    return {"label": value} if isinstance(value, str) else value


def as_needs(value: object) -> object:
    """Take `all` for the list that asks for nothing in particular: every item."""
    if value == "all":
        return []
    if not isinstance(value, list):
        raise PydanticCustomError("no_need", "need")
    return value


def web_address(value: str) -> str:
    """Refuse anything but http and https."""
    if not re.fullmatch(r"https?://[^\s<>\"'\\]+", value):
        raise PydanticCustomError("no_address", "address")
    return value


Key = Annotated[str, StringConstraints(pattern=r"\A[a-z][a-z0-9-]{0,47}\z")]
Line = Annotated[str, StringConstraints(max_length=300), AfterValidator(filled)]
Words = Annotated[str, StringConstraints(max_length=4_000), AfterValidator(filled)]
Day = Annotated[date, BeforeValidator(as_date)]
Numeral = Annotated[Decimal, BeforeValidator(as_decimal)]
Name = Annotated[
    str, StringConstraints(pattern=r"\A[a-z][a-z0-9-]{0,47}(/[a-z][a-z0-9-]{0,47})?\z")
]
Names = Annotated[list[Name], Field(min_length=1, max_length=500)]
Lines = Annotated[dict[str, Line], AfterValidator(in_every_language)]
Texts = Annotated[dict[str, Words], AfterValidator(in_every_language)]
Address = Annotated[str, StringConstraints(max_length=500), AfterValidator(web_address)]


class Shape(BaseModel):
    """What all shapes have in common: nothing is guessed and nothing unknown is passed over."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, populate_by_name=False)


class ItemShape(Shape):
    """One line of the order of learning: a lesson, a quiz or a scenario."""

    lesson: Key | None = None
    quiz: Key | None = None
    scenario: Key | None = None
    done: Key | None = None
    after: Names = Field(default_factory=list)

    @property
    def kind(self) -> Literal["lesson", "quiz", "scenario"]:
        """Say which of the three it is."""
        if self.lesson:
            return "lesson"
        return "quiz" if self.quiz else "scenario"

    @property
    def key(self) -> str:
        """Give the key of the item."""
        return self.lesson or self.quiz or self.scenario or ""


def one_kind(item: ItemShape) -> ItemShape:
    """Refuse an item that is none of the kinds, or several."""
    if [item.lesson, item.quiz, item.scenario].count(None) != 2:
        raise PydanticCustomError("no_item", "item")
    return item


class ModuleShape(Shape):
    """A module in course.yaml."""

    key: Key
    title: Lines
    summary: Texts
    after: Names = Field(default_factory=list)
    items: list[Annotated[ItemShape, AfterValidator(one_kind)]] = Field(
        min_length=1, max_length=100
    )


class NeedShape(Shape):
    """One line of what finishes a course: all of these, or so many of these."""

    all: Names | None = None
    at_least: Annotated[int, Field(ge=1)] | None = None
    of: Names | None = None


def one_need(need: NeedShape) -> NeedShape:
    """Refuse a line that is neither or both."""
    if (need.all is None) == (need.of is None) or (need.of is None) != (need.at_least is None):
        raise PydanticCustomError("no_need", "need")
    return need


class CourseShape(Shape):
    """course.yaml."""

    key: Key
    languages: list[Annotated[str, StringConstraints(pattern=r"\A[a-z]{2}\z")]] = Field(
        min_length=1, max_length=8
    )
    title: Lines
    summary: Texts
    outcomes: list[Lines] = Field(min_length=1, max_length=20)
    modules: list[ModuleShape] = Field(min_length=1, max_length=50)
    completion: Annotated[
        list[Annotated[NeedShape, AfterValidator(one_need)]],
        BeforeValidator(as_needs),
        Field(max_length=50),
    ] = Field(default_factory=list)
    order: Literal["free", "fixed"] = "free"
    certificate: Literal["completion", "none"] = "completion"


class SourceShape(Shape):
    """Where a lesson has its facts from."""

    label: Line
    url: Address | None = None


class TermShape(Shape):
    """A word explained at the end of a lesson."""

    term: Line
    meaning: Words


class LessonShape(Shape):
    """The front matter of a lesson in one language."""

    title: Line
    minutes: int = Field(ge=1, le=30)
    law_as_of: Day | None = None
    review_by: Day | None = None
    sources: list[Annotated[SourceShape, BeforeValidator(as_source)]] = Field(
        default_factory=list, max_length=50
    )
    terms: list[TermShape] = Field(default_factory=list, max_length=50)
    action: Words | None = None
