"""The titles of the courses that seminars belong to."""

from lms.base.i18n import current_locale
from lms.catalogue import queries


def course_titles() -> list[tuple[str, str]]:
    """Key and title of every published course, in the reader's language."""
    locale = current_locale()
    return [
        (taught.course.key, str(taught.syllabus.title.in_(locale)))
        for taught in queries.published_courses()
    ]
