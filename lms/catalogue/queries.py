"""Reading the catalogue: what is published, who teaches it, and its pictures."""

from dataclasses import dataclass

from sqlalchemy import Select, select

from lms.accounts.person import Person
from lms.accounts.roles import Role, Scope
from lms.base.db import db
from lms.base.errors import NotFound
from lms.catalogue.course import Course
from lms.catalogue.edition import Edition, EditionFile
from lms.catalogue.syllabi import syllabus_of
from lms.courseware.syllabus import Syllabus

# Only these leave a course on their own: a quiz file would give away what is right.
MEDIA = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "pdf": "application/pdf",
}


@dataclass(frozen=True, slots=True)
class TaughtCourse:
    """A course as its trainer sees it: the lasting identity with the newest edition."""

    course: Course
    edition_id: int
    digest: str

    @property
    def syllabus(self) -> Syllabus:
        """Give what the newest edition says."""
        return syllabus_of(self.edition_id, self.digest)


def course_by_key(key: str) -> Course:
    """Find a course whatever its state; raises NotFound."""
    course = db.session.scalar(select(Course).where(Course.key == key))
    if course is None:
        raise NotFound(key)
    return course


def newest_edition(course: Course) -> Edition:
    """Give the edition that people who enrol now will read; raises NotFound."""
    edition = db.session.scalar(
        select(Edition).where(
            Edition.course_id == course.id, Edition.number == course.edition_number
        )
    )
    if edition is None:
        raise NotFound(course.key)
    return edition


def courses_taught_by(person: Person) -> list[TaughtCourse]:
    """Give the courses a person follows as a trainer; an administrator follows all."""
    keys = _keys_taught_by(person)
    query = _taught() if keys is None else _taught().where(Course.key.in_(keys))
    rows = db.session.execute(query.order_by(Course.position, Course.key))
    return [TaughtCourse(course, edition, digest) for course, edition, digest in rows]


def published_courses() -> list[TaughtCourse]:
    """Give every course that has an edition and is not retired, in the order of the catalogue."""
    query = _taught().where(Course.retired_at.is_(None)).order_by(Course.position, Course.key)
    return [TaughtCourse(*row) for row in db.session.execute(query)]


def course_taught_by(person: Person, key: str) -> TaughtCourse:
    """Find one course a person teaches; a foreign one is NotFound like one that is not there."""
    keys = _keys_taught_by(person)
    row = db.session.execute(_taught().where(Course.key == key)).one_or_none()
    if row is None or (keys is not None and key not in keys):
        raise NotFound(key)
    course, edition_id, digest = row
    return TaughtCourse(course, edition_id, digest)


def media(name: str) -> tuple[bytes, str]:
    """Give content and type of a picture or hand-out named `<sha256>.<extension>`.

    Raises NotFound for everything else that an edition holds, its texts and quizzes included.
    """
    sha256, _, extension = name.partition(".")
    if extension not in MEDIA:
        raise NotFound(name)
    content = db.session.scalar(
        select(EditionFile.content)
        .where(EditionFile.sha256 == sha256, EditionFile.path.like(f"%.{extension}"))
        .limit(1)
    )
    if content is None:
        raise NotFound(name)
    return content, MEDIA[extension]


def _keys_taught_by(person: Person) -> frozenset[str] | None:
    """Give the keys of the courses a person teaches; None means all."""
    if person.is_administrator:
        return None
    return person.keys_for(Role.TRAINER, Scope.COURSE)


def _taught() -> Select[Course, int, str]:
    return select(Course, Edition.id, Edition.digest).join(
        Edition, (Edition.course_id == Course.id) & (Edition.number == Course.edition_number)
    )
