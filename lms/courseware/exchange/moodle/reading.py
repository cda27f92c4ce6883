"""Reads Moodle XML: every question becomes a row, pictures come along."""

from collections.abc import Iterator

from lms.base.i18n import lazy_gettext
from lms.courseware.exchange import common, extras
from lms.courseware.exchange.moodle.kinds import READ, Asked
from lms.courseware.exchange.moodle.texts import Texts
from lms.courseware.exchange.numbers import decimal
from lms.courseware.exchange.pictures import Pictures
from lms.courseware.exchange.rows import (
    FileRefused,
    Opened,
    QuestionRefused,
    Remarks,
    Row,
    Values,
)
from lms.courseware.exchange.xml_tree import Element, parsed

MOST_MARKS = 100


def open_moodle(content: bytes, language: str) -> Opened:
    """Open a file; raises FileRefused for what is no Moodle XML."""
    root = parsed(content)
    if root.name != "quiz":
        raise FileRefused(
            lazy_gettext(
                "This XML is no Moodle file: it begins with <%(name)s> and not with <quiz>.",
                name=root.name[:40],
            ),
            root.line,
        )
    questions = root.all("question")
    pictures = Pictures()
    return Opened(len(questions), rows(questions, language, pictures), pictures.files)


def rows(questions: list[Element], language: str, pictures: Pictures) -> Iterator[Row]:
    """Read the questions one by one; a category is told with the question after it."""
    number, category = 0, ""
    for element in questions:
        native = element.attributes.get("type", "?")
        if native == "category":
            category = element.said("category", "text")
            continue
        number += 1
        remarks = Remarks()
        if category:
            remarks.lost(
                lazy_gettext("The category “%(name)s”, from this question on.", name=category[:80])
            )
            category = ""
        question = None
        try:
            question = understood(element, native, language, (pictures, remarks))
        except QuestionRefused as refused:
            remarks.error(refused.text)
        yield Row(
            number=number,
            line=element.line,
            native=native[:40],
            title=(element.said("idnumber") or element.said("name", "text"))[:200],
            question=question,
            remarks=tuple(remarks.found),
        )


def understood(
    element: Element, native: str, language: str, taken: tuple[Pictures, Remarks]
) -> Values:
    """Understand one question; raises QuestionRefused."""
    pictures, remarks = taken
    if native not in READ:
        raise common.no_such_kind(native)
    texts = Texts(pictures, remarks)
    text = texts.block(element.find("questiontext"))
    question = READ[native](Asked(element, language, texts, remarks))
    general = texts.block(element.find("generalfeedback"))
    whole = common.with_common(question, language, text, general, remarks)
    marks = marks_of(element, remarks)
    if marks != 1:
        whole["marks"] = marks
    whole |= beside(element, language, texts, remarks)
    kept = extras.loaded(element.notes.get(extras.MARK, ""))
    return extras.merge(whole, kept, remarks)


def marks_of(element: Element, remarks: Remarks) -> int:
    """Give the marks, which are whole numbers from 1 to 100 here."""
    written = element.said("defaultgrade") or "1"
    exact = decimal(written)
    marks = min(max(round(exact), 1), MOST_MARKS)
    if marks != exact:
        remarks.lost(
            lazy_gettext(
                "%(exact)s marks became %(marks)s: marks are whole numbers from 1 to 100 here.",
                exact=written[:20],
                marks=marks,
            )
        )
    return marks


def beside(element: Element, language: str, texts: Texts, remarks: Remarks) -> Values:
    """Read tags and hints."""
    values = common.tags((tag.said("text") for tag in element.deep("tag")), remarks)
    hints = [text for text in map(texts.block, element.all("hint")) if text.strip()]
    if len(hints) > common.MOST_HINTS:
        remarks.lost(lazy_gettext("Hints after the fifth."))
    if hints:
        values["hints"] = [{language: hint} for hint in hints[: common.MOST_HINTS]]
    return values
