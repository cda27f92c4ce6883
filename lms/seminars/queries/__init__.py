"""Reading seminars: what other parts may ask, under one name."""

from lms.seminars.queries.board import (
    cities_run_by,
    city_keys_of,
    history_of,
    registration_of,
    seminar_run_by,
    seminars_run_by,
    venues_in,
)
from lms.seminars.queries.calendar import (
    CalendarSession,
    Standing,
    calendar_mark,
    calendar_sessions,
)
from lms.seminars.queries.cards import SeminarCard
from lms.seminars.queries.own import (
    OwnRegistration,
    Stand,
    next_of_person,
    registrations_of_person,
    stand_of,
)
from lms.seminars.queries.roster import RosterRow, roster, takes_part, unreachable
from lms.seminars.queries.schedule import (
    CityCard,
    all_cities,
    announced,
    announced_in_full,
    card,
    city,
    past,
    schedule,
    trainers_of,
    upcoming,
)

__all__ = [
    "CalendarSession",
    "CityCard",
    "OwnRegistration",
    "RosterRow",
    "SeminarCard",
    "Stand",
    "Standing",
    "all_cities",
    "announced",
    "announced_in_full",
    "calendar_mark",
    "calendar_sessions",
    "card",
    "cities_run_by",
    "city",
    "city_keys_of",
    "history_of",
    "next_of_person",
    "past",
    "registration_of",
    "registrations_of_person",
    "roster",
    "schedule",
    "seminar_run_by",
    "seminars_run_by",
    "stand_of",
    "takes_part",
    "trainers_of",
    "unreachable",
    "upcoming",
    "venues_in",
]
