"""Reads GIFT, the plain text format of Moodle: every question becomes a row."""

import re
from collections.abc import Iterator

from lms.base.i18n import lazy_gettext
from lms.courseware.exchange import common, extras
from lms.courseware.exchange.decoding import text_of
from lms.courseware.exchange.gift import kinds, texts
from lms.courseware.exchange.gift.lexing import (
    GENERAL,
    TITLE,
    Block,
    answer_of,
    blocks,
    divided,
    unescaped,
)
from lms.courseware.exchange.rows import Opened, QuestionRefused, Remarks, Row, Values

ID = re.compile(r"\[id:((?:\\.|[^\]\\])*)\]")
TAG = re.compile(r"\[tag:((?:\\.|[^\]\\])*)\]")
OURS = re.compile(rf"{extras.MARK}:\s*(\{{.*\}})\s*\Z")
GAP = "\\_\\_\\_\\_\\_"


def open_gift(content: bytes, language: str) -> Opened:
    """Open a file; raises FileRefused for what is no text."""
    found = list(blocks(text_of(content)))
    return Opened(len(found), rows(found, language))


def rows(found: list[Block], language: str) -> Iterator[Row]:
    """Read the questions one by one; one that cannot be understood is a row with the reason."""
    category = ""
    for number, block in enumerate(found, 1):
        remarks = Remarks()
        if block.category != category:
            category = block.category
            remarks.lost(
                lazy_gettext("The category “%(name)s”, from this question on.", name=category[:80])
            )
        native, question, title = "?", None, ""
        body, title = titled(block)
        try:
            native, question = understood(block, body, language, remarks)
        except QuestionRefused as refused:
            remarks.error(refused.text)
        yield Row(
            number=number,
            line=block.line,
            native=native,
            title=title or body.strip()[:80],
            question=question,
            remarks=tuple(remarks.found),
        )


def titled(block: Block) -> tuple[str, str]:
    """Give the text after the title, and the title: the id of the question where there is one."""
    text = block.text
    named = TITLE.match(text)
    title = unescaped(named[1]).strip() if named else ""
    for comment in block.comments:
        known = ID.search(comment)
        if known:
            title = re.sub(r"\\(.)", r"\1", known[1]).strip() or title
    return (text[named.end() :] if named else text), title


def understood(block: Block, body: str, language: str, remarks: Remarks) -> tuple[str, Values]:
    """Understand one question; raises QuestionRefused."""
    before, answers, after, is_whole = answer_of(body)
    if not is_whole:
        raise QuestionRefused(
            lazy_gettext(
                "The braces { } of this question do not fit: one pair holds the answers, and a "
                "brace in the text is written \\{ or \\}."
            )
        )
    if answers is None:
        raise QuestionRefused(lazy_gettext("This is a text without a question: { } is missing."))
    kind, _ = texts.format_of(before)
    (_, inner), *general = divided(answers, GENERAL)
    beside = kept(block)
    known, arrows = str(beside.pop("kind", "")), beside.pop("arrows", [])
    counted = tuple(one for one in arrows if isinstance(one, int))
    asked = kinds.Asked(inner, language, kind, remarks, known, counted)
    native, question = kinds.read(asked)
    text = texts.block(before, remarks)
    if after.strip():
        native = "missing word"
        text = f"{text} {GAP} {texts.block(after, remarks, kind)}".strip()
    said = "\n\n".join(texts.block(part, remarks, kind) for _, part in general)
    whole = common.with_common(question, language, text, said, remarks)
    whole |= common.tags(tags_of(block), remarks)
    return native, extras.merge(whole, beside, remarks)


def kept(block: Block) -> Values:
    """Give what our own export has kept in a comment."""
    found = [OURS.search(comment) for comment in block.comments]
    return next((extras.loaded(one[1]) for one in found if one), {})


def tags_of(block: Block) -> list[str]:
    """Give the tags that stand in comments."""
    found = [tag for comment in block.comments for tag in TAG.findall(comment)]
    return [re.sub(r"\\(.)", r"\1", tag).strip() for tag in found]
