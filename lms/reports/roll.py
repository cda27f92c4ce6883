"""The roll of a course: its people by who needs help first, page by page or all of them.

Longest silence first, then who has not begun, then who is going on, last who has finished.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, select, union_all

from lms.accounts.user import User
from lms.base.db import db
from lms.base.errors import NotFound
from lms.catalogue.edition import Edition
from lms.catalogue.queries import TaughtCourse
from lms.catalogue.syllabi import syllabus_of
from lms.courseware.completion import counted_items, next_item
from lms.courseware.syllabus import Module, Syllabus
from lms.learning.enrolment import Enrolment, Standing
from lms.learning.queries.journeys import completions_of, records_of
from lms.reports.learners import Learner, Moments, Records, stretches_of
from lms.reports.standings import BY_NEED, Tally, stand, standing_of

PAGE = 50
BATCH = 1000
PersonRow = Row[*tuple[Any, ...]]

_PEOPLE = (
    select(
        Enrolment.id,
        Enrolment.key,
        User.display_name,
        Enrolment.edition_id,
        Edition.digest,
        Edition.number,
        Enrolment.enrolled_at,
        Enrolment.started_at,
        Enrolment.last_active_at,
        Enrolment.completed_at,
    )
    .join(User, User.id == Enrolment.user_id)
    .join(Edition, Edition.id == Enrolment.edition_id)
)


@dataclass(frozen=True, slots=True)
class RollPage:
    """One page of the roll; `number` and `last` are counted from 1."""

    learners: list[Learner]
    number: int
    last: int


def page_of(
    taught: TaughtCourse, tally: Tally, standing: Standing | None, number: int, at: datetime
) -> RollPage:
    """Give one page: three statements whatever the number of people.

    `standing` None means everybody. A number outside the roll gives the nearest page.
    """
    last = max(1, -(-tally.of(standing) // PAGE))
    number = min(max(1, number), last)
    wanted = BY_NEED if standing is None else (standing,)
    parts = [
        _group(taught.course.id, group, at).offset(offset).limit(limit)
        for group, offset, limit in _slices(
            [(group, tally.of(group)) for group in wanted], (number - 1) * PAGE
        )
    ]
    if not parts:
        return RollPage([], number, last)
    chosen = union_all(*(select(part.subquery().c.id) for part in parts))
    rows = db.session.execute(_PEOPLE.where(Enrolment.id.in_(chosen))).all()
    ordered = sorted(rows, key=lambda row: _need(row, at))
    return RollPage(_learners(taught, ordered, at), number, last)


def whole_roll(taught: TaughtCourse, at: datetime) -> Iterator[Learner]:
    """Give everybody in the same order, read in batches from one snapshot of the enrolments."""
    need = case(*((stand(standing, at), place) for place, standing in enumerate(BY_NEED)))
    rows = db.session.execute(
        _PEOPLE.where(Enrolment.course_id == taught.course.id, Enrolment.withdrawn_at.is_(None))
        .order_by(need, *_order(Standing.FINISHED))
        .execution_options(yield_per=BATCH)
    )
    for batch in rows.partitions():
        yield from _learners(taught, batch, at)


def learner_in(taught: TaughtCourse, key: str, at: datetime) -> tuple[int, Learner, Syllabus]:
    """Find one person of the course by the key of the enrolment; raises NotFound.

    Gives the id of the enrolment and the edition the person reads as well.
    """
    row = db.session.execute(
        _PEOPLE.where(
            Enrolment.key == key,
            Enrolment.course_id == taught.course.id,
            Enrolment.withdrawn_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        raise NotFound(key)
    return row.id, _learners(taught, [row], at)[0], syllabus_of(row.edition_id, row.digest)


def _slices(
    counts: Sequence[tuple[Standing, int]], start: int
) -> Iterator[tuple[Standing, int, int]]:
    """Say which part of each group stands on the page that begins at `start`."""
    begin = 0
    for standing, count in counts:
        first = max(start - begin, 0)
        last = min(start + PAGE - begin, count)
        if first < last:
            yield standing, first, last - first
        begin += count


def _group(course_id: int, standing: Standing, at: datetime) -> Select[int]:
    """Give the ids of one group in order, as its index holds them."""
    return (
        select(Enrolment.id)
        .where(Enrolment.course_id == course_id, stand(standing, at))
        .order_by(*_order(standing))
    )


def _order(standing: Standing) -> tuple[ColumnElement[Any], ...]:
    """Say what comes first inside a group: the longest silence, or the newest finish."""
    silence = (Enrolment.last_active_at.asc(), Enrolment.id.asc())
    return (Enrolment.completed_at.desc(), *silence) if standing is Standing.FINISHED else silence


def _need(row: PersonRow, at: datetime) -> tuple[int, float, datetime, int]:
    """Give the same order for rows already read."""
    standing = standing_of(row.started_at, row.last_active_at, row.completed_at, at)
    finished = row.completed_at.timestamp() if row.completed_at else 0.0
    return BY_NEED.index(standing), -finished, row.last_active_at, row.id


def _learners(taught: TaughtCourse, rows: Sequence[PersonRow], at: datetime) -> list[Learner]:
    ids = [row.id for row in rows]
    done, records = completions_of(ids), records_of(ids)
    modules = taught.syllabus.modules
    return [_learner(row, modules, done, records, at) for row in rows]


def _learner(
    row: PersonRow, modules: tuple[Module, ...], done: Moments, records: Records, at: datetime
) -> Learner:
    syllabus = syllabus_of(row.edition_id, row.digest)
    paths = {item.path for item in syllabus.items if (row.id, item.path) in done}
    following = next_item(syllabus, paths)
    return Learner(
        key=row.key,
        name=row.display_name,
        standing=standing_of(row.started_at, row.last_active_at, row.completed_at, at),
        edition=row.number,
        enrolled_at=row.enrolled_at,
        started_at=row.started_at,
        last_active_at=row.last_active_at,
        completed_at=row.completed_at,
        silent_days=max(0, (at - row.last_active_at).days),
        done=sum(item.path in paths for item in counted_items(syllabus)),
        total=len(counted_items(syllabus)),
        next_title=following.title if following else None,
        stretches=stretches_of(row.id, syllabus, modules, done, records),
    )
