"""What of a lesson page is the same for everybody: made once a process, edition and language."""

from dataclasses import dataclass
from functools import lru_cache

from flask import current_app
from markupsafe import Markup

from lms.base.i18n import current_locale, say_day
from lms.catalogue.syllabi import syllabus_of
from lms.courseware.syllabus import Item, Lesson
from lms.learning.queries.places import Place
from lms.web.catalogue.addresses import course_address, item_address

MOST_KEPT = 512
# Said in the language it leads to, so that whoever needs it can read it.
INVITATIONS = {"en": "Read in English", "ru": "Читать по-русски"}


@dataclass(frozen=True, slots=True)
class Signpost:
    """A link to an item of the course."""

    title: str
    address: str
    path: str
    kind: str


@dataclass(frozen=True, slots=True)
class LessonPage:
    """A lesson in one language, ready but for what the reader has done."""

    lesson: Lesson
    title: str
    language: str
    course_title: str
    course_address: str
    module_title: str
    bare_address: str
    completion_address: str
    kilobytes: int
    article: Markup
    review_day: str
    steps: tuple[Signpost, ...]
    previous: Signpost | None
    next: Signpost | None
    other_languages: tuple[tuple[str, str], ...]


def lesson_page(place: Place, course_key: str, lesson: Lesson, language: str) -> LessonPage:
    """Give the page of a lesson; the words round the text follow the reader's own language."""
    return _made(
        place.edition_id, place.digest, course_key, lesson.path, language, current_locale()
    )


@lru_cache(MOST_KEPT)
def _made(
    edition_id: int, digest: str, course_key: str, path: str, language: str, locale: str
) -> LessonPage:
    syllabus = syllabus_of(edition_id, digest)
    lesson = syllabus.item_at(path)
    if not isinstance(lesson, Lesson):
        raise TypeError(f"{path} is no lesson")
    module = syllabus.module(lesson.module)
    bare = item_address(course_key, lesson)
    words = "" if language == locale else f"?lang={language}"

    def post(item: Item | None) -> Signpost | None:
        return _signpost(course_key, item, language, words) if item else None

    return LessonPage(
        lesson=lesson,
        title=lesson.title.in_(language),
        language=language,
        course_title=syllabus.title.in_(locale),
        course_address=course_address(course_key),
        module_title=module.title.in_(language),
        bare_address=bare,
        completion_address=f"{bare}completion{words}",
        kilobytes=max(1, round(lesson.bytes.in_(language) / 1024)),
        article=_article(lesson, language),
        review_day=say_day(lesson.review_by) if lesson.review_by else "",
        steps=tuple(_signpost(course_key, item, language, words) for item in module.items),
        previous=post(syllabus.previous(lesson)),
        next=post(syllabus.next(lesson)),
        other_languages=tuple(
            (other, INVITATIONS.get(other, other))
            for other in syllabus.languages
            if other != language
        ),
    )


def _article(lesson: Lesson, language: str) -> Markup:
    """Write the text with its terms and sources; nothing of the reader is in it."""
    template = current_app.jinja_env.get_template("learning/lessons/article.html")
    day = say_day(lesson.law_as_of) if lesson.law_as_of else ""
    return Markup(template.render(lesson=lesson, language=language, law_day=day))  # noqa: S704


def _signpost(course_key: str, item: Item, language: str, words: str) -> Signpost:
    address = item_address(course_key, item) + words
    return Signpost(item.title.in_(language), address, item.path, item.kind)
