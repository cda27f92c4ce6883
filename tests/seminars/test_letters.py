"""Letters about seminars: in the reader's language, with both clocks, to whoever has an address."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.base.db import db, transaction
from lms.mail.message import OutboxMessage
from lms.seminars import letters
from lms.seminars.occasion import Occasion, Reader
from tests.seminars import scene

START = scene.midday(30)
OCCASION = Occasion(
    slug="irkutsk-soon",
    title_en="Law for leaders",
    title_ru="Право для лидеров",
    city_en="Irkutsk",
    city_ru="Иркутск",
    zone="Asia/Irkutsk",
    venue_name="House of Friendship",
    venue_address="5 Lenin Street",
    days=((START, START + timedelta(hours=8)),),
)
LETTERS = (
    letters.registered,
    letters.moved_up,
    letters.cancelled,
    letters.seminar_cancelled,
    letters.seminar_changed,
    letters.call_by_telephone,
)


def written(letter, reader, **more):
    """The letter as it lies in the outbox, or None."""
    with transaction():
        letter(OCCASION, reader, "event", **more)
    return db.session.scalars(select(OutboxMessage)).one_or_none()


@pytest.mark.parametrize("letter", LETTERS)
@pytest.mark.parametrize(
    ("locale", "title", "city"),
    [("en", "Law for leaders", "Irkutsk"), ("ru", "Право для лидеров", "Иркутск")],
)
def test_each_letter_speaks_the_readers_language(app, letter, locale, title, city):
    message = written(letter, Reader("reader@example.org", 1, locale))
    assert message.locale == locale
    assert city in message.subject
    assert title in message.text
    assert title not in message.subject
    assert "http://localhost/" in message.text


@pytest.mark.parametrize(
    "letter",
    [letters.registered, letters.moved_up, letters.seminar_cancelled, letters.seminar_changed],
)
def test_when_and_where_is_said_by_both_clocks(app, letter):
    text = written(letter, Reader("reader@example.org", 1, "en")).text
    assert "10:00–18:00 (Irkutsk), 05:00–13:00 (Moscow)" in text
    assert "5 Lenin Street, Irkutsk" in text


def test_the_turn_in_the_queue_is_said(app):
    message = written(letters.queued, Reader("reader@example.org", 1, "en"), position=4)
    assert "number 4" in message.text


def test_only_who_has_an_account_is_sent_to_cancel_on_the_page(app):
    text = written(letters.registered, Reader("reader@example.org", None, "en")).text
    assert "tell the organizer" in text


@pytest.mark.parametrize("letter", LETTERS)
def test_without_an_address_nothing_is_written(app, letter):
    assert written(letter, Reader(None, 1, "en")) is None


def test_the_same_event_is_told_once(app):
    for _ in range(2):
        assert written(letters.registered, Reader("reader@example.org", 1, "en"))
