"""The small course with other rules, for tests of what finishes it and what opens when."""

from lms.base.db import transaction
from lms.catalogue.edition import Edition
from lms.catalogue.operations import publish
from lms.courseware.bundle import Bundle
from tests.catalogue.bundles import COURSE, KEY, bundle


def ruled(key: str = KEY, **lines: str) -> Bundle:
    """Write the small course with items and its last line replaced.

    `two`, `check` and `last` name items, `completion` the last line.
    """
    text = COURSE.format(key=key)
    written = {
        "two": "- lesson: two",
        "check": "- quiz: check",
        "last": "- lesson: last",
        "completion": "completion: all",
    }
    for name, line in lines.items():
        text = text.replace(written[name], line)
    return bundle(key, course_yaml=text.encode())


def published(key: str = KEY, **lines: str) -> Edition:
    """Publish it."""
    with transaction():
        return publish(ruled(key, **lines)).edition
