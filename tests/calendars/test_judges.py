"""Three calendar engines read our calendars alike: times, words and state, and object to nothing.

libical stands for GNOME and KDE, ical.js for Thunderbird and Nextcloud, icalendar for khal.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from lms.accounts.user import User
from lms.base import clock
from lms.base.db import db, transaction
from lms.calendars import ical
from lms.seminars.queries import CalendarSession, Standing
from lms.seminars.seminar import Kind, Seminar, SeminarSession
from lms.web.calendars import schedule
from tests.browser import Browser
from tests.calendars import diary
from tests.judges import verdict

DAYS = {
    "irkutsk": datetime(2027, 3, 27, 10),  # noqa: DTZ001 (local time of the city)
    "kaliningrad": datetime(2027, 6, 12, 9, 30),  # noqa: DTZ001
    "yerevan": datetime(2027, 10, 30, 11),  # noqa: DTZ001
}
LONDON = {
    "spring": datetime(2027, 3, 27, 10),  # noqa: DTZ001 (28 March: 01:00 becomes 02:00)
    "spring night": datetime(2027, 3, 27, 23, 30),  # noqa: DTZ001
    "autumn": datetime(2027, 10, 30, 10),  # noqa: DTZ001 (31 October: 02:00 becomes 01:00)
    "autumn night": datetime(2027, 10, 30, 23, 30),  # noqa: DTZ001
}
EVENT = [
    *("BEGIN:VEVENT", "UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "STATUS"),
    *("TRANSP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "GEO", "DESCRIPTION", "URL"),
    *("CLASS", "CATEGORIES", "END:VEVENT"),
]
NASTY = 'Иванов, Иван; "Ваня"\\n \\\\ 👩‍🚀🇷🇺 C:\\new;\\, ё́\tend'


@pytest.fixture(autouse=True)
def moment() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2027, 3, 1, 9, tzinfo=UTC), tick=False) as coordinates:
        schedule.shelf.clear()
        yield coordinates


@pytest.fixture
def announced(app: Flask) -> dict[str, Seminar]:
    """Seminars of two days in four zones, London's around both changes of its clocks."""
    with transaction():
        made = {key: diary.announce(key, day, days=2) for key, day in DAYS.items()}
        for name, day in LONDON.items():
            made[name] = diary.announce("london", day, days=2, title=name)
        made["yerevan"].cancelled_at = made["yerevan"].revised_at = clock.now()
        for session in made["yerevan"].sessions:
            session.sequence = 3
    return made


def stored(days: list[SeminarSession]) -> list[tuple[str, datetime, datetime, int]]:
    """Identity, moments and revision as the database has them."""
    return sorted((day.uid, day.starts_at, day.ends_at, day.sequence) for day in days)


def judged(page: Page, ics: bytes) -> list[tuple[str, datetime, datetime, int]]:
    """The same as all the judges read it."""
    found = verdict.agreed(page, ics)
    return sorted((entry.uid, entry.starts_at, entry.ends_at, entry.sequence) for entry in found)


def all_days() -> list[SeminarSession]:
    return list(db.session.query(SeminarSession))


def test_the_public_schedule_is_read_alike_by_all(
    page: Page, browser: Browser, announced: dict[str, Seminar]
) -> None:
    ics = browser.get("/seminars.ics").data
    assert judged(page, ics) == stored(all_days())
    zones = ["Asia/Irkutsk", "Asia/Yerevan", "Europe/Kaliningrad", "Europe/London"]
    assert verdict.zones(ics) == [*zones, "Europe/Moscow"]
    assert verdict.zones_used(ics) == set(zones)


def test_a_private_calendar_is_read_alike_by_all(
    page: Page, browser: Browser, announced: dict[str, Seminar], boris: User
) -> None:
    states = {"irkutsk": "registered", "spring": "registered", "autumn": "waiting"}
    with transaction():
        for name, state in {**states, "yerevan": "cancelled"}.items():
            diary.place(announced[name], boris, state)
        address = diary.open_feed(boris)
    ics = browser.get(address).data
    mine = [day for name in (*states, "yerevan") for day in announced[name].sessions]
    assert judged(page, ics) == stored(mine)
    assert {entry.status for entry in verdict.agreed(page, ics)} == set(Standing)
    assert verdict.zones(ics) == sorted({*verdict.zones_used(ics), "Europe/Moscow"})
    assert b"Boris" not in ics


@pytest.mark.parametrize("name", [*DAYS, *LONDON])
def test_one_seminar_is_read_alike_by_all(
    page: Page, browser: Browser, announced: dict[str, Seminar], name: str
) -> None:
    ics = browser.get(f"/seminars/{announced[name].slug}.ics").data
    assert judged(page, ics) == stored(announced[name].sessions)
    assert verdict.zones(ics) == list(verdict.zones_used(ics))


def test_ten_oclock_stays_ten_oclock_when_the_clocks_change(
    page: Page, browser: Browser, announced: dict[str, Seminar]
) -> None:
    found = verdict.agreed(page, browser.get("/cities/london.ics").data)
    starts = {entry.summary: entry.starts_at for entry in found}
    apart = {
        name: starts[f"London: {name} (day 2 of 2)"] - starts[f"London: {name} (day 1 of 2)"]
        for name in LONDON
    }
    assert apart == {
        "spring": timedelta(hours=23),
        "spring night": timedelta(hours=23),
        "autumn": timedelta(hours=25),
        "autumn night": timedelta(hours=25),
    }


def test_an_empty_calendar_is_still_one(page: Page, browser: Browser) -> None:
    ics = browser.get("/seminars.ics").data
    assert verdict.agreed(page, ics) == []
    assert verdict.zones(ics) == ["Europe/Moscow"]


def day(**words: object) -> CalendarSession:
    """A day in Irkutsk with some words of its own."""
    start = datetime(2027, 3, 27, 2, tzinfo=UTC)
    plain = CalendarSession(
        uid="6f1f8f0e-0d56-4a5b-9a59-0b8a6a0f2f11",
        sequence=2,
        revised_at=start,
        created_at=start,
        starts_at=start,
        ends_at=start + timedelta(hours=8),
        zone="Asia/Irkutsk",
        city_key="irkutsk",
        city_name_en="Irkutsk",
        city_name_ru="Иркутск",
        country="RU",
        kind=Kind.SEMINAR,
        title_en="Rights",
        title_ru="",
        summary_en="",
        summary_ru="",
        slug="rights",
        course_key="",
        venue_name="House",
        venue_address="Street",
        latitude=52.29,
        longitude=104.28,
        cancelled=False,
        standing=Standing.CONFIRMED,
        day=1,
        days=1,
    )
    return replace(plain, **words)  # type: ignore[arg-type]


def one_line(text: str) -> str:
    return " ".join(visible(text).split())


def visible(text: str) -> str:
    """What may stay of a text: no control characters but tab and line feed."""
    ends = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in ends if c in "\t\n" or not (c < " " or "\x7f" <= c <= "\x9f"))


def rendered(one: CalendarSession, locale: str, name: str = "Seminars") -> bytes:
    return ical.subscription(
        [one], name=name, locale=locale, base_url="http://localhost", private=False, year=2027
    )


ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=500)
TRICKY = st.text(
    st.sampled_from('\\;,":\n\r\t nN=ё☃👩🏽\u200d\x00\x0b\x1b\x85\u2028'), max_size=120
)
WORDS = st.one_of(ANY, TRICKY)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(title=WORDS, summary=WORDS, venue=WORDS, locale=st.sampled_from(["en", "ru"]))
@example(title=NASTY, summary=NASTY, venue=NASTY, locale="ru")
@example(title="x\r\nATTENDEE:mailto:evil@example.org", summary="", venue="a\nb", locale="en")
@example(title="Ж" * 500, summary="👩‍🚀" * 166, venue="\\" * 500, locale="ru")
@example(title="END:VEVENT", summary="\r\nEND:VCALENDAR\r\n", venue="\x00\x0b\x1b[2J", locale="en")
def test_any_words_come_back_as_they_were_written(
    app: Flask, page: Page, title: str, summary: str, venue: str, locale: str
) -> None:
    words = {"title_en": title, "summary_en": summary, "venue_address": venue}
    ics = rendered(day(**words), locale, name=f"Seminars: {title}")
    (entry,) = verdict.agreed(page, ics)
    city = "Иркутск" if locale == "ru" else "Irkutsk"
    assert entry.summary == one_line(f"{city}: {title}")
    assert entry.location == ", ".join(filter(None, ("House", one_line(venue), city)))
    body = visible(summary).strip()
    assert entry.description.endswith("\n\nhttp://localhost/seminars/rights/")
    told = entry.description.split("\n", 1)[1].removesuffix("http://localhost/seminars/rights/")
    assert told.strip() == body
    names = verdict.properties(ics)
    assert names[names.index("BEGIN:VEVENT") : -1] == EVENT


@pytest.mark.parametrize(
    ("longitude", "said"), [(-0.00005, b"51.5;-0.00005"), (104.2812345678, b"51.5;104.281235")]
)
def test_a_place_is_told_in_plain_decimals(app: Flask, longitude: float, said: bytes) -> None:
    ics = rendered(day(latitude=51.5, longitude=longitude), "en")
    assert b"\r\nGEO:" + said + b"\r\n" in ics


def test_a_zone_with_rules_of_its_own_is_written_in_utc(page: Page, app: Flask) -> None:
    """A law may change any zone; one such city must not close the calendar of all."""
    ics = rendered(day(zone="America/New_York"), "en")
    (entry,) = verdict.agreed(page, ics)
    assert entry.starts_at == datetime(2027, 3, 27, 2, tzinfo=UTC)
    assert verdict.zones(ics) == ["Europe/Moscow"]
    assert verdict.zones_used(ics) == set()


def test_an_hour_that_a_clock_shows_twice_is_not_told_by_the_clock(page: Page, app: Flask) -> None:
    """On 31 October 2027 London has 01:30 at 00:30 UTC and again at 01:30 UTC."""
    first, second = (datetime(2027, 10, 31, hour, 30, tzinfo=UTC) for hour in (0, 1))
    (entry,) = verdict.agreed(
        page, rendered(day(zone="Europe/London", starts_at=first, ends_at=second), "en")
    )
    assert (entry.starts_at, entry.ends_at) == (first, second)
