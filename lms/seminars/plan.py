"""What an organizer plans: a seminar as typed, in the local time of its city."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from lms.base.errors import Refusal
from lms.base.i18n import Translatable, lazy_gettext
from lms.seminars.seminar import Kind

MOST_DAYS = 5
MOST_PLACES = 5000


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A day by the clocks of the city; `uid` names the day it was before, if it is not new."""

    day: date
    begins: time
    ends: time
    uid: str = ""


@dataclass(frozen=True, slots=True)
class NewVenue:
    """A house that is not known yet; coordinates in degrees, where somebody measured them."""

    name: str
    address: str
    directions: str = ""
    accessibility: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A seminar as typed; the window opens at once and closes at the start unless it says else."""

    city_id: int
    venue: int | NewVenue
    kind: Kind
    title_en: str
    title_ru: str
    summary_en: str
    summary_ru: str
    course_key: str
    days: tuple[PlannedDay, ...]
    capacity: int
    opens: datetime | None
    closes: datetime | None
    trainers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A day in moments of UTC."""

    uid: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Timetable:
    """A plan's times in UTC."""

    spans: tuple[Span, ...]
    opens_at: datetime
    closes_at: datetime


class PlanRefused(Refusal):
    """The plan cannot be held; `problems` says by field why: `capacity`, `days-0-ends`, …"""

    text = lazy_gettext("The seminar cannot be saved like this.")

    def __init__(self, problems: Mapping[str, list[Translatable]]) -> None:
        """Refuse with everything that is wrong at once."""
        super().__init__()
        self.problems = problems
