"""The kinds of question in GIFT, read and written: a new one is a function of each sort here."""

import re
from collections.abc import Callable
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from lms.base.i18n import lazy_gettext
from lms.courseware.exchange import common
from lms.courseware.exchange.gift import texts
from lms.courseware.exchange.gift.lexing import HASHES, choices, divided, escaped, unescaped
from lms.courseware.exchange.numbers import decimal, plain, tidy
from lms.courseware.exchange.rows import QuestionRefused, Remarks, Values

ARROW = "->"
TRUTH = re.compile(r"\s*(T|TRUE|F|FALSE)\s*(?=#|\Z)", re.IGNORECASE)


class Asked(NamedTuple):
    """What stands between the braces of one question, and how its texts are to be read.

    `known` is our kind where the file says it: arrows in accepted words look like pairs.
    """

    answers: str
    language: str
    format: str
    remarks: Remarks
    known: str = ""
    arrows: tuple[int, ...] = ()


def read(asked: Asked) -> tuple[str, Values]:
    """Find the kind of question and give its name in GIFT and its values."""
    bare = asked.answers.strip()
    if not bare:
        return "essay", essay(asked)
    if bare.startswith("#"):
        return "numerical", numerical(asked._replace(answers=bare[1:]))
    if TRUTH.match(bare):
        return "true/false", truth(asked)
    found = choices(bare)
    if not found:
        raise QuestionRefused(
            lazy_gettext("An answer begins with = (right) or ~ (wrong). Write the sign.")
        )
    pairs = [one for one in found if one.is_right and ARROW in one.text]
    if asked.known != "short" and len(pairs) == len(found) > 1:
        return "matching", matching(asked)
    if all(one.is_right for one in found):
        return "short answer", short(asked)
    return "multiple choice", choice(asked)


def essay(asked: Asked) -> Values:
    """A text of one's own."""
    return common.long_text(asked.language, asked.remarks)


def truth(asked: Asked) -> Values:
    """A statement."""
    found = TRUTH.match(asked.answers)
    rest = [part for _, part in divided(asked.answers[found.end() :] if found else "", HASHES)]
    comments = [texts.block(part, asked.remarks, asked.format) for part in rest[1:3]]
    answer = bool(found) and asked.answers.strip()[:1].upper() == "T"
    return common.statement(asked.language, comments, asked.remarks, answer=answer)


def numerical(asked: Asked) -> Values:
    """A number: `30:2`, `1..5`, or several with weights."""
    found = choices(asked.answers)
    if not found:
        number, *comments = [part for _, part in divided(asked.answers, HASHES)]
        spans = [common.Span(*_number(number), common.FULL, "#".join(comments))]
    else:
        spans = [
            common.Span(*_number(one.text), _percent(one.weight, otherwise=100), one.feedback)
            for one in found
            if one.text.strip() != "*"
        ]
    return common.number(spans, asked.remarks)


def _number(written: str) -> tuple[Decimal, Decimal]:
    text = unescaped(written).strip()
    if ".." in text:
        low, _, high = text.partition("..")
        first, last = decimal(low), decimal(high)
        return tidy((first + last) / 2), tidy(abs(last - first) / 2)
    value, _, tolerance = text.partition(":")
    return decimal(value), abs(decimal(tolerance or "0"))


def short(asked: Asked) -> Values:
    """Words that are accepted."""
    answers = [
        common.Accepted(unescaped(one.text), _percent(one.weight, otherwise=100), one.feedback)
        for one in choices(asked.answers)
    ]
    return common.short(asked.language, answers, asked.remarks)


def matching(asked: Asked) -> Values:
    """Pairs; `arrows` says how many arrows are part of the right side."""
    pairs = []
    for place, one in enumerate(choices(asked.answers)):
        arrows = asked.arrows[place] if place < len(asked.arrows) else 0
        pieces = one.text.split(ARROW)
        cut = max(len(pieces) - 1 - arrows, 1)
        left = texts.line(ARROW.join(pieces[:cut]), asked.remarks, asked.format)
        right = " ".join(unescaped(ARROW.join(pieces[cut:])).split())
        pairs.append((said(asked, left), said(asked, right)))
    return common.matching(pairs, asked.remarks)


def said(asked: Asked, text: str) -> dict[str, str]:
    """Give a text in the language of the file, or nothing."""
    return {asked.language: text} if text else {}


def choice(asked: Asked) -> Values:
    """Options with weights: one right, or several."""
    options = [
        common.Weighed(
            texts.line(one.text, asked.remarks, asked.format),
            _percent(one.weight, otherwise=100 if one.is_right else 0),
            texts.block(one.feedback, asked.remarks, asked.format),
        )
        for one in choices(asked.answers)
    ]
    has_full = any(one.is_right for one in choices(asked.answers))
    return common.choice(asked.language, options, asked.remarks, is_single=has_full)


def _percent(weight: str | None, *, otherwise: int) -> Decimal:
    return Decimal(otherwise) if weight is None else Decimal(weight)


def write_pairs(question: Values, language: str) -> list[str]:
    """Pairs, then what belongs to nothing."""
    pairs = common.pairs_of(question, language)
    return [f"={escaped(left)} {ARROW} {escaped(right)}" for left, right in pairs]


Write = Callable[[Values, str], list[str]]


def write_options(question: Values, language: str) -> list[str]:
    """One right option, or several with weights."""
    weights = common.weights_of(question)
    lines = []
    for option, weight in zip(question["options"], weights, strict=True):
        sign = "=" if question["type"] == "single" and option.get("correct") else "~"
        share = f"%{weight}%" if question["type"] == "multiple" else ""
        feedback = option.get("feedback", {}).get(language, "")
        ending = f"#{escaped(feedback)}" if feedback else ""
        lines.append(f"{sign}{share}{escaped(option['text'][language])}{ending}")
    return lines


def write_truth(question: Values, language: str) -> list[str]:
    """A statement."""
    del language
    return ["TRUE" if question["answer"] else "FALSE"]


def write_number(question: Values, language: str) -> list[str]:
    """A number with its tolerance."""
    del language
    tolerance = plain(question.get("tolerance", 0))
    return [f"#{plain(question['answer'])}:{tolerance}"]


def write_short(question: Values, language: str) -> list[str]:
    """Words that are accepted."""
    return [f"={escaped(answer)}" for answer in question["accept"][language]]


WRITE: MappingProxyType[str, Write] = MappingProxyType(
    {
        "single": write_options,
        "multiple": write_options,
        "true-false": write_truth,
        "number": write_number,
        "short": write_short,
        "matching": write_pairs,
    }
)
# What each kind carries by itself; the rest travels beside (see `extras`).
NATIVE: MappingProxyType[str, frozenset[str]] = MappingProxyType(
    {
        "single": frozenset({"options"}),
        "multiple": frozenset({"options"}),
        "true-false": frozenset({"answer"}),
        "number": frozenset({"answer", "tolerance"}),
        "short": frozenset({"accept"}),
        "matching": frozenset({"parts", "options"}),
    }
)
