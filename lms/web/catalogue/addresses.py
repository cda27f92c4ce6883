"""Addresses of courses and their items, without asking the router: hot pages write many."""

from lms.courseware.syllabus import Item


def course_address(course_key: str) -> str:
    """Give the address of a course."""
    return f"/courses/{course_key}/"


def item_address(course_key: str, item: Item) -> str:
    """Give the address of an item."""
    return f"/courses/{course_key}/{item.path}/"
