"""Seminars for the calendar tests, put straight into the database."""

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from lms.accounts.user import User
from lms.base import clock
from lms.base.db import db
from lms.base.tokens import digest, fresh_key
from lms.calendars.feed import CalendarFeed
from lms.seminars.city import City
from lms.seminars.registration import Registration, RegistrationChange
from lms.seminars.seminar import Kind, Seminar, SeminarSession
from lms.seminars.venue import Venue

SECRET = "s" * 43
ZONES = {
    "irkutsk": ("Irkutsk", "Иркутск", "RU", "Asia/Irkutsk"),
    "kaliningrad": ("Kaliningrad", "Калининград", "RU", "Europe/Kaliningrad"),
    "london": ("London", "Лондон", "GB", "Europe/London"),
    "moscow": ("Moscow", "Москва", "RU", "Europe/Moscow"),
    "yerevan": ("Yerevan", "Ереван", "AM", "Asia/Yerevan"),
}


def city(key: str) -> City:
    """A city, made when it is first asked for."""
    found = db.session.query(City).filter_by(key=key).one_or_none()
    if found is None:
        name_en, name_ru, country, zone = ZONES[key]
        found = City(
            key=key,
            name_en=name_en,
            name_ru=name_ru,
            country=country,
            zone=zone,
            latitude=52.29,
            longitude=104.28,
        )
        db.session.add(found)
        db.session.flush()
    return found


def announce(key: str, first_day: datetime, *, days: int = 1, title: str = "Rights") -> Seminar:
    """A seminar of some days, each from the hour of `first_day` (local time) for eight hours."""
    place, at = city(key), clock.now()
    venue = Venue(city_id=place.id, name="House of Friendship", address="5 Lenin Street")
    db.session.add(venue)
    db.session.flush()
    local = first_day.replace(tzinfo=ZoneInfo(place.zone))
    seminar = Seminar(
        slug=f"{key}-{uuid4().hex[:8]}",
        op_id=fresh_key(),
        kind=Kind.SEMINAR,
        title_en=title,
        city_id=place.id,
        venue_id=venue.id,
        capacity=10,
        registration_opens_at=at,
        registration_closes_at=local,
        starts_at=local,
        ends_at=local + timedelta(days=days - 1, hours=8),
        announced_at=at,
        revised_at=at,
    )
    seminar.sessions = [
        SeminarSession(
            uid=str(uuid4()),
            starts_at=local + timedelta(days=n),
            ends_at=local + timedelta(days=n, hours=8),
            revised_at=at,
        )
        for n in range(days)
    ]
    db.session.add(seminar)
    db.session.flush()
    return seminar


def place(seminar: Seminar, user: User, state: str) -> Registration:
    """A registration in some state, with its first step."""
    registration = Registration(
        key=fresh_key(),
        op_id=fresh_key(),
        seminar_id=seminar.id,
        user_id=user.id,
        locale="en",
        state=state,
        queued_at=clock.now(),
        changed_at=clock.now(),
    )
    db.session.add(registration)
    db.session.flush()
    first = RegistrationChange(registration_id=registration.id, after=state, changed_at=clock.now())
    db.session.add(first)
    db.session.flush()
    return registration


def open_feed(user: User, secret: str = SECRET) -> str:
    """The path of a private calendar that the secret opens."""
    feed = CalendarFeed(
        user_id=user.id,
        token_digest=digest(secret),
        label="Phone",
        locale="en",
        created_at=clock.now(),
    )
    db.session.add(feed)
    db.session.flush()
    return f"/calendar/{secret}.ics"
