"""The scene: cities, a venue and seminars, made directly as rows."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import select

from lms.accounts.user import User
from lms.base import clock
from lms.base.db import db
from lms.base.tokens import fresh_key
from lms.seminars.city import City
from lms.seminars.registration import Registration, RegistrationChange
from lms.seminars.seminar import Seminar, SeminarSession
from lms.seminars.venue import Venue

ZONES = {
    "irkutsk": "Asia/Irkutsk",
    "novosibirsk": "Asia/Novosibirsk",
    "krasnoyarsk": "Asia/Krasnoyarsk",
    "moscow": "Europe/Moscow",
    "london": "Europe/London",
}


def city(key: str = "irkutsk") -> City:
    """A city, made when it is not there yet."""
    found = db.session.scalar(select(City).where(City.key == key))
    if found is None:
        found = City(
            key=key,
            name_en=key.capitalize(),
            name_ru=f"Город {key}",
            country="GB" if key == "london" else "RU",
            zone=ZONES[key],
            latitude=52.29,
            longitude=104.28,
        )
        db.session.add(found)
        db.session.flush()
    return found


def venue(place: City) -> Venue:
    """A house in the city."""
    house = Venue(city_id=place.id, name="House of Friendship", address="5 Lenin Street")
    db.session.add(house)
    db.session.flush()
    return house


def midday(days: int) -> datetime:
    """A full hour so many days from now, in UTC: 10:00 in Irkutsk."""
    return datetime.combine(
        clock.now().date() + timedelta(days=days), datetime.min.time(), UTC
    ) + timedelta(hours=2)


def seminar(key: str = "irkutsk", *, days: int = 1, starts_in: int = 30, **changes) -> Seminar:
    """A seminar of so many days, open for registration, `starts_in` days from now."""
    place = city(key)
    begins = [midday(starts_in + day) for day in range(days)]
    now = clock.now()
    values = {
        "slug": f"{key}-{fresh_key().lower()}",
        "op_id": fresh_key(),
        "kind": "seminar",
        "title_en": "Law for leaders",
        "title_ru": "Право для лидеров",
        "city_id": place.id,
        "venue_id": venue(place).id,
        "capacity": 10,
        "registration_opens_at": now - timedelta(days=400),
        "registration_closes_at": begins[0],
        "starts_at": begins[0],
        "ends_at": begins[-1] + timedelta(hours=8),
        "announced_at": now - timedelta(days=400),
        "revised_at": now - timedelta(days=400),
        **changes,
    }
    made = Seminar(**values)
    made.sessions = [
        SeminarSession(
            uid=str(uuid4()),
            starts_at=start,
            ends_at=start + timedelta(hours=8),
            revised_at=values["revised_at"],
        )
        for start in begins
    ]
    db.session.add(made)
    db.session.flush()
    return made


def registration(at: Seminar, who: User | None = None, state: str = "registered") -> Registration:
    """A registration with its first step, as if it had been made a day ago."""
    moment = clock.now() - timedelta(days=1)
    made = Registration(
        key=fresh_key(),
        op_id=fresh_key(),
        seminar_id=at.id,
        user_id=who.id if who else None,
        name=None if who else "Somebody",
        locale="en",
        state=state,
        queued_at=moment,
        changed_at=moment,
    )
    db.session.add(made)
    db.session.flush()
    step = RegistrationChange(registration_id=made.id, after=state, changed_at=moment)
    db.session.add(step)
    db.session.flush()
    return made
