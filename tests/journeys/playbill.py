"""The playbill of the journeys: a seminar of two days, announced directly."""

from datetime import time, timedelta

from lms.base import clock
from lms.base.db import transaction
from lms.base.tokens import fresh_key
from lms.seminars import operations
from lms.seminars.plan import NewVenue, PlannedDay
from tests.journeys.stage import Stage
from tests.seminars import plans

TITLES = {"en": "An appeal that works", "ru": "Обращение, которое работает"}
HOUSES = {"en": "House of Friendship", "ru": "Дом дружбы"}
STREETS = {"en": "5 Lenin Street", "ru": "ул. Ленина, 5"}


def announced(stage: Stage, locale: str, city: str = "irkutsk", capacity: int = 3) -> str:
    """Announce a seminar of two days, ten to six; its name in addresses."""
    first = (clock.now() + timedelta(days=40)).date()
    with stage.app.app_context(), transaction():
        plan = plans.plan(
            city,
            venue=NewVenue(HOUSES[locale], STREETS[locale]),
            title_en=TITLES["en"],
            title_ru=TITLES["ru"],
            summary_en="Bring the letter you wrote last.",
            summary_ru="Возьмите с собой последнее письмо.",
            days=tuple(PlannedDay(first + timedelta(n), time(10), time(18)) for n in range(2)),
            capacity=capacity,
        )
        seminar = operations.announce(plan, by_id=stage.ids["elena"], op_id=fresh_key())
        return seminar.slug
