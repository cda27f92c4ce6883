"""Modules and quizzes of a draft as its pages name them, whatever else is wrong with it."""

from collections.abc import Mapping

from lms.base.i18n import current_locale
from lms.courseware.exchange import outline
from lms.courseware.exchange.importing import COURSE, ENDING


def text_of(bundle: Mapping[str, bytes], path: str) -> str:
    """Give a text of a draft; signs that are no UTF-8 are shown as such."""
    return bundle.get(path, b"").decode("utf-8", errors="replace")


def quizzes_of(bundle: Mapping[str, bytes]) -> list[tuple[outline.Chapter, list[str]]]:
    """Give every module with the keys of those of its quizzes that have a file."""
    return [
        (one, [quiz for quiz in one.quizzes if f"{one.key}/{quiz}{ENDING}" in bundle])
        for one in outline.chapters(text_of(bundle, COURSE))
    ]


def languages_of(bundle: Mapping[str, bytes]) -> tuple[str, ...]:
    """Give the languages of the draft; English where none can be made out."""
    return outline.languages(text_of(bundle, COURSE)) or ("en",)


def named(chapter: outline.Chapter) -> str:
    """Give the title of a module in the reader's language, or its key."""
    return chapter.title.get(current_locale()) or next(iter(chapter.title.values()), chapter.key)
