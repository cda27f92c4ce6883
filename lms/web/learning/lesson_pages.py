"""What a lesson page says: the same for all who stand at the same place in the same edition.

A reader differs by what of the module is done. The page is kept whole, see lms/web/kept_pages.py.
"""

from dataclasses import dataclass

from flask import current_app
from markupsafe import Markup

from lms.base import clock
from lms.base.i18n import current_locale, say_day
from lms.catalogue.syllabi import syllabus_of
from lms.courseware.completion import locked, rule_of
from lms.courseware.syllabus import Item, Lesson, Module, Syllabus
from lms.learning.queries.places import Place
from lms.web.catalogue.addresses import course_address, item_address

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
class Reading:
    """Which lesson of which edition, in which language, by somebody who speaks which.

    `done` and `closed` are the paths done and locked of its module; `is_stale` says that the day
    of review has passed.
    """

    edition_id: int
    digest: str
    course_key: str
    path: str
    language: str
    locale: str
    done: frozenset[str]
    closed: frozenset[str]
    is_stale: bool

    def address_of(self, item: Item) -> str:
        """Give the address of an item, read in the same language."""
        words = "" if self.language == self.locale else f"?lang={self.language}"
        return item_address(self.course_key, item) + words

    def signpost(self, item: Item | None) -> Signpost | None:
        """Give a link to an item, or None where there is none."""
        if item is None:
            return None
        return Signpost(item.title.in_(self.language), self.address_of(item), item.path, item.kind)


@dataclass(frozen=True, slots=True)
class LessonPage:
    """The page before and after the form that marks it as read."""

    title: str
    completion_address: str
    is_read: bool
    is_by_trainer: bool
    is_last: bool
    before: Markup
    after: Markup


def reading_of(place: Place, course_key: str, lesson: Lesson, language: str) -> Reading:
    """Tell who reads what; the words round the text follow the reader's own language."""
    start = f"{lesson.module}/"
    return Reading(
        place.edition_id,
        place.digest,
        course_key,
        lesson.path,
        language,
        current_locale(),
        frozenset(path for path in place.done if path.startswith(start)),
        frozenset(path for path in locked(place.syllabus, place.done) if path.startswith(start)),
        lesson.is_stale(clock.now().date()),
    )


def lesson_page(reading: Reading) -> LessonPage:
    """Give the page of a lesson."""
    syllabus = syllabus_of(reading.edition_id, reading.digest)
    lesson = syllabus.item_at(reading.path)
    if not isinstance(lesson, Lesson):
        raise TypeError(f"{reading.path} is no lesson")
    words = _words(reading, syllabus, lesson)
    words |= {"done": reading.done, "closed": reading.closed}
    words |= {"is_read": lesson.path in reading.done, "is_stale": reading.is_stale}
    bare = item_address(reading.course_key, lesson)
    return LessonPage(
        title=lesson.title.in_(reading.language),
        completion_address=reading.address_of(lesson).replace(bare, f"{bare}completion"),
        is_read=lesson.path in reading.done,
        is_by_trainer="read" not in rule_of(syllabus, lesson).met_by,
        is_last=syllabus.next(lesson) is None,
        before=_rendered("learning/lessons/before.html", words),
        after=_rendered("learning/lessons/after.html", words),
    )


def _words(reading: Reading, syllabus: Syllabus, lesson: Lesson) -> dict[str, object]:
    """What the templates of a lesson say; nothing of the reader is in it."""
    language, module = reading.language, syllabus.module(lesson.module)
    return {
        "lesson": lesson,
        "language": language,
        "title": lesson.title.in_(language),
        "course_title": syllabus.title.in_(reading.locale),
        "course_address": course_address(reading.course_key),
        "module_title": module.title.in_(language),
        "bare_address": item_address(reading.course_key, lesson),
        "kilobytes": max(1, round(lesson.bytes.in_(language) / 1024)),
        "law_day": say_day(lesson.law_as_of) if lesson.law_as_of else "",
        "review_day": say_day(lesson.review_by) if lesson.review_by else "",
        "steps": _steps(reading, module),
        "previous": reading.signpost(syllabus.previous(lesson)),
        "next": reading.signpost(syllabus.next(lesson)),
        "other_languages": [
            (other, INVITATIONS.get(other, other))
            for other in syllabus.languages
            if other != language
        ],
    }


def _steps(reading: Reading, module: Module) -> list[Signpost | None]:
    return [reading.signpost(item) for item in module.items]


def _rendered(template: str, words: dict[str, object]) -> Markup:
    made = current_app.jinja_env.get_template(template).render(words)
    return Markup(made)  # noqa: S704  what a template with escaping made
