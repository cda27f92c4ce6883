"""What a certificate is given for: the rule a course names, one class each.

This is the meeting point above learning and seminars: a criterion may ask both.
"""

from collections.abc import Mapping
from typing import ClassVar

from lms.courseware.syllabus import Syllabus
from lms.learning.enrolment import Enrolment


class Criterion:
    """One answer to «who gets a certificate of this course?»; `key` stands in course.yaml."""

    key: ClassVar[str]

    def is_met(self, enrolment: Enrolment) -> bool:
        """Say whether the person has earned it."""
        raise LookupError(f"{type(self).__name__} decides nothing about {enrolment!r}")


class Completion(Criterion):
    """Whoever has finished the course."""

    key = "completion"

    def is_met(self, enrolment: Enrolment) -> bool:
        """Say whether the course is finished."""
        return enrolment.completed_at is not None


class Nobody(Criterion):
    """The course gives no certificates."""

    key = "none"

    def is_met(self, enrolment: Enrolment) -> bool:
        """Say no."""
        del enrolment
        return False


CRITERIA: Mapping[str, Criterion] = {one.key: one for one in (Completion(), Nobody())}


def has_earned(enrolment: Enrolment, syllabus: Syllabus) -> bool:
    """Say whether a person has earned the certificate of the course they are in."""
    return CRITERIA[syllabus.rules.certificate].is_met(enrolment)
