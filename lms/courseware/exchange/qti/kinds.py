"""The kinds of question in QTI, written: a new one is a function here and a line in WRITE."""

from collections.abc import Callable, Iterator
from types import MappingProxyType
from typing import NamedTuple

from lms.courseware.exchange import common
from lms.courseware.exchange.numbers import plain
from lms.courseware.exchange.qti.texts import Layout
from lms.courseware.exchange.qti.tree import Tag
from lms.courseware.exchange.rows import Values
from lms.courseware.questions.true_false import word

RESPONSE = "RESPONSE"
PART = "part-"
OPTION = "option-"


class Form(NamedTuple):
    """What one question becomes: how it is answered, what is right, how that is marked."""

    declaration: Tag
    interaction: Tag
    processing: tuple[Tag, ...]


def declared(cardinality: str, kind: str, *values: str, mapping: Tag | None = None) -> Tag:
    """Write what is right."""
    inside = [Tag("correctResponse", *(Tag("value", value) for value in values))]
    if mapping:
        inside.append(mapping)
    return Tag(
        "responseDeclaration",
        *inside,
        identifier=RESPONSE,
        cardinality=cardinality,
        baseType=kind,
    )


def mapped(pairs: Iterator[tuple[str, str]], **bounds: object) -> Tag:
    """Write what single values give."""
    entries = [Tag("mapEntry", mapKey=key, mappedValue=value) for key, value in pairs]
    return Tag("mapping", *entries, defaultValue="0", **bounds)


def score(marks: int, when: Tag) -> Tag:
    """Give all marks when something holds, else none."""

    def scored(value: int) -> Tag:
        return Tag(
            "setOutcomeValue", Tag("baseValue", str(value), baseType="float"), identifier="SCORE"
        )

    return Tag(
        "responseCondition",
        Tag("responseIf", when, scored(marks)),
        Tag("responseElse", scored(0)),
    )


def matches(marks: int) -> Tag:
    """Give all marks for exactly what is right."""
    return score(
        marks,
        Tag("match", Tag("variable", identifier=RESPONSE), Tag("correct", identifier=RESPONSE)),
    )


def by_mapping() -> Tag:
    """Give the sum of what single values give."""
    return Tag("setOutcomeValue", Tag("mapResponse", identifier=RESPONSE), identifier="SCORE")


def write_options(question: Values, language: str, layout: Layout) -> Form:
    """Options: exactly the right one, or right minus wrong."""
    options, is_single = question["options"], question["type"] == "single"
    choices = [
        Tag(
            "simpleChoice",
            *layout.line(f"option {option['key']}", option["text"][language]),
            identifier=option["key"],
            fixed=str(bool(option.get("keep_last"))).lower(),
        )
        for option in options
    ]
    interaction = Tag(
        "choiceInteraction",
        *choices,
        responseIdentifier=RESPONSE,
        shuffle="true",
        maxChoices="1" if is_single else "0",
    )
    right = [option["key"] for option in options if option.get("correct")]
    marks = question.get("marks", 1)
    if is_single or question.get("credit") == "exact":
        cardinality = "single" if is_single else "multiple"
        return Form(declared(cardinality, "identifier", *right), interaction, (matches(marks),))
    share = common.percent(common.FULL * marks / len(right) / 100)
    pairs = ((o["key"], share if o.get("correct") else f"-{share}") for o in options)
    mapping = mapped(pairs, lowerBound="0", upperBound=marks)
    declaration = declared("multiple", "identifier", *right, mapping=mapping)
    return Form(declaration, interaction, (by_mapping(),))


def write_truth(question: Values, language: str, layout: Layout) -> Form:
    """A statement: two choices that keep their places."""
    del layout
    choices = [
        Tag("simpleChoice", word(language, key), identifier=key, fixed="true")
        for key in ("true", "false")
    ]
    interaction = Tag(
        "choiceInteraction", *choices, responseIdentifier=RESPONSE, shuffle="false", maxChoices="1"
    )
    right = str(question["answer"]).lower()
    return Form(
        declared("single", "identifier", right),
        interaction,
        (matches(question.get("marks", 1)),),
    )


def write_number(question: Values, language: str, layout: Layout) -> Form:
    """A number: equal within the tolerance."""
    del language, layout
    tolerance = plain(question.get("tolerance", 0))
    equal = Tag(
        "equal",
        Tag("variable", identifier=RESPONSE),
        Tag("correct", identifier=RESPONSE),
        toleranceMode="absolute",
        tolerance=f"{tolerance} {tolerance}",
    )
    interaction = Tag("textEntryInteraction", responseIdentifier=RESPONSE, expectedLength="10")
    return Form(
        declared("single", "float", plain(question["answer"])),
        interaction,
        (score(question.get("marks", 1), equal),),
    )


def write_short(question: Values, language: str, layout: Layout) -> Form:
    """Words that are accepted, whatever their capitals."""
    accepted, marks = question["accept"][language], str(question.get("marks", 1))
    accepted = layout.words("accept", accepted)
    entries = [
        Tag("mapEntry", mapKey=answer, mappedValue=marks, caseSensitive="false")
        for answer in accepted
    ]
    mapping = Tag("mapping", *entries, defaultValue="0")
    interaction = Tag("textEntryInteraction", responseIdentifier=RESPONSE, expectedLength="30")
    declaration = declared("single", "string", accepted[0], mapping=mapping)
    return Form(declaration, interaction, (by_mapping(),))


def write_pairs(question: Values, language: str, layout: Layout) -> Form:
    """Pairs: parts on one side, options on the other; every pair gives its equal share."""
    parts, options = question["parts"], question["options"]
    left = [
        Tag(
            "simpleAssociableChoice",
            *layout.line(f"part {part['key']}", part["text"][language]),
            identifier=f"{PART}{part['key']}",
            matchMax="1",
        )
        for part in parts
    ]
    right_side = [
        Tag(
            "simpleAssociableChoice",
            option["text"][language],
            identifier=f"{OPTION}{option['key']}",
            matchMax="0",
        )
        for option in options
    ]
    sides = [Tag("simpleMatchSet", *left), Tag("simpleMatchSet", *right_side)]
    right = [f"{PART}{part['key']} {OPTION}{part['match']}" for part in parts]
    share = common.percent(common.FULL * question.get("marks", 1) / len(parts) / 100)
    interaction = Tag(
        "matchInteraction",
        *sides,
        responseIdentifier=RESPONSE,
        shuffle="true",
        maxAssociations=len(parts),
    )
    mapping = mapped((pair, share) for pair in right)
    return Form(
        declared("multiple", "directedPair", *right, mapping=mapping), interaction, (by_mapping(),)
    )


def write_order(question: Values, language: str, layout: Layout) -> Form:
    """Things in their right order."""
    choices = [
        Tag(
            "simpleChoice",
            *layout.line(f"item {one['key']}", one["text"][language]),
            identifier=one["key"],
        )
        for one in question["items"]
    ]
    interaction = Tag("orderInteraction", *choices, responseIdentifier=RESPONSE, shuffle="true")
    right = [one["key"] for one in question["items"]]
    return Form(
        declared("ordered", "identifier", *right), interaction, (matches(question.get("marks", 1)),)
    )


Write = Callable[[Values, str, Layout], Form]
# By our kind: how it is written, and what it carries by itself.
WRITE: MappingProxyType[str, tuple[Write, frozenset[str]]] = MappingProxyType(
    {
        "single": (write_options, frozenset({"options"})),
        "multiple": (write_options, frozenset({"options"})),
        "true-false": (write_truth, frozenset({"answer"})),
        "number": (write_number, frozenset({"answer", "tolerance"})),
        "short": (write_short, frozenset({"accept"})),
        "matching": (write_pairs, frozenset()),
        "ordering": (write_order, frozenset()),
    }
)
