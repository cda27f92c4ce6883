"""Filling the form of a seminar: with sensible first values, or with a seminar as it stands."""

from collections.abc import Sequence
from datetime import time

from lms.accounts.user import User
from lms.base.tokens import fresh_key
from lms.seminars.seminar import Seminar
from lms.seminars.times import wall_clock
from lms.web.organise.seminar_form import SeminarForm

USUAL_DAY = {"begins": time(10), "ends": time(18)}


def blank(city_key: str) -> SeminarForm:
    """A form for a new seminar; the city may have been chosen on the board."""
    return SeminarForm(
        formdata=None, op_id=fresh_key(), city=city_key, capacity=20, days=[USUAL_DAY]
    )


def filled(seminar: Seminar, trainers: Sequence[User]) -> SeminarForm:
    """A form with everything the seminar says, in the local time of its city."""
    zone = seminar.city.zone
    days = [
        {
            "uid": day.uid,
            "day": wall_clock(day.starts_at, zone).date(),
            "begins": wall_clock(day.starts_at, zone).time(),
            "ends": wall_clock(day.ends_at, zone).time(),
        }
        for day in seminar.days
    ]
    closes_at = seminar.registration_closes_at
    return SeminarForm(
        formdata=None,
        op_id=fresh_key(),
        basis=seminar.revised_at.isoformat(),
        city=seminar.city.key,
        venue=str(seminar.venue_id),
        kind=seminar.kind,
        title_en=seminar.title_en,
        title_ru=seminar.title_ru,
        summary_en=seminar.summary_en,
        summary_ru=seminar.summary_ru,
        course=seminar.course_key,
        days=days,
        capacity=seminar.capacity,
        opens=wall_clock(seminar.registration_opens_at, zone),
        closes=wall_clock(closes_at, zone) if closes_at != seminar.starts_at else None,
        trainers=", ".join(trainer.username for trainer in trainers),
    )
