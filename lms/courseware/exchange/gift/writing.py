"""Writes questions as GIFT, one language at a time; our keys travel as titles and ids."""

from collections.abc import Iterable

from lms.courseware.exchange import extras
from lms.courseware.exchange.common import pairs_of
from lms.courseware.exchange.exporting import Outgoing, in_language, without_kind
from lms.courseware.exchange.gift.kinds import ARROW, NATIVE, WRITE
from lms.courseware.exchange.gift.lexing import escaped
from lms.courseware.exchange.rows import Remarks, Values, Written

NAME = "GIFT"
COMMON = frozenset({"text", "feedback", "tags"})
NATIVE_OF_OPTION = frozenset({"text", "correct", "feedback"})


def write_gift(outgoing: Outgoing) -> Written:
    """Write all questions that have the language and whose kind GIFT has."""
    parts, left_out = [], []
    for question in outgoing.questions:
        remarks = Remarks()
        if question["type"] not in WRITE:
            without_kind(question, NAME, remarks)
        elif in_language(question, outgoing.language, remarks):
            parts.append("\n".join(lines_of(question, outgoing.language, remarks)))
        if remarks.found:
            left_out.append((question["key"], tuple(remarks.found)))
    return Written(("\n\n".join(parts) + "\n").encode(), tuple(left_out))


def lines_of(question: Values, language: str, remarks: Remarks) -> Iterable[str]:
    """Write one question."""
    kind = question["type"]
    beside = extras.beside(question, language, COMMON | NATIVE[kind], NATIVE_OF_OPTION)
    if kind == "short" and all(ARROW in answer for answer in question["accept"][language]):
        beside["kind"] = kind
    extras.tell(beside, remarks, NAME)
    if kind == "matching":
        arrows = [right.count(ARROW) for _, right in pairs_of(question, language)]
        beside |= {"arrows": arrows} if any(arrows) else {}
    tags = "".join(f" [tag:{tag}]" for tag in question.get("tags", []))
    yield f"// [id:{question['key']}]{tags}"
    if beside:
        yield f"// {extras.MARK}: {extras.dumped(beside)}"
    yield f"::{question['key']}::[markdown]{escaped(question['text'][language])}{{"
    yield from WRITE[kind](question, language)
    feedback = question.get("feedback", {}).get(language)
    if feedback:
        yield f"####{escaped(feedback)}"
    yield "}"
