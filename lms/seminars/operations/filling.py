"""Writing a checked plan into a seminar, and seeing whether it says anything new."""

from collections.abc import Sequence

from sqlalchemy import delete, select

from lms.base.db import db
from lms.seminars.operations.checking import Checked
from lms.seminars.plan import NewVenue, Plan
from lms.seminars.seminar import Seminar, SeminarTrainer
from lms.seminars.venue import Venue


def fill(seminar: Seminar, plan: Plan, checked: Checked) -> None:
    """Everything but days and trainers."""
    venue_id = known_venue(plan)
    seminar.venue_id = _made(plan) if venue_id is None else venue_id
    for name, value in _words(plan, checked).items():
        setattr(seminar, name, value)


def says_nothing_new(seminar: Seminar, plan: Plan, checked: Checked) -> bool:
    """Whether the seminar already is as planned, trainers included, days left aside."""
    teaching = set(
        db.session.scalars(
            select(SeminarTrainer.user_id).where(SeminarTrainer.seminar_id == seminar.id)
        )
    )
    return (
        known_venue(plan) == seminar.venue_id
        and teaching == set(checked.trainers)
        and all(getattr(seminar, name) == value for name, value in _words(plan, checked).items())
    )


def known_venue(plan: Plan) -> int | None:
    """The house of the plan; one that is called new but stands there already is the same house."""
    if isinstance(plan.venue, int):
        return plan.venue
    return db.session.scalar(
        select(Venue.id)
        .where(
            Venue.city_id == plan.city_id,
            Venue.name == plan.venue.name,
            Venue.address == plan.venue.address,
        )
        .order_by(Venue.id)
        .limit(1)
    )


def appoint(seminar: Seminar, trainers: Sequence[int]) -> None:
    """These accounts teach, and nobody else."""
    db.session.execute(delete(SeminarTrainer).where(SeminarTrainer.seminar_id == seminar.id))
    db.session.add_all(
        SeminarTrainer(seminar_id=seminar.id, user_id=user_id) for user_id in trainers
    )


def _words(plan: Plan, checked: Checked) -> dict[str, object]:
    """The columns of a seminar that a plan fills."""
    return {
        "city_id": plan.city_id,
        "kind": plan.kind.value,
        "title_en": plan.title_en,
        "title_ru": plan.title_ru,
        "summary_en": plan.summary_en,
        "summary_ru": plan.summary_ru,
        "course_key": plan.course_key,
        "capacity": plan.capacity,
        "registration_opens_at": checked.times.opens_at,
        "registration_closes_at": checked.times.closes_at,
        "starts_at": checked.times.spans[0].starts_at,
        "ends_at": checked.times.spans[-1].ends_at,
    }


def _made(plan: Plan) -> int:
    """The id of a house that was not known."""
    new = plan.venue
    if not isinstance(new, NewVenue):
        raise TypeError("a known house is not made again")
    venue = Venue(
        city_id=plan.city_id,
        name=new.name,
        address=new.address,
        directions=new.directions,
        accessibility=new.accessibility,
        latitude=new.latitude,
        longitude=new.longitude,
    )
    db.session.add(venue)
    db.session.flush()
    return venue.id
