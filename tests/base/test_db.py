"""Transactions, locks and moments on both engines."""

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.accounts.user import User
from lms.base.db import db, transaction
from tests import cast


@pytest.mark.both_engines
def test_a_moment_comes_back_in_utc(app: Flask, boris: User) -> None:
    irkutsk = timezone(timedelta(hours=8))
    with transaction():
        db.session.get_one(User, boris.id).created_at = datetime(2026, 12, 5, 10, tzinfo=irkutsk)
    assert db.session.get_one(User, boris.id).created_at == datetime(2026, 12, 5, 2, tzinfo=UTC)


@pytest.mark.both_engines
def test_an_error_undoes_everything(app: Flask) -> None:
    def join_and_fail() -> None:
        with transaction():
            cast.join(cast.DMITRI)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        join_and_fail()
    assert db.session.scalar(select(func.count()).select_from(User)) == 0


def test_a_transaction_inside_another_is_a_mistake(app: Flask) -> None:
    with transaction(), pytest.raises(RuntimeError), transaction():
        pass


def test_two_writers_wait_for_each_other(real_app: Flask) -> None:
    """Both read the count and then write; without the early lock one would fail or be lost."""
    barrier, seen, errors = threading.Barrier(2), [], []

    def write(number: int) -> None:
        try:
            with real_app.app_context():
                barrier.wait()
                with transaction():
                    seen.append(db.session.scalar(select(func.count()).select_from(User)))
                    cast.join(cast.Part(f"writer{number}", "Writer"))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    if real_app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        assert sorted(seen) == [0, 1]
