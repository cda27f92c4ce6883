"""Seminars of the demo: soon and later, half empty, full with a queue, and one that is over."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from lms.accounts.user import User
from lms.base.db import db
from lms.base.tokens import fresh_key
from lms.cli.demonstration.people import LEARNERS
from lms.seminars.city import City
from lms.seminars.operations import announce, register
from lms.seminars.participant import Participant
from lms.seminars.plan import NewVenue, Plan, PlannedDay
from lms.seminars.seminar import Kind

ENOUGH = 3  # upcoming seminars: fewer, and the demo announces its list again


@dataclass(frozen=True, slots=True)
class Sketch:
    """A seminar in a few words: where, in how many days from now, for how many, who comes."""

    city: str
    in_days: int
    days: int
    places: int
    guests: int
    kind: Kind
    course: str
    title_en: str
    title_ru: str


SKETCHES = (
    Sketch("irkutsk", 12, 2, 20, 9, Kind.SEMINAR, "legal-mechanisms",
           "An appeal that gets an answer", "Обращение, на которое отвечают"),
    Sketch("novosibirsk", 19, 2, 6, 8, Kind.TRAINING, "negotiation",
           "Negotiating with the town hall", "Переговоры с администрацией города"),
    Sketch("krasnoyarsk", 33, 1, 15, 2, Kind.SEMINAR, "networking",
           "Finding partners, keeping them", "Найти партнёров и не потерять"),
    Sketch("kaliningrad", 26, 1, 12, 4, Kind.TRAINING, "mass-media",
           "One message, three sentences", "Одна мысль, три предложения"),
    Sketch("london", 40, 1, 25, 0, Kind.CONFERENCE, "",
           "Associations across borders", "Объединения по обе стороны границ"),
    Sketch("yerevan", 47, 2, 18, 1, Kind.SEMINAR, "legal-mechanisms",
           "Evidence that holds", "Доказательства, которые выдержат"),
    Sketch("moscow", 9, 1, 40, 5, Kind.PRESS_CONFERENCE, "",
           "What changed for associations this year", "Что изменилось для объединений за год"),
)  # fmt: skip


def hold(users: dict[str, User], at: datetime) -> None:
    """Announce the seminars and fill them with people, unless enough are coming anyway."""
    cities = {city.key: city for city in db.session.scalars(select(City))}
    for number, sketch in enumerate(SKETCHES):
        city = cities[sketch.city]
        seminar = announce(_plan(sketch, city, at), by_id=users["elena"].id, op_id=fresh_key())
        guests = [LEARNERS[(number * 5 + n) % len(LEARNERS)] for n in range(sketch.guests)]
        for guest in guests:
            register(
                seminar.id,
                Participant(user_id=users[guest.lower()].id, locale="en"),
                by_id=users[guest.lower()].id,
                op_id=fresh_key(),
            )


def _plan(sketch: Sketch, city: City, at: datetime) -> Plan:
    """The sketch as an organizer would have typed it."""
    first = at.astimezone(ZoneInfo(city.zone)).date() + timedelta(days=sketch.in_days)
    return Plan(
        city_id=city.id,
        venue=NewVenue(
            name="House of Friendship (invented) · Дом дружбы (вымышлен)",
            address="1 Riverside Street · ул. Набережная, 1",
        ),
        kind=sketch.kind,
        title_en=sketch.title_en,
        title_ru=sketch.title_ru,
        summary_en="An invented seminar: try registering, and leave again.",
        summary_ru="Вымышленный семинар: попробуйте зарегистрироваться и отменить регистрацию.",
        course_key=sketch.course,
        days=tuple(
            PlannedDay(first + timedelta(days=n), time(10), time(17)) for n in range(sketch.days)
        ),
        capacity=sketch.places,
        opens=None,
        closes=None,
        trainers=("anna",) if sketch.course in {"legal-mechanisms", "negotiation"} else (),
    )
