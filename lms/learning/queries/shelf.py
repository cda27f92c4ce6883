"""The courses on offer, with what the person who looks has to do with them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select

from lms.accounts.person import Person
from lms.base.errors import NotFound
from lms.base.prepared import Prepared
from lms.catalogue.course import Course
from lms.catalogue.edition import Edition
from lms.catalogue.syllabi import syllabus_of
from lms.courseware.completion import (
    counted_items,
    missing_before,
    next_item,
    rule_of,
    still_needed,
)
from lms.courseware.rules import Rule
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
    select(func.aggregate_strings(_completions.c.item, " "))
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
_OFFERED = Prepared(_SHELF)


@dataclass(frozen=True, slots=True)
class Offer:
    """A course on the shelf; `done` of `total` counts the items done by whoever looks."""

    key: str
    edition_id: int
    digest: str
    enrolled: bool
    completed_at: datetime | None
    done_paths: frozenset[str]

    @property
    def syllabus(self) -> Syllabus:
        """Give what the course says."""
        return syllabus_of(self.edition_id, self.digest)

    @property
    def done(self) -> int:
        """Count the items done, as far as this edition has them."""
        return sum(item.path in self.done_paths for item in counted_items(self.syllabus))

    @property
    def total(self) -> int:
        """Count the items that can be done."""
        return len(counted_items(self.syllabus))


def courses_visible_to(person: Person | None) -> list[Offer]:
    """Give every course a person may look at: all that are offered, and those they are in."""
    rows = _OFFERED(person=person.id if person else 0)
    return [
        Offer(
            row.key,
            row.edition_id,
            row.digest,
            row.enrolment_id is not None,
            row.completed_at,
            frozenset((row.done or "").split()),
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
    def done_count(self) -> int:
        """Count the items done, as far as this edition has them."""
        return sum(item.path in self.done for item in counted_items(self.syllabus))

    @property
    def total(self) -> int:
        """Count the items that can be done."""
        return len(counted_items(self.syllabus))

    @property
    def is_plain(self) -> bool:
        """Whether the course asks for every lesson read and every quiz passed, as most do."""
        return not self.syllabus.rules.needs and not any(
            rule.done for rule in self.syllabus.rules.items
        )

    @property
    def still_needed(self) -> list[tuple[int, tuple[Item, ...]]]:
        """Give what the course still asks for: how many more, and of which items."""
        return still_needed(self.syllabus, self.done)

    def rule(self, item: Item) -> type[Rule]:
        """Give the rule by which an item is done."""
        return rule_of(self.syllabus, item)

    def missing(self, item: Item) -> list[Item]:
        """Give what keeps an item closed; nothing for who is not in the course."""
        if not self.enrolled:
            return []
        paths = missing_before(self.syllabus, item.path, self.done)
        return [self.syllabus.item_at(path) for path in paths]

    @property
    def next_item(self) -> Item | None:
        """Give the first item that is open and not done, or None at the end."""
        return next_item(self.syllabus, self.done)


_COURSE = Prepared(
    _SHELF.add_columns(_completions.c.item)
    .outerjoin(_completions, _completions.c.enrolment_id == _enrolments.c.id)
    .where(_courses.c.key == bindparam("course"))
)


def visible_course(person: Person | None, key: str) -> CourseView:
    """Find a course a person may look at; raises NotFound."""
    rows = _COURSE(person=person.id if person else 0, course=key)
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
