"""Checking a plan: everything that is wrong with it, by field, and its times in UTC."""

from collections import defaultdict
from datetime import datetime, timedelta

from lms.base.i18n import Translatable
from lms.base.i18n import lazy_gettext as _
from lms.seminars.plan import MOST_DAYS, MOST_PLACES, Plan, PlannedDay, PlanRefused, Span, Timetable
from lms.seminars.times import TimeLeftOut, moment_in

FARTHEST = timedelta(days=5 * 366)
Problems = defaultdict[str, list[Translatable]]


def timetable(
    plan: Plan, zone: str, at: datetime, *, kept: frozenset[Span] = frozenset()
) -> Timetable:
    """The plan's times in UTC; raises PlanRefused with all problems.

    `zone` is the IANA name of the city's zone. `kept` are days as they stand already: they may
    lie in the past, new or moved ones may not.
    """
    problems: Problems = defaultdict(list)
    _check_words(plan, problems)
    spans = _spans(plan, zone, problems)
    _check_order(spans, problems)
    _check_distance(spans, at, kept, problems)
    opens_at = _moment(plan.opens, zone, "opens", problems) or at
    first = min((span.starts_at for span in spans.values()), default=None)
    closes_at = _moment(plan.closes, zone, "closes", problems) or first or at
    if first is not None:
        _check_window(plan, opens_at, closes_at, first, problems)
    if problems:
        raise PlanRefused(problems)
    return Timetable(tuple(spans.values()), opens_at, closes_at)


def _check_words(plan: Plan, problems: Problems) -> None:
    """A title, a number of places, a number of days."""
    if not plan.title_en and not plan.title_ru:
        problems["title_en"].append(_("Write a title in at least one language."))
    if not 1 <= plan.capacity <= MOST_PLACES:
        problems["capacity"].append(
            _("The number of places must be between 1 and %(most)s.", most=MOST_PLACES)
        )
    if not 1 <= len(plan.days) <= MOST_DAYS:
        problems["days"].append(
            _("A seminar has at least one day and at most %(most)s.", most=MOST_DAYS)
        )


def _spans(plan: Plan, zone: str, problems: Problems) -> dict[int, Span]:
    """Each day that makes sense by itself, in UTC, by its number in the plan."""
    spans = {}
    for index, day in enumerate(plan.days):
        try:
            spans[index] = _span(day, zone, f"days-{index}")
        except PlanRefused as refused:
            problems.update(refused.problems)
    return spans


def _span(day: PlannedDay, zone: str, field: str) -> Span:
    if day.ends <= day.begins:
        raise PlanRefused({f"{field}-ends": [_("The day must end after it begins.")]})
    problems: Problems = defaultdict(list)
    starts_at = _moment(datetime.combine(day.day, day.begins), zone, f"{field}-begins", problems)
    ends_at = _moment(datetime.combine(day.day, day.ends), zone, f"{field}-ends", problems)
    if starts_at is None or ends_at is None:
        raise PlanRefused(problems)
    return Span(day.uid, starts_at, ends_at)


def _moment(wall: datetime | None, zone: str, field: str, problems: Problems) -> datetime | None:
    """The moment when the city's clocks show this; a time they leave out is a problem."""
    if wall is None:
        return None
    try:
        return moment_in(zone, wall.date(), wall.time())
    except TimeLeftOut as refused:
        problems[field].append(refused.text)
    except OverflowError:
        problems[field].append(_("This is too far ahead. Look at the year."))
    return None


def _check_order(spans: dict[int, Span], problems: Problems) -> None:
    """Days follow one another and do not overlap."""
    before: Span | None = None
    for index, span in spans.items():
        if before is not None and span.starts_at < before.ends_at:
            problems[f"days-{index}-day"].append(
                _("Each day must come after the one above it and may not overlap it.")
            )
        before = span


def _check_distance(
    spans: dict[int, Span], at: datetime, kept: frozenset[Span], problems: Problems
) -> None:
    for index, span in spans.items():
        if span.starts_at <= at and span not in kept:
            problems[f"days-{index}-day"].append(_("This time has already passed."))
        elif span.starts_at > at + FARTHEST:
            problems[f"days-{index}-day"].append(_("This is too far ahead. Look at the year."))


def _check_window(
    plan: Plan, opens_at: datetime, closes_at: datetime, first: datetime, problems: Problems
) -> None:
    """Registration opens before it closes, and closes before the seminar begins."""
    if plan.closes is not None and closes_at > first:
        problems["closes"].append(
            _("Registration must close before the seminar begins, or leave this empty.")
        )
    elif plan.opens is not None and opens_at >= closes_at:
        problems["opens"].append(_("Registration must open before it closes."))
