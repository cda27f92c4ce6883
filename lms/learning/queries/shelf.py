"""The courses on offer, with what the person who looks has to do with them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select

from lms.accounts.person import Person
from lms.base.db import db
from lms.base.errors import NotFound
from lms.catalogue.course import Course
from lms.catalogue.edition import Edition
from lms.catalogue.syllabi import syllabus_of
from lms.courseware.syllabus import Item, Syllabus
from lms.learning.enrolment import Enrolment
from lms.learning.progress import Completion

_courses, _editions = Course.__table__, Edition.__table__
_enrolments, _completions = Enrolment.__table__, Completion.__table__

_mine = (
    (_enrolments.c.course_id == _courses.c.id)
    & (_enrolments.c.user_id == bindparam("person"))
    & _enrolments.c.withdrawn_at.is_(None)
)
_done = (
    select(func.count())
    .select_from(_completions)
    .where(_completions.c.enrolment_id == _enrolments.c.id)
    .correlate(_enrolments)
    .scalar_subquery()
)
# Who is in a course sees the edition they began; everybody else the newest.
_SHELF = (
    select(
        _courses.c.key,
        _editions.c.id.label("edition_id"),
        _editions.c.digest,
        _enrolments.c.id.label("enrolment_id"),
        _enrolments.c.completed_at,
        _done.label("done"),
    )
    .select_from(_courses)
    .outerjoin(_enrolments, _mine)
    .join(
        _editions,
        (_editions.c.course_id == _courses.c.id)
        & or_(
            _editions.c.id == _enrolments.c.edition_id,
            _enrolments.c.id.is_(None) & (_editions.c.number == _courses.c.edition_number),
        ),
    )
    .where(or_(_courses.c.retired_at.is_(None), _enrolments.c.id.is_not(None)))
    .order_by(_courses.c.position, _courses.c.key)
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A course on the shelf; `done` counts the items done by whoever looks."""

    key: str
    edition_id: int
    digest: str
    enrolled: bool
    completed_at: datetime | None
    done: int

    @property
    def syllabus(self) -> Syllabus:
        """Give what the course says."""
        return syllabus_of(self.edition_id, self.digest)


def courses_visible_to(person: Person | None) -> list[Offer]:
    """Give every course a person may look at: all that are offered, and those they are in."""
    rows = db.session.execute(_SHELF, {"person": person.id if person else 0})
    return [
        Offer(
            row.key,
            row.edition_id,
            row.digest,
            row.enrolment_id is not None,
            row.completed_at,
            row.done,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class CourseView:
    """One course with the items done, by their paths."""

    key: str
    syllabus: Syllabus
    enrolled: bool
    completed_at: datetime | None
    done: frozenset[str]

    @property
    def next_item(self) -> Item | None:
        """Give the first item that is not done, or None at the end."""
        return next((item for item in self.syllabus.items if item.path not in self.done), None)


_COURSE = (
    _SHELF.add_columns(_completions.c.item)
    .outerjoin(_completions, _completions.c.enrolment_id == _enrolments.c.id)
    .where(_courses.c.key == bindparam("course"))
)


def visible_course(person: Person | None, key: str) -> CourseView:
    """Find a course a person may look at; raises NotFound."""
    rows = db.session.execute(_COURSE, {"person": person.id if person else 0, "course": key}).all()
    if not rows:
        raise NotFound(key)
    first = rows[0]
    return CourseView(
        key=first.key,
        syllabus=syllabus_of(first.edition_id, first.digest),
        enrolled=first.enrolment_id is not None,
        completed_at=first.completed_at,
        done=frozenset(row.item for row in rows if row.item is not None),
    )
