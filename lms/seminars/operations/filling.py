"""Writing a checked plan into a seminar."""

from collections.abc import Sequence

from sqlalchemy import delete

from lms.base.db import db
from lms.seminars.city import City
from lms.seminars.operations.checking import Checked
from lms.seminars.plan import NewVenue, Plan
from lms.seminars.seminar import Seminar, SeminarTrainer
from lms.seminars.venue import Venue


def fill(seminar: Seminar, plan: Plan, city: City, checked: Checked) -> None:
    """Everything but days and trainers."""
    seminar.city_id = city.id
    seminar.venue_id = _settle(plan.venue, city)
    seminar.kind = plan.kind.value
    seminar.title_en, seminar.title_ru = plan.title_en, plan.title_ru
    seminar.summary_en, seminar.summary_ru = plan.summary_en, plan.summary_ru
    seminar.course_key = plan.course_key
    seminar.capacity = plan.capacity
    seminar.registration_opens_at = checked.times.opens_at
    seminar.registration_closes_at = checked.times.closes_at
    seminar.starts_at = checked.times.spans[0].starts_at
    seminar.ends_at = checked.times.spans[-1].ends_at


def appoint(seminar: Seminar, trainers: Sequence[int]) -> None:
    """These accounts teach, and nobody else."""
    db.session.execute(delete(SeminarTrainer).where(SeminarTrainer.seminar_id == seminar.id))
    db.session.add_all(
        SeminarTrainer(seminar_id=seminar.id, user_id=user_id) for user_id in trainers
    )


def _settle(venue: int | NewVenue, city: City) -> int:
    """The id of the house, which is made when it is new."""
    if isinstance(venue, int):
        return venue
    made = Venue(
        city_id=city.id,
        name=venue.name,
        address=venue.address,
        directions=venue.directions,
        accessibility=venue.accessibility,
        latitude=venue.latitude,
        longitude=venue.longitude,
    )
    db.session.add(made)
    db.session.flush()
    return made.id
