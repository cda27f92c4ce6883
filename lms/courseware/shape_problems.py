"""What pydantic finds, said in the words of an author, with file and line."""

from collections.abc import Callable
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from lms.courseware import policy_shapes, scenario_shapes, shapes
from lms.courseware.advice import say
from lms.courseware.lined import Lined
from lms.courseware.problems import Problem
from lms.courseware.question_shapes import SHAPES

S = TypeVar("S", bound=shapes.Shape)
Said = tuple[str, dict[str, str]]

PLAIN = {
    "string_pattern_mismatch": "bad-key",
    "empty_text": "no-text",
    "string_too_short": "no-text",
    "string_type": "not-a-text",
    "int_type": "not-whole",
    "bool_type": "not-true-false",
    "list_type": "not-a-list",
    "model_type": "not-a-mapping",
    "model_attributes_type": "not-a-mapping",
    "dict_type": "not-languages",
    "no_date": "not-a-date",
    "no_number": "not-a-number",
    "no_address": "not-an-address",
    "no_item": "not-an-item",
    "no_effects": "not-effects",
    "no_part": "not-a-part",
    "no_need": "not-a-need",
}


def checked(
    shape: type[S], lined: Lined, file: str, languages: tuple[str, ...]
) -> tuple[S | None, list[Problem]]:
    """Check values against a shape; give it, or every problem at once."""
    try:
        return shape.model_validate(lined.value, context={"languages": languages}), []
    except ValidationError as error:
        found = [_problem(shape, details, lined, file) for details in error.errors()]
        return None, list(dict.fromkeys(found))


def _problem(shape: type[shapes.Shape], details: ErrorDetails, lined: Lined, file: str) -> Problem:
    code, values = _said(shape, details)
    loc = (*details["loc"], "type") if details["type"] == "union_tag_invalid" else details["loc"]
    return say(code, file, lined.line(loc), **values)


def _said(shape: type[shapes.Shape], details: ErrorDetails) -> Said:
    kind, context = details["type"], details.get("ctx", {})
    if kind in PLAIN:
        return PLAIN[kind], {}
    if kind in WITH_VALUES:
        return WITH_VALUES[kind](context)
    last = str(details["loc"][-1]) if details["loc"] else ""
    if kind == "missing":
        return "missing", {"field": last}
    if kind == "extra_forbidden":
        return _unknown(last, known_fields(shape, details["loc"]))
    return "not-valid", {"what": kind}


def _unknown(field: str, known: list[str]) -> Said:
    near = get_close_matches(field.lower().replace("-", "_"), known, n=1)
    if near:
        return "unknown-field-near", {"field": field, "near": near[0]}
    return "unknown-field", {"field": field, "known": ", ".join(known)}


def _languages(code: str) -> Callable[[dict[str, Any]], Said]:
    return lambda context: (code, {"languages": context["languages"]})


def _limit(code: str, name: str) -> Callable[[dict[str, Any]], Said]:
    return lambda context: (code, {"limit": str(context[name])})


WITH_VALUES: dict[str, Callable[[dict[str, Any]], Said]] = {
    "no_language": _languages("no-language"),
    "strange_language": _languages("strange-language"),
    "string_too_long": _limit("too-long", "max_length"),
    "too_long": _limit("too-long", "max_length"),
    "too_short": _limit("too-short", "min_length"),
    "greater_than_equal": _limit("too-small", "ge"),
    "less_than_equal": _limit("too-great", "le"),
    "literal_error": lambda context: (
        "not-one-of",
        {"allowed": context["expected"].replace("'", "").replace(" or ", ", ")},
    ),
    "no_preset": lambda context: ("not-a-preset", {"allowed": context["allowed"]}),
    "union_tag_invalid": lambda context: (
        "not-one-of",
        {"allowed": context["expected_tags"].replace("'", "")},
    ),
    "union_tag_not_found": lambda _: ("missing", {"field": "type"}),
}


def known_fields(shape: type[shapes.Shape], loc: tuple[int | str, ...]) -> list[str]:
    """Name the fields known where `loc` points to, the field itself not counted."""
    at: type[shapes.Shape] = shape
    for part in loc[:-1]:
        at = INSIDE.get((at.__name__, str(part)), at)
    return [field.alias or name for name, field in at.model_fields.items()]


# Which shape stands under which field (or type of question) of which shape.
INSIDE: dict[tuple[str, str], type[shapes.Shape]] = {
    ("CourseShape", "modules"): shapes.ModuleShape,
    ("CourseShape", "completion"): shapes.NeedShape,
    ("ModuleShape", "items"): shapes.ItemShape,
    ("LessonShape", "sources"): shapes.SourceShape,
    ("LessonShape", "terms"): shapes.TermShape,
    ("ScenarioShape", "scales"): scenario_shapes.ScaleShape,
    ("ScenarioShape", "nodes"): scenario_shapes.NodeShape,
    ("ScenarioShape", "endings"): scenario_shapes.EndingShape,
    ("NodeShape", "choices"): scenario_shapes.ChoiceShape,
    ("QuizShape", "policy"): policy_shapes.PolicyShape,
    ("PolicyShape", "draw"): policy_shapes.PoolShape,
    ("PolicyShape", "review"): policy_shapes.ReviewShape,
    **{("QuizShape", name): shape for name, shape in SHAPES.items()},
    **{
        (shape.__name__, field): inner
        for shape in SHAPES.values()
        for field, inner in shape.inside.items()
    },
}
