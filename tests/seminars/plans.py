"""Plans for seminars, as an organizer might type them."""

from datetime import date, datetime, time, timedelta

from lms.base import clock
from lms.seminars.plan import Plan, PlannedDay
from lms.seminars.seminar import Kind
from tests.seminars import scene


def future(days: int = 30) -> date:
    """A day so far ahead."""
    return clock.now().date() + timedelta(days=days)


def day(ahead: int = 30, begins: str = "10:00", ends: str = "18:00", uid: str = "") -> PlannedDay:
    """A day of the programme by the clocks of the city."""
    return PlannedDay(future(ahead), time.fromisoformat(begins), time.fromisoformat(ends), uid)


def plan(key: str = "irkutsk", **changes: object) -> Plan:
    """A plan that can be held, changed in places."""
    place = scene.city(key)
    values: dict[str, object] = {
        "city_id": place.id,
        "venue": changes.pop("venue", None) or scene.venue(place).id,
        "kind": Kind.TRAINING,
        "title_en": "Law for leaders",
        "title_ru": "",
        "summary_en": "Two days of practice.",
        "summary_ru": "",
        "course_key": "",
        "days": (day(30), day(31)),
        "capacity": 20,
        "opens": None,
        "closes": None,
        "trainers": (),
        **changes,
    }
    return Plan(**values)  # type: ignore[arg-type]


def evening_before(ahead: int = 30) -> datetime:
    """A wall clock time before a day planned so far ahead."""
    return datetime.combine(future(ahead - 1), time(18))
