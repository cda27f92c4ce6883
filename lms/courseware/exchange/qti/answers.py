"""The kinds of question in QTI, read: a new one is a function here and a line in READ."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from lms.base.i18n import lazy_gettext
from lms.courseware.exchange import common
from lms.courseware.exchange.keys import is_key
from lms.courseware.exchange.numbers import decimal
from lms.courseware.exchange.qti.item import Item
from lms.courseware.exchange.qti.texts import Texts
from lms.courseware.exchange.rows import QuestionRefused, Remarks, Values
from lms.courseware.exchange.xml_tree import Element

TRUTH = frozenset({"true", "false"})


class Asked(NamedTuple):
    """One way to answer, in its item, and how to read its texts."""

    item: Item
    interaction: Element
    language: str
    texts: Texts
    remarks: Remarks


def choice(asked: Asked) -> Values:
    """Options, or a statement where they are called `true` and `false`."""
    check_right(asked)
    choices = asked.interaction.all("simpleChoice")
    names = [one.attributes.get("identifier", "") for one in choices]
    right, mapping = asked.item.right(asked.interaction), asked.item.mapping(asked.interaction)
    declared = asked.item.declaration(asked.interaction).attributes
    is_single = declared.get("cardinality", "single") == "single"
    if is_single and set(names) == TRUTH and len(right) == 1:
        return common.statement(asked.language, [], asked.remarks, answer=right[0] == "true")
    said = comments_of(asked, names)
    options = [
        common.Weighed(
            asked.texts.line(f"option {name}", words_of(one)),
            gain(name, right, mapping, is_single=is_single),
            said.get(name, ""),
        )
        for name, one in zip(names, choices, strict=True)
    ]
    values = common.choice(asked.language, options, asked.remarks, is_single=is_single)
    for option, name, one in zip(values["options"], names, choices, strict=True):
        if is_key(name) and len(set(names)) == len(names):
            option["key"] = name
        if one.attributes.get("fixed") == "true" and one is choices[-1]:
            option["keep_last"] = True
    return values


def gain(
    name: str, right: list[str], mapping: Mapping[str, Decimal], *, is_single: bool
) -> Decimal:
    """Give what one option gives, in per cent."""
    if mapping and not is_single:
        total = sum(value for value in mapping.values() if value > 0)
        return mapping.get(name, Decimal(0)) * 100 / total if total else Decimal(0)
    if name in right:
        return common.FULL if is_single else common.FULL / len(right)
    return Decimal(0) if is_single else -common.FULL


def words_of(one: Element) -> Element:
    """Give an option without the comments inside it."""
    pieces = [
        piece
        for piece in one.pieces
        if isinstance(piece, str) or not piece.name.startswith("feedback")
    ]
    return Element(one.name, one.attributes, one.line, pieces)


def comments_of(asked: Asked, names: list[str]) -> dict[str, str]:
    """Give what is said to single options."""
    said = {}
    for one in asked.item.root.all("modalFeedback"):
        name = one.attributes.get("identifier", "")
        if name in names and one.attributes.get("outcomeIdentifier") != "EXPLANATION":
            said[name] = asked.texts.block(f"FEEDBACK {name}", one)
    for one in asked.interaction.all("simpleChoice"):
        for inside in one.all("feedbackInline"):
            said.setdefault(one.attributes.get("identifier", ""), asked.texts.block("", inside))
    return said


def entry(asked: Asked) -> Values:
    """One field: a number or words."""
    check_right(asked)
    declared = asked.item.declaration(asked.interaction)
    right = asked.item.right(asked.interaction)
    if declared.attributes.get("baseType") in {"float", "integer"}:
        spans = [common.Span(decimal(value), tolerance(asked)) for value in right[:1]]
        return common.number(spans, asked.remarks)
    mapping = asked.item.mapping(asked.interaction)
    most = max(mapping.values(), default=Decimal(1)) or Decimal(1)
    answers = [common.Accepted(key, value * 100 / most) for key, value in mapping.items()]
    known = {answer.text for answer in answers}
    answers = [common.Accepted(value) for value in right if value not in known] + answers
    words = asked.texts.words("accept", [answer.text for answer in answers])
    starred = [one._replace(text=text) for one, text in zip(answers, words, strict=True)]
    return common.short(asked.language, starred, asked.remarks)


def tolerance(asked: Asked) -> Decimal:
    """Give how far from the number an answer may be."""
    for equal in asked.item.root.deep("equal"):
        bounds = equal.attributes.get("tolerance", "0").split()
        if equal.attributes.get("toleranceMode", "exact") == "absolute" and bounds:
            exact = [abs(decimal(bound)) for bound in bounds]
            if len(set(exact)) > 1:
                asked.remarks.lost(lazy_gettext("Another tolerance upwards than downwards."))
            return max(exact)
        if equal.attributes.get("toleranceMode") == "relative":
            asked.remarks.lost(lazy_gettext("A tolerance in per cent: the number became exact."))
    return Decimal(0)


def extended(asked: Asked) -> Values:
    """A text of one's own."""
    return common.long_text(asked.language, asked.remarks)


def check_right(asked: Asked) -> None:
    """Refuse an item that does not say what is right; raises QuestionRefused."""
    if not asked.item.right(asked.interaction) and not asked.item.mapping(asked.interaction):
        raise QuestionRefused(lazy_gettext("The item does not say what is right."))


def pairs(asked: Asked) -> Values:
    """Pairs: each of the first set with what belongs to it of the second."""
    check_right(asked)
    sets = [one.all("simpleAssociableChoice") for one in asked.interaction.all("simpleMatchSet")]
    if len(sets) != 2:
        raise QuestionRefused(lazy_gettext("Matching needs two sets."))
    right = dict(pair.split(None, 1) for pair in asked.item.right(asked.interaction) if " " in pair)
    found = []
    said = {name_of(one): {asked.language: plain_of(one)} for one in sets[1]}
    for one in sets[0]:
        key = name_of(one).removeprefix("part-")
        text = asked.texts.line(f"part {key}", one)
        found.append(({asked.language: text}, said.get(right.get(name_of(one), ""), {})))
    used = set(right.values())
    found += [({}, text) for name, text in said.items() if name not in used]
    values = common.matching(found, asked.remarks)
    return under_names(values, sets, right)


def under_names(values: Values, sets: list[list[Element]], right: Mapping[str, str]) -> Values:
    """Give parts and options the names of the file, where all of them are keys."""
    lefts = [name_of(one).removeprefix("part-") for one in sets[0]]
    names = [name_of(one).removeprefix("option-") for one in sets[1]]
    fitting = all(map(is_key, lefts + names)) and len(set(lefts)) == len(values["parts"])
    if not fitting or len(set(names)) != len(names):
        return values
    said = [{"key": name, "text": plain_of(one)} for name, one in zip(names, sets[1], strict=True)]
    language = next(iter(values["options"][0]["text"]))
    return {
        "type": "matching",
        "parts": [
            {"key": key, "text": part["text"], "match": right[name_of(one)].removeprefix("option-")}
            for key, part, one in zip(lefts, values["parts"], sets[0], strict=True)
        ],
        "options": [one | {"text": {language: one["text"]}} for one in said],
    }


def name_of(one: Element) -> str:
    """Give the identifier of a choice."""
    return one.attributes.get("identifier", "")


def plain_of(one: Element) -> str:
    """Give the words of a choice that stands in a list."""
    return " ".join(one.text.split())


def order(asked: Asked) -> Values:
    """Things in their right order."""
    check_right(asked)
    named = {name_of(one): one for one in asked.interaction.all("simpleChoice")}
    right = [name for name in asked.item.right(asked.interaction) if name in named]
    items = [{asked.language: asked.texts.line(f"item {name}", named[name])} for name in right]
    values = common.ordering(items, asked.remarks)
    if all(map(is_key, right)) and len(set(right)) == len(values["items"]):
        values["items"] = [
            one | {"key": name} for one, name in zip(values["items"], right, strict=True)
        ]
    return values


READ: MappingProxyType[str, Callable[[Asked], Values]] = MappingProxyType(
    {
        "choiceInteraction": choice,
        "textEntryInteraction": entry,
        "extendedTextInteraction": extended,
        "matchInteraction": pairs,
        "orderInteraction": order,
    }
)


def answers_of(asked: Asked) -> Values:
    """Understand a way to answer; raises QuestionRefused."""
    name = asked.interaction.name
    if name not in READ:
        raise common.no_such_kind(name)
    return READ[name](asked)
