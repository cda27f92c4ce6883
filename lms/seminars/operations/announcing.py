"""Announcing a seminar, changing it and calling it off; people hear of what concerns them."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from lms.base import clock
from lms.base.db import db, lock
from lms.seminars import letters
from lms.seminars.city import City
from lms.seminars.operations.checking import Checked, check
from lms.seminars.operations.days import days_of, move_days, new_day, strike_days
from lms.seminars.operations.filling import appoint, fill, known_venue, says_nothing_new
from lms.seminars.operations.marking import raise_mark
from lms.seminars.operations.queue import MovedUp, move_up
from lms.seminars.plan import Plan, Span
from lms.seminars.queries.occasions import listed, occasion_of
from lms.seminars.refusals import EditedMeanwhile, SeminarCancelled, SeminarOver
from lms.seminars.seminar import Seminar


@dataclass(frozen=True, slots=True)
class Difference:
    """What a plan changes of what people have been told: when, or where."""

    time: bool
    place: bool

    @property
    def matters(self) -> bool:
        """Whether people must be told."""
        return self.time or self.place


@dataclass(frozen=True, slots=True)
class Revision:
    """What a change came to."""

    difference: Difference
    moved_up: list[MovedUp]


def announce(plan: Plan, *, by_id: int, op_id: str) -> Seminar:
    """Make a seminar; the same form sent again gives the seminar it made first.

    Raises PlanRefused with everything that is wrong.
    """
    operation = f"{by_id}.{op_id}"
    (city,) = lock(City, [plan.city_id])
    made = db.session.scalar(select(Seminar).where(Seminar.op_id == operation))
    if made is not None:
        return made
    at = clock.now()
    checked = check(plan, city, at)
    seminar = Seminar(
        slug=_free_slug(city, checked.times.spans[0]),
        op_id=operation,
        announced_at=at,
        announced_by_id=by_id,
        revised_at=at,
    )
    fill(seminar, plan, checked)
    seminar.sessions = [new_day(span, at) for span in checked.times.spans]
    db.session.add(seminar)
    db.session.flush()
    appoint(seminar, checked.trainers)
    raise_mark()
    return seminar


def foresee(seminar: Seminar, plan: Plan) -> Difference:
    """What saving the plan would change for people, without saving it; raises PlanRefused."""
    return _difference(seminar, plan, _checked(seminar, plan, clock.now()))


def revise(seminar_id: int, plan: Plan, *, basis: str) -> Revision:
    """Change a seminar; days that move, appear or go raise their sequence, and letters go out.

    `basis` is `revised_at` in ISO 8601 as it was when the form was opened; a form sent twice finds
    its own work done. Raises PlanRefused, EditedMeanwhile and SeminarCancelled.
    """
    (seminar,) = lock(Seminar, [seminar_id])
    if seminar.cancelled_at is not None:
        raise SeminarCancelled
    at = max(clock.now(), seminar.revised_at)
    checked = _checked(seminar, plan, at)
    difference = _difference(seminar, plan, checked)
    if seminar.revised_at.isoformat() != basis:
        if difference.matters or not says_nothing_new(seminar, plan, checked):
            raise EditedMeanwhile
        return Revision(difference, [])
    fill(seminar, plan, checked)
    seminar.revised_at = at
    move_days(seminar, checked.times.spans, at, all_of_them=difference.place)
    appoint(seminar, checked.trainers)
    raise_mark()
    db.session.flush()
    if difference.matters and at < seminar.ends_at:
        _tell(letters.seminar_changed, seminar_id, at)
    return Revision(difference, move_up(seminar, at))


def cancel_seminar(seminar_id: int) -> int:
    """Call a seminar off and write to everybody on its list; says how many letters go.

    Calling off what is off changes nothing. Raises SeminarOver for what has been held.
    """
    (seminar,) = lock(Seminar, [seminar_id])
    if seminar.cancelled_at is not None:
        return 0
    at = clock.now()
    if at >= seminar.ends_at:
        raise SeminarOver
    seminar.cancelled_at = seminar.revised_at = at
    strike_days(seminar, at)
    raise_mark()
    db.session.flush()
    return _tell(letters.seminar_cancelled, seminar_id, at)


def _checked(seminar: Seminar, plan: Plan, at: datetime) -> Checked:
    """The plan for a seminar that stands already: its days may be past, its window stays open."""
    city = db.session.get_one(City, plan.city_id)
    checked = check(plan, city, at, kept=days_of(seminar))
    if plan.opens is not None:
        return checked
    opened_at = min(seminar.registration_opens_at, at)
    return replace(checked, times=replace(checked.times, opens_at=opened_at))


def _difference(seminar: Seminar, plan: Plan, checked: Checked) -> Difference:
    place = (plan.city_id, known_venue(plan)) != (seminar.city_id, seminar.venue_id)
    return Difference(frozenset(checked.times.spans) != days_of(seminar), place)


def _tell(letter: letters.ForOne, seminar_id: int, at: datetime) -> int:
    """One letter to everybody with a place or a turn; how many there are."""
    occasion = occasion_of(seminar_id)
    people = [person for person in listed(seminar_id) if person.reader.address]
    for person in people:
        letter(occasion, person.reader, f"{person.registration_id}.{at.isoformat()}")
    return len(people)


def _free_slug(city: City, first: Span) -> str:
    """An address of city and day, numbered where several share it; the city's row is held."""
    day = first.starts_at.astimezone(ZoneInfo(city.zone)).date()
    stem = f"{city.key}-{day.isoformat()}"
    taken = set(db.session.scalars(select(Seminar.slug).where(Seminar.slug.startswith(stem))))
    number, slug = 1, stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug
