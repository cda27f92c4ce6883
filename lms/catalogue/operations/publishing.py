"""Publishing: the only door by which a text becomes an edition."""

import hashlib
from typing import NamedTuple

from sqlalchemy import func, select

from lms.accounts.person import Person
from lms.base import clock
from lms.base.db import db, lock
from lms.base.insertion import insert_once
from lms.catalogue.course import Course
from lms.catalogue.edition import Edition, EditionFile
from lms.catalogue.queries import newest_edition
from lms.catalogue.syllabi import syllabus_of
from lms.courseware import compiled, reader
from lms.courseware.bundle import Bundle
from lms.courseware.changes import compare
from lms.courseware.problems import CourseRefused
from lms.courseware.syllabus import Syllabus


class Publication(NamedTuple):
    """What publishing has come to; an unchanged text leaves the edition there was."""

    edition: Edition
    is_new: bool


def publish(bundle: Bundle, by: Person | None = None, notes: str = "") -> Publication:
    """Print the bundle as the next edition of the course it names.

    An unchanged text makes no new edition. Raises CourseRefused where the text has problems or
    gives an old key a new meaning.
    """
    syllabus = reader.read(bundle)
    course = _course(syllabus.key)
    if course.edition_number:
        present = newest_edition(course)
        if present.digest == bundle.digest:
            return Publication(_compiled_anew(present, syllabus), is_new=False)
    _check_meanings(course, syllabus)
    edition = _printed(course, bundle, syllabus, by.id if by else None, notes)
    return Publication(edition, is_new=True)


def rehearse(bundle: Bundle) -> Syllabus:
    """Read a bundle as `publish` would, and write nothing; raises CourseRefused like it."""
    syllabus = reader.read(bundle)
    course = db.session.scalar(select(Course).where(Course.key == syllabus.key))
    if course is not None:
        _check_meanings(course, syllabus)
    return syllabus


def _course(key: str) -> Course:
    """The course of this key, made when it is new, held until the transaction ends."""
    last = db.session.scalar(select(func.max(Course.position))) or 0
    insert_once(Course, key=key, position=last + 1, created_at=clock.now(), edition_number=0)
    course_id = db.session.scalars(select(Course.id).where(Course.key == key)).one()
    return lock(Course, [course_id])[0]


def _printed(
    course: Course, bundle: Bundle, syllabus: Syllabus, by_id: int | None, notes: str
) -> Edition:
    """Write the edition with its files and make it the one to be read."""
    edition = Edition(
        course_id=course.id,
        number=course.edition_number + 1,
        digest=bundle.digest,
        published_at=clock.now(),
        published_by_id=by_id,
        notes=notes,
        compiler=compiled.COMPILER,
        compiled=compiled.dump(syllabus),
    )
    db.session.add(edition)
    db.session.flush()
    db.session.add_all(
        EditionFile(
            edition_id=edition.id,
            path=path,
            sha256=hashlib.sha256(content).hexdigest(),
            content=content,
        )
        for path, content in bundle.items()
    )
    course.edition_number = edition.number
    course.retired_at = None
    db.session.flush()
    return edition


def _compiled_anew(edition: Edition, syllabus: Syllabus) -> Edition:
    """Render an unchanged text again where the compiler has learnt something since."""
    if edition.compiler != compiled.COMPILER:
        edition.compiler = compiled.COMPILER
        edition.compiled = compiled.dump(syllabus)
    return edition


def _check_meanings(course: Course, syllabus: Syllabus) -> None:
    """Compare with every earlier edition; raises CourseRefused with all that has changed."""
    editions = db.session.execute(
        select(Edition.id, Edition.digest).where(Edition.course_id == course.id)
    ).all()
    problems = [
        problem
        for edition in editions
        for problem in compare(syllabus_of(edition.id, edition.digest), syllabus)
    ]
    if problems:
        raise CourseRefused(problems)
