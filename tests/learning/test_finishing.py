"""Finishing for the absent: once each, whoever else does the same, and none holds up the others."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from lms.base.db import db, transaction
from lms.cli import attempts as command
from lms.learning.attempt import Attempt
from lms.learning.operations.finishing import finish_expired
from tests import cast
from tests.catalogue.bundles import published
from tests.learning.classroom import begin, sit

NOON = datetime(2026, 12, 5, 12, tzinfo=UTC)
ABSENT = 12


@pytest.fixture
def absent(real_app: Flask) -> Flask:
    """A dozen people whose time ended an hour ago."""
    with real_app.app_context(), time_machine.travel(NOON, tick=False):
        published(policy={"time_limit": "10"})
        for number in range(ABSENT):
            with transaction():
                user = cast.join(cast.Part(f"learner{number}", "Learner"))
            sit(user)
            begin(user)
        db.session.remove()
    return real_app


def told(app: Flask) -> tuple[int, int]:
    """Do what the command does; how many were finished, and how many could not be."""
    with app.app_context():
        return command.finish_absent()


def states(app: Flask) -> list[tuple[str, datetime | None]]:
    with app.app_context():
        return [
            tuple(row) for row in db.session.execute(select(Attempt.state, Attempt.submitted_at))
        ]


def test_two_at_once_finish_each_attempt_once(absent: Flask) -> None:
    counts: list[int] = []
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        threads = [
            threading.Thread(target=lambda: counts.append(told(absent)[0])) for _ in range(2)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sum(counts) == ABSENT
        assert states(absent) == [("finished", NOON + timedelta(minutes=10))] * ABSENT
        assert told(absent) == (0, 0)


def test_one_that_cannot_be_finished_keeps_no_other_waiting(
    absent: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with absent.app_context():
        broken = db.session.scalars(select(Attempt.key).order_by(Attempt.id)).first()
        db.session.remove()

    def finished(key: str, at: datetime) -> bool:
        if key == broken:
            raise RuntimeError("nothing to finish")
        return finish_expired(key, at)

    monkeypatch.setattr(command, "finish_expired", finished)
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        assert told(absent) == (ABSENT - 1, 1)
        done = absent.test_cli_runner().invoke(command.attempts, ["finish"])
        assert (done.exit_code, done.output.split()[:2]) == (1, ["0", "finished."])
    assert [state for state, _ in states(absent)].count("open") == 1
