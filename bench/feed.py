"""What a calendar of a thousand entries costs: first asked for, after one change, unchanged.

    python -m bench.feed

The yardstick is the same calendar built plainly with the icalendar library, entry by entry. All
figures are CPU milliseconds of this process, the median of several rounds, on a SQLite file.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from uuid import uuid4
from zoneinfo import ZoneInfo

from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar, Event

from lms.app import create_app
from lms.base import clock
from lms.base.db import db, transaction
from lms.base.tokens import fresh_key
from lms.calendars import entries, zones
from lms.config import Settings
from lms.seminars import queries as seminars
from lms.seminars.city import City
from lms.seminars.queries import CalendarSession
from lms.seminars.seminar import Seminar, SeminarSession
from lms.seminars.venue import Venue
from lms.web.calendars import schedule

ENTRIES = 1000
DAYS_EACH = 2
ROUNDS = 7
PLACES = (("irkutsk", "Asia/Irkutsk"), ("london", "Europe/London"), ("moscow", "Europe/Moscow"))


def measure(rounds: int = ROUNDS) -> dict[str, float]:
    """Measure all four; CPU milliseconds, and bytes of the calendar plain and squeezed."""
    with TemporaryDirectory() as folder:
        app = _application(Path(folder))
        client = app.test_client()
        with app.app_context(), transaction():
            seminar_id = _announce_many()
        size = client.get("/seminars.ics"), _get(client)
        etag = size[1].headers["ETag"]
        figures = {
            "naive": _cpu(rounds, lambda: None, lambda: _naive(app)),
            "cold": _cpu(rounds, _forget, lambda: _get(client)),
            "changed": _cpu(rounds, lambda: _move(app, seminar_id), lambda: _get(client)),
        }
        etag = _get(client).headers["ETag"]
        figures["unchanged"] = _cpu(rounds * 20, lambda: None, lambda: _get(client, etag))
        figures["bytes"], figures["squeezed_bytes"] = (len(answer.data) for answer in size)
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
    return figures


def _application(folder: Path) -> Flask:
    settings = Settings(
        secret_key="a secret for measuring only",
        data_dir=folder,
        database_url=f"sqlite:///{folder / 'bench.sqlite3'}",
        base_url="https://training.example.org",
    )
    app = create_app(settings)
    with app.app_context(), db.engine.execution_options(lms_writes=True).begin() as connection:
        db.metadata.create_all(connection)
    return app


def _announce_many() -> int:
    """Two-day seminars in three zones, all in the future; the id of one of them."""
    now = clock.now().replace(minute=0, second=0, microsecond=0)
    venues = [_venue(*place) for place in PLACES]
    for number in range(ENTRIES // DAYS_EACH):
        venue = venues[number % len(venues)]
        start = now + timedelta(days=1 + number)
        seminar = Seminar(
            slug=f"seminar-{number}",
            op_id=fresh_key(),
            kind="seminar",
            title_en=f"Legal mechanisms for leaders of associations, part {number}",
            title_ru=f"Правовые механизмы для лидеров объединений, часть {number}",
            summary_en="How to register an association, whom to write to; what to do when " * 3,
            summary_ru="Как зарегистрировать объединение, кому писать; что делать, если " * 3,
            city_id=venue.city_id,
            venue_id=venue.id,
            capacity=20,
            registration_opens_at=now,
            registration_closes_at=start,
            starts_at=start,
            ends_at=start + timedelta(days=DAYS_EACH - 1, hours=8),
            announced_at=now,
            revised_at=now,
        )
        seminar.sessions = [
            SeminarSession(
                uid=str(uuid4()),
                starts_at=start + timedelta(days=day),
                ends_at=start + timedelta(days=day, hours=8),
                revised_at=now,
            )
            for day in range(DAYS_EACH)
        ]
        db.session.add(seminar)
    db.session.flush()
    return seminar.id


def _venue(key: str, zone: str) -> Venue:
    city = City(
        key=key,
        name_en=key.capitalize(),
        name_ru=key.upper(),
        country="RU",
        zone=zone,
        latitude=52.29,
        longitude=104.28,
    )
    db.session.add(city)
    db.session.flush()
    venue = Venue(
        city_id=city.id,
        name="House of Friendship",
        address="5 Lenin Street, second floor",
        latitude=52.289,
        longitude=104.281,
    )
    db.session.add(venue)
    db.session.flush()
    return venue


def _get(client: FlaskClient, etag: str = ""):
    headers = {"Accept-Encoding": "gzip"} | ({"If-None-Match": etag} if etag else {})
    answer = client.get("/seminars.ics", headers=headers)
    assert answer.status_code == (304 if etag else 200)
    return answer


def _forget() -> None:
    """Bring the process to where it was before the first calendar."""
    schedule.shelf.clear()
    entries.entry.cache_clear()
    zones.vtimezone.cache_clear()


def _move(app: Flask, seminar_id: int) -> None:
    """Move one seminar by an hour."""
    with app.app_context(), transaction():
        seminar = db.session.get_one(Seminar, seminar_id)
        seminar.revised_at = clock.now()
        for day in seminar.sessions:
            day.starts_at += timedelta(hours=1)
            day.ends_at += timedelta(hours=1)
            day.sequence += 1


def _naive(app: Flask) -> bytes:
    """The same days and words through the library alone, as most programs do it."""
    with app.test_request_context():
        at = clock.now()
        days = seminars.calendar_sessions(since=schedule.since(at), at=at)
        calendar = Calendar.new(name="Seminars")
        for day in days:
            calendar.add_component(_naive_event(day))
        calendar.add_missing_timezones()
        content: bytes = calendar.to_ical()
        return content


def _naive_event(day: CalendarSession) -> Event:
    zone = ZoneInfo(day.zone)
    address = f"https://training.example.org/seminars/{day.slug}/"
    return Event.new(
        uid=day.uid,
        stamp=day.revised_at,
        created=day.created_at,
        last_modified=day.revised_at,
        sequence=day.sequence,
        status=day.standing,
        start=day.starts_at.astimezone(zone),
        end=day.ends_at.astimezone(zone),
        summary=entries.summary(day, "en"),
        location=f"{day.venue_name}, {day.venue_address}, {day.city_name_en}",
        description=entries.description(day, "en", address),
        url=address,
        classification="PUBLIC",
    )


def _cpu(rounds: int, before: Callable[[], object], deed: Callable[[], object]) -> float:
    """Median CPU of a deed in milliseconds."""
    spent = []
    for _ in range(rounds):
        before()
        start = time.process_time()
        deed()
        spent.append(1000 * (time.process_time() - start))
    return round(median(spent), 3)


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
