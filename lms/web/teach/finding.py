"""Finding what a trainer works on: a course of theirs, and a quiz in it."""

from lms.access.check import authorize
from lms.access.permissions import Permission
from lms.base.errors import NotFound
from lms.catalogue.queries import TaughtCourse, course_taught_by
from lms.courseware.syllabus import NoSuchItem, Quiz
from lms.web.current import current_person

ZONE = "Europe/Moscow"


def taught_course(key: str) -> TaughtCourse:
    """Find a course of mine; a foreign one is NotFound like one that is not there."""
    person = current_person()
    taught = course_taught_by(person, key)
    authorize(person, Permission.COURSE_TEACH, taught.course)
    return taught


def quiz_in(taught: TaughtCourse, module: str, key: str) -> Quiz:
    """Find a quiz of the newest edition; raises NotFound."""
    try:
        item = taught.syllabus.item(module, key)
    except NoSuchItem as error:
        raise NotFound(key) from error
    if not isinstance(item, Quiz):
        raise NotFound(key)
    return item
