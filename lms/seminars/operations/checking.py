"""Checking a plan against what there is: everything that is wrong with it, at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select

from lms.accounts.user import User, username_key
from lms.base.db import db
from lms.base.i18n import Translatable
from lms.base.i18n import lazy_gettext as _
from lms.catalogue.course import Course
from lms.seminars.city import City
from lms.seminars.plan import Plan, PlanRefused, Span, Timetable
from lms.seminars.timetable import timetable
from lms.seminars.venue import Venue

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Checked:
    """A plan that can be held: its times in UTC and the accounts of its trainers."""

    times: Timetable
    trainers: list[int]


def check(plan: Plan, city: City, at: datetime, *, kept: frozenset[Span] = frozenset()) -> Checked:
    """Check all parts; raises PlanRefused with the problems of all of them.

    `kept` are days as they stand already, which may lie in the past.
    """
    problems: dict[str, list[Translatable]] = {}

    def attempt(part: Callable[[], Part]) -> Part | None:
        try:
            return part()
        except PlanRefused as refused:
            problems.update(refused.problems)
            return None

    times = attempt(lambda: timetable(plan, city.zone, at, kept=kept))
    trainers = attempt(lambda: _trainers(plan.trainers))
    attempt(lambda: _check_venue(plan, city))
    attempt(lambda: _check_course(plan.course_key))
    if problems or times is None or trainers is None:
        raise PlanRefused(problems)
    return Checked(times, trainers)


def _check_venue(plan: Plan, city: City) -> None:
    """A house that is named by its id stands in the city."""
    if not isinstance(plan.venue, int):
        return
    known = select(Venue.id).where(Venue.id == plan.venue, Venue.city_id == city.id)
    if db.session.scalar(known) is None:
        raise PlanRefused({"venue": [_("This venue is not in the city you have chosen.")]})


def _check_course(key: str) -> None:
    if key and db.session.scalar(select(Course.id).where(Course.key == key)) is None:
        raise PlanRefused({"course": [_("There is no such course.")]})


def _trainers(usernames: Sequence[str]) -> list[int]:
    """The accounts of these exact usernames, in their order."""
    keys = {username_key(name): name for name in usernames}
    query = select(User.username_key, User.id).where(
        User.username_key.in_(keys), User.suspended_at.is_(None)
    )
    found = {row.username_key: row.id for row in db.session.execute(query)}
    lost = [name for key, name in keys.items() if key not in found]
    if lost:
        text = _(
            "Nobody has this username: %(names)s. Write it exactly as the person does.",
            names=", ".join(lost),
        )
        raise PlanRefused({"trainers": [text]})
    return [found[key] for key in keys]
