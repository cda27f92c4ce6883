"""Public calendars and private ones: right, stable, cheap to ask again, closed when revoked."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from icalendar import Calendar, Component
from sqlalchemy import event

from lms.accounts.user import User
from lms.base import clock
from lms.base.db import db, transaction
from lms.calendars.feed import CalendarFeed
from lms.seminars.seminar import Seminar
from lms.web.calendars import schedule
from tests.browser import Browser
from tests.calendars import diary

pytestmark = pytest.mark.both_engines
Clock = time_machine.Traveller
SATURDAY = datetime(2026, 12, 5, 10)  # noqa: DTZ001 (local time of whichever city)


@pytest.fixture(autouse=True)
def moment() -> Iterator[Clock]:
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC), tick=False) as coordinates:
        yield coordinates


@pytest.fixture(autouse=True)
def empty_shelf() -> None:
    schedule.shelf.clear()


def entries(content: bytes) -> list[Component]:
    return Calendar.from_ical(content).walk("VEVENT")  # type: ignore[no-any-return]


def announce(key: str, **details: object) -> Seminar:
    with transaction():
        return diary.announce(key, SATURDAY, **details)  # type: ignore[arg-type]


def place(seminar: Seminar, user: User, state: str) -> None:
    with transaction():
        diary.place(seminar, user, state)


def open_feed(user: User) -> str:
    with transaction():
        return diary.open_feed(user)


def statements(app: Flask, ask: Callable[[], object]) -> list[str]:
    seen: list[str] = []
    engine = db.engines[None].engine

    def note(_c: object, _cur: object, text: str, *_rest: object) -> None:
        if text.lstrip().upper().startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")):
            seen.append(text)

    event.listen(engine, "before_cursor_execute", note)
    try:
        ask()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return seen


def test_the_schedule_shows_each_day_at_its_hour(browser: Browser) -> None:
    seminar = announce("irkutsk", days=2)
    answer = browser.get("/seminars.ics")
    first, second = entries(answer.data)
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert first["DTSTART"].params["TZID"] == "Asia/Irkutsk"
    assert first.decoded("DTSTART").astimezone(UTC) == datetime(2026, 12, 5, 2, tzinfo=UTC)
    assert second.decoded("DTSTART").astimezone(UTC) == datetime(2026, 12, 6, 2, tzinfo=UTC)
    assert first["SUMMARY"] == "Irkutsk: Rights (day 1 of 2)"
    assert "Moscow time: 05:00–13:00" in first["DESCRIPTION"]
    assert {str(first["UID"]), str(second["UID"])} == {day.uid for day in seminar.sessions}


def test_a_subscription_has_a_name_and_no_method_and_no_people(browser: Browser) -> None:
    announce("london")
    text = browser.get("/seminars.ics").get_data(as_text=True)
    assert "X-WR-CALNAME:Seminars" in text
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in text
    for absent in ("METHOD", "ATTENDEE", "ORGANIZER", "SOURCE", "COMMENT"):
        assert absent not in text
    head = text.partition("BEGIN:VTIMEZONE")[0]
    assert "UID" not in head


def test_a_download_has_no_name(browser: Browser) -> None:
    seminar = announce("london")
    answer = browser.get(f"/seminars/{seminar.slug}.ics")
    text = answer.get_data(as_text=True)
    assert "NAME" not in text.partition("BEGIN:VTIMEZONE")[0]
    assert text.count("BEGIN:VTIMEZONE") == 1
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{seminar.slug}.ics"'


def test_filters(browser: Browser) -> None:
    announce("irkutsk")
    announce("london")
    assert len(entries(browser.get("/cities/london.ics").data)) == 1
    assert len(entries(browser.get("/seminars.ics?city=irkutsk").data)) == 1
    assert entries(browser.get("/seminars.ics?course=none").data) == []
    assert browser.get("/cities/atlantis.ics").status_code == 404
    assert browser.get("/seminars/nothing.ics").status_code == 404


def test_russian_is_asked_for_by_name(browser: Browser) -> None:
    announce("irkutsk", title="Права")
    (day,) = entries(browser.get("/seminars.ics?lang=ru").data)
    assert day["SUMMARY"] == "Иркутск: Права"


def test_asking_again_costs_one_statement_and_no_bytes(app: Flask, browser: Browser) -> None:
    announce("irkutsk")
    etag = browser.get("/seminars.ics").headers["ETag"]
    known = {"If-None-Match": etag}
    answers = []
    seen = statements(app, lambda: answers.append(browser.get("/seminars.ics", headers=known)))
    assert answers[0].status_code == 304
    assert answers[0].data == b""
    assert len(seen) == 1


def test_a_change_changes_the_etag_and_an_empty_calendar_is_still_one(browser: Browser) -> None:
    seminar = announce("irkutsk")
    etag = browser.get("/seminars.ics").headers["ETag"]
    with transaction():
        db.session.delete(db.session.get(Seminar, seminar.id))
    answer = browser.get("/seminars.ics", headers={"If-None-Match": etag})
    assert answer.status_code == 200
    assert entries(answer.data) == []
    assert b"BEGIN:VTIMEZONE" in answer.data


def test_squeezed_and_plain_are_two_representations(browser: Browser) -> None:
    announce("irkutsk")
    plain = browser.get("/seminars.ics")
    squeezed = browser.get("/seminars.ics", headers={"Accept-Encoding": "gzip"})
    assert squeezed.headers["Content-Encoding"] == "gzip"
    assert squeezed.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_a_cancelled_seminar_stays_visible_as_cancelled(browser: Browser) -> None:
    seminar = announce("irkutsk")
    with transaction():
        found = db.session.get_one(Seminar, seminar.id)
        found.cancelled_at = found.revised_at = clock.now()
        found.sessions[0].sequence += 1
    (day,) = entries(browser.get("/seminars.ics").data)
    assert day["STATUS"] == "CANCELLED"
    assert day["TRANSP"] == "TRANSPARENT"
    assert day["SUMMARY"].startswith("CANCELLED: ")
    assert day["SEQUENCE"] == 1


def test_a_seminar_leaves_the_calendar_sixty_days_after_its_end(
    browser: Browser, moment: Clock
) -> None:
    announce("irkutsk")
    moment.move_to(datetime(2026, 12, 5, 10, tzinfo=UTC) + timedelta(days=59))
    assert len(entries(browser.get("/seminars.ics").data)) == 1
    moment.move_to(datetime(2026, 12, 5, 10, tzinfo=UTC) + timedelta(days=61))
    assert entries(browser.get("/seminars.ics").data) == []


def test_a_private_calendar_shows_own_seminars_only(browser: Browser, boris: User) -> None:
    mine, queued, left = announce("irkutsk"), announce("london"), announce("moscow")
    announce("moscow", title="Somebody else's")
    place(mine, boris, "registered")
    place(queued, boris, "waiting")
    place(left, boris, "cancelled")
    answer = browser.get(open_feed(boris))
    found = {str(day["SUMMARY"]): str(day["STATUS"]) for day in entries(answer.data)}
    assert found == {
        "Irkutsk: Rights": "CONFIRMED",
        "Waiting list: London: Rights": "TENTATIVE",
        "CANCELLED: Moscow: Rights": "CANCELLED",
    }
    assert answer.headers["Cache-Control"] == "private, max-age=0, must-revalidate"
    assert "noindex" in answer.headers["X-Robots-Tag"]


def test_coming_back_after_leaving_counts(browser: Browser, boris: User) -> None:
    seminar = announce("irkutsk")
    address = open_feed(boris)
    place(seminar, boris, "cancelled")
    etag = browser.get(address).headers["ETag"]
    place(seminar, boris, "registered")
    answer = browser.get(address, headers={"If-None-Match": etag})
    assert [str(day["STATUS"]) for day in entries(answer.data)] == ["CONFIRMED"]


def test_a_revoked_address_is_gone_at_once(browser: Browser, boris: User) -> None:
    place(announce("irkutsk"), boris, "registered")
    address = open_feed(boris)
    etag = browser.get(address).headers["ETag"]
    with transaction():
        db.session.query(CalendarFeed).one().revoked_at = clock.now()
    answer = browser.get(address, headers={"If-None-Match": etag})
    missing = browser.get(f"/calendar/{'x' * 43}.ics")
    assert (answer.status_code, answer.data) == (404, missing.data)


def test_a_suspended_owner_closes_the_address(browser: Browser, boris: User) -> None:
    address = open_feed(boris)
    assert browser.get(address).status_code == 200
    with transaction():
        db.session.get_one(User, boris.id).suspended_at = clock.now()
    assert browser.get(address).status_code == 404


def test_no_line_is_too_long_and_nothing_is_injected(browser: Browser) -> None:
    nasty = 'Права; "Ваня", \\ 🎓 ' + "ы" * 110
    announce("irkutsk", title=nasty)
    content = browser.get("/seminars.ics").data
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    (day,) = entries(content)
    assert day["SUMMARY"] == f"Irkutsk: {nasty}"
    with transaction():
        db.session.query(Seminar).one().title_en = "A\x01\x0b\r\nATTENDEE:mailto:evil@example.org"
        db.session.query(Seminar).one().revised_at = clock.now() + timedelta(seconds=1)
    content = browser.get("/seminars.ics").data
    assert b"\nATTENDEE" not in content
    assert b"\x01" not in content
    assert b"\x0b" not in content
