"""The kinds of question in Moodle XML, read: a new one is a function here and a line in READ."""

from collections.abc import Callable
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from lms.base.i18n import lazy_gettext
from lms.courseware.exchange import common
from lms.courseware.exchange.moodle.texts import Texts
from lms.courseware.exchange.numbers import decimal
from lms.courseware.exchange.rows import QuestionRefused, Remarks, Values
from lms.courseware.exchange.xml_tree import Element


class Asked(NamedTuple):
    """One question of the file and how to read its texts."""

    element: Element
    language: str
    texts: Texts
    remarks: Remarks


def percent(answer: Element) -> Decimal:
    """Give what an answer gives, in per cent; nothing where it is not said."""
    return decimal(answer.attributes.get("fraction") or "0")


def choice(asked: Asked) -> Values:
    """Options with weights."""
    options = [
        common.Weighed(
            asked.texts.line(answer), percent(answer), asked.texts.block(answer.find("feedback"))
        )
        for answer in asked.element.all("answer")
    ]
    is_single = asked.element.said("single").lower() in {"true", "1"}
    values = common.choice(asked.language, options, asked.remarks, is_single=is_single)
    if asked.element.said("shuffleanswers").lower() in {"false", "0"}:
        asked.remarks.lost(
            lazy_gettext("The fixed order of the options: a quiz shuffles all its options or none.")
        )
    for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        if asked.element.said(name, "text") not in USUAL:
            asked.remarks.lost(
                lazy_gettext("What is said to a right, partly right or wrong answer.")
            )
    return values


# What Moodle says where an author has said nothing.
USUAL = frozenset(
    {
        "",
        "Your answer is correct.",
        "Your answer is partially correct.",
        "Your answer is incorrect.",
        "<p>Your answer is correct.</p>",
        "<p>Your answer is partially correct.</p>",
        "<p>Your answer is incorrect.</p>",
        "Ваш ответ верный.",
        "Ваш ответ частично правильный.",
        "Ваш ответ неправильный.",
    }
)


def truth(asked: Asked) -> Values:
    """A statement."""
    answers = asked.element.all("answer")
    right = [answer for answer in answers if percent(answer) > 0]
    if len(right) != 1:
        raise QuestionRefused(lazy_gettext("Neither true nor false is marked as right."))
    comments = [asked.texts.block(answer.find("feedback")) for answer in answers]
    is_true = right[0].said("text").lower() == "true"
    return common.statement(asked.language, comments, asked.remarks, answer=is_true)


def numerical(asked: Asked) -> Values:
    """A number with its unit."""
    spans = [
        common.Span(
            decimal(answer.said("text")),
            abs(decimal(answer.said("tolerance") or "0")),
            percent(answer),
            answer.said("feedback", "text"),
        )
        for answer in asked.element.all("answer")
        if answer.said("text") != "*"
    ]
    values = common.number(spans, asked.remarks)
    units = [unit.said("unit_name") for unit in asked.element.deep("unit")]
    if units:
        values["unit"] = {asked.language: units[0]}
    if len(units) > 1:
        asked.remarks.lost(lazy_gettext("Other units: a number has one unit here."))
    return values


def short(asked: Asked) -> Values:
    """Words that are accepted."""
    if asked.element.said("usecase") == "1":
        asked.remarks.lost(lazy_gettext("Capital letters: here they never matter."))
    answers = [
        common.Accepted(answer.said("text"), percent(answer), answer.said("feedback", "text"))
        for answer in asked.element.all("answer")
    ]
    return common.short(asked.language, answers, asked.remarks)


def essay(asked: Asked) -> Values:
    """A text of one's own."""
    return common.long_text(asked.language, asked.remarks)


def matching(asked: Asked) -> Values:
    """Pairs; a side without a text belongs to nothing."""
    pairs = [
        (said(asked, asked.texts.line(one)), said(asked, one.said("answer", "text")))
        for one in asked.element.all("subquestion")
    ]
    return common.matching([pair for pair in pairs if any(pair)], asked.remarks)


def ordering(asked: Asked) -> Values:
    """Things in their right order."""
    items = [said(asked, asked.texts.line(one)) for one in asked.element.all("answer")]
    values = common.ordering(items, asked.remarks)
    if asked.element.said("gradingtype").startswith("RELATIVE"):
        values["credit"] = "neighbours"
    return values


def said(asked: Asked, text: str) -> dict[str, str]:
    """Give a text in the language of the file, or nothing."""
    return {asked.language: text} if text else {}


READ: MappingProxyType[str, Callable[[Asked], Values]] = MappingProxyType(
    {
        "multichoice": choice,
        "multichoiceset": choice,
        "truefalse": truth,
        "numerical": numerical,
        "shortanswer": short,
        "essay": essay,
        "matching": matching,
        "ordering": ordering,
    }
)
