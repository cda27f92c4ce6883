"""What every writer is given, and what each says of questions it leaves out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lms.base.i18n import lazy_gettext
from lms.courseware.exchange.extras import is_texts
from lms.courseware.exchange.rows import Remarks, Values


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The questions of a quiz on their way out, in one of its languages.

    `languages` are all of them, for a format that holds several; `files` the pictures of the
    course by path.
    """

    title: str
    questions: Sequence[Values]
    language: str
    languages: Sequence[str]
    files: Mapping[str, bytes] = field(default_factory=dict)


def in_language(question: Values, language: str, remarks: Remarks) -> bool:
    """Say whether every text of a question is there in a language; what is missing is told."""
    if lacks(question, language):
        remarks.error(
            lazy_gettext(
                "Left out: it has no text in this language yet (%(language)s).", language=language
            )
        )
        return False
    return True


def lacks(value: object, language: str) -> bool:
    """Say whether some text below a value is missing in a language."""
    if is_texts(value):
        return language not in value  # type: ignore[operator]
    if isinstance(value, Mapping):
        return any(lacks(inner, language) for inner in value.values())
    return isinstance(value, list) and any(lacks(inner, language) for inner in value)


def without_kind(question: Values, name: str, remarks: Remarks) -> None:
    """Say that a format has no questions of this kind."""
    remarks.error(
        lazy_gettext(
            "Left out: questions of the kind “%(kind)s” do not go into %(format)s.",
            format=name,
            kind=question["type"],
        )
    )


def languages_of(questions: Sequence[Values]) -> list[str]:
    """Give the languages in which questions have texts, in alphabetical order."""
    found = {language for question in questions for language in question.get("text", {})}
    return sorted(found)
