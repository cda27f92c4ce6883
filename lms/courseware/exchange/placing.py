"""Puts understood questions into a quiz: what is there stays, the same file twice changes nothing.

A question is known by its key. The same question in another language joins its translation; the
same text again is unchanged; another question under a key that is taken gets a key of its own, or
takes its place where the person wants that.
"""

from collections.abc import Collection, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lms.base.errors import Refusal
from lms.base.i18n import lazy_gettext
from lms.courseware.exchange.extras import LISTS, is_texts, listed
from lms.courseware.exchange.keys import is_ours, key_from, numbered
from lms.courseware.exchange.rows import Remark, Row, Values

MOST_IN_QUIZ = 200
ORDER = ("key", "type", "marks", "lesson", "source", "tags", "text")


class QuizFull(Refusal):
    """A quiz would have more questions than it may."""

    text = lazy_gettext(
        "A quiz has at most 200 questions. Choose fewer rows, or put the rest into another quiz."
    )


class BadRows(Refusal):
    """Some rows were not understood and nobody has said to leave them out."""

    text = lazy_gettext(
        "Some rows were not understood. Mend them in the file, or say that they are to be left out."
    )


class Deed(StrEnum):
    """What became of a row."""

    ADDED = "added"
    JOINED = "joined"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    LEFT_OUT = "left-out"


@dataclass(frozen=True, slots=True)
class Placed:
    """A row, the key it has in the quiz, and what became of it."""

    row: Row
    key: str
    deed: Deed
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """How rows are to be placed; `lessons` are those a question may name."""

    lessons: Collection[str] = frozenset()
    replaces: bool = False
    skips_bad: bool = False


def place(
    questions: Sequence[Values], rows: Iterable[Row], wish: Wish
) -> tuple[list[Values], list[Placed]]:
    """Give the questions of the quiz with the rows in it; raises QuizFull and BadRows."""
    rows = list(rows)
    if not wish.skips_bad and not all(row.is_good for row in rows):
        raise BadRows
    known = {str(question.get("key")): deepcopy(dict(question)) for question in questions}
    placed = [_placed(known, row, wish) for row in rows]
    if len(known) > MOST_IN_QUIZ and len(known) > len(questions):
        raise QuizFull
    return list(known.values()), placed


def _placed(known: dict[str, Values], row: Row, wish: Wish) -> Placed:
    if not row.is_good or row.question is None:
        return Placed(row, "", Deed.LEFT_OUT)
    question, remarks = _fitting(row.question, wish)
    base, number = key_from(row.title), 1
    while True:
        key = numbered(base, number)
        old = known.get(key)
        if old is None:
            known[key] = in_order({"key": key} | question)
            return Placed(row, key, Deed.ADDED, remarks if number == 1 else (*remarks, TAKEN))
        deed = _deed(old, question, wish)
        if deed:
            if deed is not Deed.UNCHANGED:
                known[key] = in_order(merged(old, aligned(question, old)))
            return Placed(row, key, deed, remarks)
        number += 1


TAKEN = Remark(
    "warning",
    lazy_gettext("A different question has this key already: this one got a key of its own."),
)
NO_LESSON = lazy_gettext("The lesson to read again is not in this module: it is left out.")


def _fitting(question: Values, wish: Wish) -> tuple[Values, tuple[Remark, ...]]:
    """Leave out a lesson that the module does not have."""
    if "lesson" not in question or question["lesson"] in wish.lessons:
        return question, ()
    rest = {name: value for name, value in question.items() if name != "lesson"}
    return rest, (Remark("lost", NO_LESSON),)


def _deed(old: Values, question: Values, wish: Wish) -> Deed | None:
    """Say what a question would do to one that is there; None if it is another question."""
    if old.get("type") != question["type"]:
        return None
    fitted = aligned(question, old)
    if skeleton(old) == skeleton(fitted):
        if merged(old, fitted) == old:
            return Deed.UNCHANGED
        if not set(old.get("text") or {}) & set(question["text"]):
            return Deed.JOINED
    return Deed.REPLACED if wish.replaces else None


def aligned(question: Values, old: Values) -> Values:
    """Give what has no keys of its own the keys it has in the quiz, place by place."""
    fitted: Values = dict(question)
    names: dict[str, str] = {}
    for name in LISTS:
        mine, there = listed(question.get(name)), listed(old.get(name))
        keys = [str(each.get("key")) for each in mine]
        if not mine or len(mine) != len(there) or not all(map(is_ours, keys)):
            continue
        known = [str(each.get("key")) for each in there]
        names |= dict(zip(keys, known, strict=True)) if name == "options" else {}
        fitted[name] = [each | {"key": key} for each, key in zip(mine, known, strict=True)]
    if "match" in str(fitted.get("parts")):
        fitted["parts"] = [
            part | {"match": names.get(str(part.get("match")), part.get("match"))}
            for part in listed(fitted["parts"])
        ]
    return fitted


def skeleton(question: Values) -> Any:
    """Give what does not depend on language and makes the question this one: how it is answered."""
    return _bare(
        {n: v for n, v in question.items() if n not in {*ORDER, "feedback", "credit", "hints"}}
    )


def _bare(value: Any) -> Any:
    if is_texts(value):
        return None
    if isinstance(value, dict):
        inner = {name: _bare(each) for name, each in value.items() if name != "keep_last"}
        return {name: each for name, each in inner.items() if each not in (None, False)}
    return [_bare(each) for each in value] if isinstance(value, list) else value


def merged(old: Any, new: Any) -> Any:
    """Put new values over old ones; languages that are only in the old ones stay."""
    if isinstance(old, dict) and isinstance(new, dict):
        return old | {
            name: merged(old[name], value) if name in old else value for name, value in new.items()
        }
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [merged(*pair) for pair in zip(old, new, strict=True)]
    if isinstance(old, str) and is_texts(new) and set(new.values()) == {old}:
        return old
    return new


def in_order(question: Values) -> Values:
    """Write the parts of a question in the order a person expects: the explanation last."""
    first = {name: question[name] for name in ORDER if name in question}
    last = {"feedback": question["feedback"]} if "feedback" in question else {}
    return first | {n: v for n, v in question.items() if n not in first | last} | last
