"""The shape of a scenario file, checked by pydantic."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from lms.courseware.shapes import Key, Lines, Shape, Texts


def as_effects(value: object) -> object:
    """Take scales and how they change, and nothing else."""
    if not isinstance(value, dict) or not all(type(change) is int for change in value.values()):
        raise PydanticCustomError("no_effects", "effects")
    return value


class ScaleShape(Shape):
    """Something that choices raise or lower."""

    key: Key
    title: Lines
    start: int = Field(default=0, ge=-1_000, le=1_000)


class ChoiceShape(Shape):
    """What one can do."""

    key: Key
    text: Texts
    to: Key
    effects: Annotated[dict[str, int], BeforeValidator(as_effects)] = Field(default_factory=dict)
    consequence: Texts


class NodeShape(Shape):
    """A situation; that it has choices is checked in the reader, in better words."""

    key: Key
    text: Texts
    choices: list[ChoiceShape] = Field(default_factory=list, max_length=6)


class EndingShape(Shape):
    """How the story can end."""

    key: Key
    rank: Literal["best", "partial", "poor"]
    text: Texts


class ScenarioShape(Shape):
    """A scenario file."""

    title: Lines
    role: Lines
    minutes: int = Field(ge=1, le=60)
    context: Texts
    scales: list[ScaleShape] = Field(min_length=1, max_length=6)
    start: Key
    nodes: list[NodeShape] = Field(min_length=1, max_length=60)
    endings: list[EndingShape] = Field(min_length=1, max_length=20)
