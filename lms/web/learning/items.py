"""One item of a course: a lesson to read, a quiz or a scenario with what to expect of it."""

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from lms.access.permissions import Permission
from lms.accounts.person import Person
from lms.base.errors import NotFound
from lms.base.i18n import current_locale
from lms.courseware.completion import missing_before
from lms.courseware.scenario import Scenario
from lms.courseware.syllabus import Item, Lesson, NoSuchItem, Quiz
from lms.learning.queries.grades import standing_at
from lms.learning.queries.places import Place, place_of
from lms.learning.queries.playthroughs import ending_of, plays_at
from lms.learning.queries.shelf import visible_course
from lms.learning.refusals import NotEnrolled
from lms.web.catalogue.addresses import course_address, item_address
from lms.web.current import current_person
from lms.web.gate import access
from lms.web.kept_pages import kept_page
from lms.web.learning.lesson_pages import lesson_page, reading_of
from lms.web.learning.quiz_pages import quiz_page

bp = Blueprint("items", __name__)


@bp.get("/courses/<course>/<module>/<item>/")
@access(Permission.COURSE_LEARN)
def show(course: str, module: str, item: str) -> ResponseReturnValue:
    """Show the item to whoever is in the course; others are led to the way in."""
    person = current_person()
    place = place_of(person.id, course)
    if place is None:
        return to_the_way_in(person, course)
    try:
        found = place.syllabus.item(module, item)
    except NoSuchItem as error:
        raise NotFound(item) from error
    if isinstance(found, Quiz):
        return _quiz(place, course, found)
    if missing_before(place.syllabus, found.path, place.done):
        return _closed(place, course, found)
    return (
        _scenario(place, course, found)
        if isinstance(found, Scenario)
        else _lesson(place, course, found)
    )


def to_the_way_in(person: Person, course: str) -> ResponseReturnValue:
    """Send somebody who is not in the course to its page; raises NotFound if there is none."""
    key = visible_course(person, course).key
    flash(NotEnrolled.text, "info")
    return redirect(course_address(key))


def _closed(place: Place, course: str, item: Item) -> ResponseReturnValue:
    """Say what comes first, with the way there; nothing of the item itself is shown."""
    missing = missing_before(place.syllabus, item.path, place.done)
    return render_template(
        "learning/items/closed.html",
        course=course,
        course_title=place.syllabus.title,
        item=item,
        missing=[place.syllabus.item_at(path) for path in missing],
        address=item_address,
    )


def _lesson(place: Place, course: str, lesson: Lesson) -> ResponseReturnValue:
    wanted = request.args.get("lang", current_locale())
    language = wanted if wanted in lesson.title else current_locale()
    reading = reading_of(place, course, lesson, language)
    return kept_page("learning/lessons/show.html", reading, lambda: {"page": lesson_page(reading)})


def _quiz(place: Place, course: str, quiz: Quiz) -> ResponseReturnValue:
    page = quiz_page(place, quiz)
    if not page.tries.open and missing_before(place.syllabus, quiz.path, place.done):
        return _closed(place, course, quiz)
    following = place.syllabus.next(quiz)
    return render_template(
        "learning/quizzes/show.html",
        course=course,
        course_title=place.syllabus.title,
        module=place.syllabus.module(quiz.module),
        path=quiz.path,
        title=quiz.title,
        intro=quiz.intro,
        policy=quiz.policy,
        question_count=quiz.asked,
        page=page,
        standing=standing_at(place.enrolment_id, quiz.path),
        is_done=quiz.path in place.done,
        next_address=item_address(course, following) if following else course_address(course),
    )


def _scenario(place: Place, course: str, scenario: Scenario) -> ResponseReturnValue:
    plays = plays_at(place.enrolment_id, scenario)
    following = place.syllabus.next(scenario)
    return render_template(
        "learning/scenarios/show.html",
        course=course,
        course_title=place.syllabus.title,
        module=place.syllabus.module(scenario.module),
        key=scenario.key,
        title=scenario.title,
        role=scenario.role,
        context=scenario.context,
        minutes=scenario.minutes,
        scales=scenario.scales,
        plays=plays,
        endings={play.id: ending_of(scenario, play) for play in plays.finished},
        is_done=scenario.path in place.done,
        next_address=item_address(course, following) if following else course_address(course),
    )
