"""The doctor: well when all is well, plain and with a cure when something is not."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from lms.base import clock
from lms.base.db import db, transaction
from lms.catalogue.course import Course
from lms.cli import doctor
from lms.config import Settings
from lms.mail import outbox
from lms.mail.letter import Letter
from lms.mail.message import OutboxMessage


@pytest.fixture
def settings(app: Flask) -> Settings:
    return app.extensions["lms.settings"]  # type: ignore[no-any-return]


def test_our_sqlite_is_new_enough_for_two_writers(settings: Settings) -> None:
    assert doctor.sqlite_version() >= doctor.SQLITE_NEEDED
    assert not doctor.sqlite(settings).advice


@pytest.mark.parametrize(
    ("version", "ill"),
    [
        ((3, 40, 1), True),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 50, 7), False),
        ((3, 44, 6), False),
        ((3, 53, 4), False),
    ],
)
def test_an_old_sqlite_is_refused_loudly(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, version: tuple[int, ...], *, ill: bool
) -> None:
    monkeypatch.setattr(doctor, "sqlite_version", lambda: version)
    assert bool(doctor.sqlite(settings).advice) is ill


def test_each_illness_has_a_name_and_a_cure(settings: Settings) -> None:
    assert doctor.secret_key(replace(settings, secret_key="short")).advice
    assert "https" in doctor.address(replace(settings, base_url="http://example.org")).advice
    assert not doctor.address(replace(settings, base_url="https://example.org")).advice
    assert "MAIL_URL" in doctor.mail(replace(settings, mail_url="pigeon:")).advice
    assert not doctor.space(settings).advice


def test_letters_that_wait_too_long_are_noticed(settings: Settings) -> None:
    with transaction():
        outbox.post(
            Letter("s", "t"),
            kind="test",
            dedupe_key="one",
            address="b@example.org",
            user_id=None,
            locale="en",
        )
    assert not doctor.letters(settings).advice
    with transaction():
        db.session.query(OutboxMessage).one().created_at = clock.now() - timedelta(hours=2)
    assert "mail deliver" in doctor.letters(settings).advice


def test_an_empty_catalogue_is_noticed(settings: Settings) -> None:
    assert "publish" in doctor.courses(settings).advice
    with transaction():
        db.session.add(Course(key="some-course", edition_number=1, created_at=clock.now()))
    assert not doctor.courses(settings).advice
