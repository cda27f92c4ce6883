"""What the pages of the studio share: the course of the trainer and its draft."""

from collections.abc import Iterable
from typing import NamedTuple

from lms.access.check import authorize
from lms.access.permissions import Permission
from lms.accounts.person import Person
from lms.catalogue.drafts import Manuscript, manuscript_of
from lms.catalogue.queries import TaughtCourse, course_taught_by
from lms.courseware.problems import Problem
from lms.web.current import current_person
from lms.web.studio.advice_words import SAID


class Desk(NamedTuple):
    """A trainer, one of their courses, and its draft."""

    person: Person
    taught: TaughtCourse
    manuscript: Manuscript


def desk(key: str) -> Desk:
    """Find a course of mine with its draft; a foreign one is NotFound like a missing one."""
    person = current_person()
    taught = course_taught_by(person, key)
    authorize(person, Permission.COURSE_WRITE, taught.course)
    return Desk(person, taught, manuscript_of(taught.course.id, taught.edition_id))


class Finding(NamedTuple):
    """One advice about a file, with all the lines it is given for."""

    file: str
    lines: str
    advice: str
    is_error: bool


def findings(problems: Iterable[Problem]) -> list[Finding]:
    """Say what there is to mend, each advice about a file once."""
    lines: dict[tuple[str, str, bool], list[int]] = {}
    for problem in problems:
        told = lines.setdefault((problem.file, advice(problem), problem.is_error), [])
        told += [problem.line] if problem.line else []
    return [
        Finding(file, ", ".join(map(str, some)), text, is_error)
        for (file, text, is_error), some in lines.items()
    ]


def advice(problem: Problem) -> str:
    """Say what there is to mend in the reader's language, as far as it is known there."""
    said = SAID.get(problem.code)
    return str(said) % dict(problem.values) if said else problem.advice
