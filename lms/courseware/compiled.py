"""A syllabus as JSON and back: a page view neither parses YAML nor renders Markdown.

The codec follows the types of the frozen dataclasses, so a new field or a new kind of question
needs nothing here. `COMPILER` goes up whenever what is compiled changes its meaning or its HTML.
"""

import json
import types
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from lms.courseware.questions import TYPES, Question
from lms.courseware.scenario import Scenario
from lms.courseware.syllabus import Lesson, Quiz, Syllabus
from lms.courseware.texts import ByLanguage

COMPILER = 2

ITEMS = (Lesson, Quiz, Scenario)
Decoder = Callable[[Any], Any]


class OtherCompiler(ValueError):
    """The text was compiled by another version: read the bundle again."""


def dump(syllabus: Syllabus) -> str:
    """Write a syllabus as JSON, the same text for the same syllabus."""
    content = {"compiler": COMPILER, "syllabus": encoded(syllabus)}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> Syllabus:
    """Read what `dump` wrote; raises OtherCompiler for anything that is not of this version."""
    try:
        content = json.loads(text)
        is_ours = content["compiler"] == COMPILER
    except (ValueError, TypeError, KeyError) as error:
        raise OtherCompiler("This is no compiled course.") from error
    if not is_ours:
        raise OtherCompiler(f"Compiled by version {content['compiler']}, not {COMPILER}.")
    syllabus: Syllabus = decoder(Syllabus)(content["syllabus"])
    return syllabus


def encoded(value: object) -> object:
    """Turn frozen values into what JSON knows; what has its default is left out."""
    if isinstance(value, ByLanguage):
        return {language: encoded(inner) for language, inner in value.entries}
    if is_dataclass(value) and not isinstance(value, type):
        written = {
            field.name: encoded(getattr(value, field.name))
            for field in fields(value)
            if not same(getattr(value, field.name), field.default)
        }
        return tag_of(value) | written
    if isinstance(value, tuple):
        return [encoded(inner) for inner in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def same(value: object, default: object) -> bool:
    """Say whether a value is its default to the last digit: 0.00 is not written as 0."""
    return value == default and str(value) == str(default)


def tag_of(value: object) -> dict[str, object]:
    """Name the class of a value where several may stand in its place."""
    if isinstance(value, Question):
        return {"type": value.type}
    return {"kind": value.kind} if isinstance(value, ITEMS) else {}


@cache
def decoder(kind: Any) -> Decoder:
    """Give the function that reads a value of a type; made once for each type."""
    origin = typing.get_origin(kind) or kind
    if origin in (types.UnionType, typing.Union):
        return union_decoder(typing.get_args(kind))
    if kind is Question:
        return lambda content: decoder(TYPES[content["type"]])(content)
    if origin is tuple:
        inner = decoder(typing.get_args(kind)[0])
        return lambda content: tuple(map(inner, content))
    if isinstance(origin, type) and issubclass(origin, ByLanguage):
        return language_decoder(kind, origin)
    if is_dataclass(origin):
        return dataclass_decoder(typing.cast("type[Any]", origin))
    return SCALARS.get(origin, unchanged)


def unchanged(content: Any) -> Any:
    """Give what JSON gave."""
    return content


SCALARS: dict[Any, Decoder] = {date: date.fromisoformat, Decimal: Decimal}


def union_decoder(kinds: tuple[Any, ...]) -> Decoder:
    """Read an item by its kind, and anything else as the one type that is not None."""
    if set(kinds) == set(ITEMS):
        by_kind = {kind.kind: decoder(kind) for kind in ITEMS}
        return lambda content: by_kind[content["kind"]](content)
    inner = decoder(next(kind for kind in kinds if kind is not type(None)))
    return lambda content: None if content is None else inner(content)


def language_decoder(kind: Any, origin: type[Any]) -> Decoder:
    """Read a value per language; Text and Html hold texts, ByLanguage[T] holds T."""
    parameters = typing.get_args(kind)
    inner = decoder(parameters[0]) if parameters else unchanged
    if inner is unchanged:
        return lambda content: origin(tuple(content.items()))
    return lambda content: origin(tuple((name, inner(each)) for name, each in content.items()))


def dataclass_decoder(origin: type[Any]) -> Decoder:
    """Read the fields that are there; the others have their defaults."""
    hints = typing.get_type_hints(origin)
    readers = {field.name: decoder(hints[field.name]) for field in fields(origin)}

    def read(content: dict[str, Any]) -> Any:
        return origin(**{n: readers[n](each) for n, each in content.items() if n in readers})

    return read
