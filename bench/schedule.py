"""The schedule of a measured site: seminars ahead, their days, and who is registered."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from lms.base.tokens import digest
from lms.seminars.registration import Reason, RegistrationState
from lms.seminars.seminar import Kind

COURSE = "legal-mechanisms"
SEMINARS = 500  # ahead, of two days each
GUESTS = 20  # registered for each
CAPACITY = 120
SUBSCRIBER = 1
FEED = "f" * 43

Row = dict[str, Any]


def slug(seminar: int) -> str:
    """The address of a seminar."""
    return f"seminar-{seminar}"


def venue(city_id: int) -> Row:
    """A house in a city."""
    return {"id": city_id, "city_id": city_id, "name": "House of Friendship", "address": "1 Quay"}


def seminars(cities: Sequence[int], at: datetime) -> Iterator[Row]:
    """A few hundred seminars ahead, all over the country."""
    for n in range(1, SEMINARS + 1):
        begins = at + timedelta(days=10 + n % 200)
        yield {
            "id": n,
            "slug": slug(n),
            "op_id": f"population-{n}",
            "kind": Kind.SEMINAR,
            "title_en": f"An appeal that gets an answer, part {n}",
            "title_ru": f"Обращение, на которое отвечают, часть {n}",
            "summary_en": "Bring a case of your association.",
            "summary_ru": "Возьмите с собой дело своего объединения.",
            "city_id": cities[n % len(cities)],
            "venue_id": cities[n % len(cities)],
            "course_key": COURSE,
            "capacity": CAPACITY,
            "registration_opens_at": at - timedelta(days=1),
            "registration_closes_at": begins,
            "starts_at": begins,
            "ends_at": begins + timedelta(days=1, hours=7),
            "announced_at": at - timedelta(days=1),
            "revised_at": at - timedelta(days=1),
        }


def days(at: datetime) -> Iterator[Row]:
    """Two days for each seminar."""
    for seminar in seminars([1], at):
        for day in range(2):
            begins = seminar["starts_at"] + timedelta(days=day)
            yield {
                "seminar_id": seminar["id"],
                "uid": str(UUID(int=2 * seminar["id"] + day)),
                "starts_at": begins,
                "ends_at": begins + timedelta(hours=7),
                "revised_at": seminar["revised_at"],
            }


def registrations(learners: int, at: datetime) -> Iterator[Row]:
    """The subscriber and some of the others in each seminar."""
    for seminar in range(1, SEMINARS + 1):
        for place in range(GUESTS):
            learner = 2 + (seminar * GUESTS + place) % (learners - 1) if place else SUBSCRIBER
            yield {
                "key": f"{seminar}-{place}",
                "op_id": f"population-{seminar}-{place}",
                "seminar_id": seminar,
                "user_id": learner,
                "locale": "en",
                "state": RegistrationState.REGISTERED,
                "queued_at": at,
                "changed_at": at,
            }


def changes(at: datetime) -> Iterator[Row]:
    """How each registration came about."""
    for number in range(1, SEMINARS * GUESTS + 1):
        yield {
            "registration_id": number,
            "after": RegistrationState.REGISTERED,
            "changed_at": at,
            "reason": Reason.OWN,
        }


def feed(at: datetime) -> Row:
    """The subscriber's secret calendar address."""
    return {
        "user_id": SUBSCRIBER,
        "token_digest": digest(FEED),
        "label": "My phone",
        "locale": "en",
        "created_at": at,
    }
