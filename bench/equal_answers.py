"""Whether time tells who has an account: medians of answers to what exists and what does not.

    python -m bench.equal_answers

Every pair is asked in turns, each time for another account from another place, so that neither
the machine's mood nor the limits on guessing get between them. Wall-clock milliseconds of this
process, on a SQLite file whose commits reach the disk.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from flask import Flask

from lms.accounts import passwords
from lms.accounts.user import User
from lms.app import create_app
from lms.base import clock
from lms.base.db import db, transaction
from lms.config import Settings

ROUNDS = 30
ACCOUNTS = 3 * ROUNDS
TOLERANCE = 0.10
Ask = Callable[[int], float]


def measure(rounds: int = ROUNDS) -> dict[str, dict[str, float]]:
    """Measure all pairs: the median of each side, and how far the sides lie apart."""
    with TemporaryDirectory() as folder:
        app = _application(Path(folder))
        with app.app_context(), transaction():
            _people()
        return {name: _compare(rounds, asks) for name, asks in _pairs(app).items()}


def _pairs(app: Flask) -> dict[str, dict[str, Ask]]:
    """What is asked, by what is known of it."""
    ask = _asker(app)
    return {
        "sign-in": {
            "wrong password": lambda n: ask("/sign-in/", login=f"name{n}", password="wrong guess"),
            "unknown": lambda n: ask("/sign-in/", login=f"none{n}", password="wrong guess"),
            "suspended": lambda n: ask("/sign-in/", login=f"gone{n}", password="wrong guess"),
        },
        "forgotten password": {
            "known": lambda n: ask("/forgot-password/", login=f"name{n}@example.org"),
            "unknown": lambda n: ask("/forgot-password/", login=f"none{n}@example.org"),
        },
        "forgotten username": {
            "known": lambda n: ask("/forgot-username/", email=f"name{n}@example.org"),
            "unknown": lambda n: ask("/forgot-username/", email=f"none{n}@example.org"),
        },
        "sign-up with an address": {
            "known": lambda n: ask("/sign-up/", **_newcomer(f"kin{n}", f"name{n}@example.org")),
            "unknown": lambda n: ask("/sign-up/", **_newcomer(f"new{n}", f"none{n}@example.org")),
        },
        "sign-up with an association": {
            "known": lambda n: ask("/sign-up/", **_newcomer(f"one{n}", "", "Rodnik")),
            "unknown": lambda n: ask("/sign-up/", **_newcomer(f"two{n}", "", f"Rodnik {n}")),
        },
    }


def _compare(rounds: int, asks: dict[str, Ask]) -> dict[str, float]:
    """Ask in turns; the first three rounds only warm up."""
    times: dict[str, list[float]] = {kind: [] for kind in asks}
    for number in range(rounds + 3):
        for kind, ask in asks.items():
            times[kind].append(ask(number))
    medians = {kind: round(median(taken[3:]), 2) for kind, taken in times.items()}
    apart = max(medians.values()) / min(medians.values()) - 1
    return {**medians, "apart": round(apart, 3)}


def _asker(app: Flask) -> Callable[..., float]:
    """Post a form from a place that has never asked before; milliseconds until the answer."""
    places: Iterator[int] = count(1)

    def ask(path: str, **form: str) -> float:
        client, place = app.test_client(), next(places)
        address = {"REMOTE_ADDR": f"10.{place >> 16}.{place >> 8 & 255}.{place & 255}"}
        begun = time.perf_counter()
        answer = client.post(path, data=form, environ_base=address)
        taken = (time.perf_counter() - begun) * 1000
        assert answer.status_code in (302, 422), answer.status_code
        return taken

    return ask


def _newcomer(username: str, email: str, association: str = "") -> dict[str, str]:
    """The form of somebody who signs up."""
    return {
        "username": username,
        "password": "seven quiet rivers",
        "email": email,
        "association": association,
    }


def _application(folder: Path) -> Flask:
    """An application on an empty database file."""
    app = create_app(
        Settings(
            secret_key="for measuring only",
            data_dir=folder,
            database_url=f"sqlite:///{folder / 'bench.sqlite3'}",
            base_url="http://localhost",
            mail_url=f"file:{folder / 'mail'}",
        )
    )
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    with app.app_context(), db.engine.execution_options(lms_writes=True).begin() as connection:
        db.metadata.create_all(connection)
    return app


def _people() -> None:
    """Accounts to guess at: some with an address, some suspended."""
    at, password_hash = clock.now(), passwords.hashed("a password nobody guesses")
    for number in range(ACCOUNTS):
        for name, suspended_at in ((f"name{number}", None), (f"gone{number}", at)):
            db.session.add(
                User(
                    username=name,
                    username_key=name,
                    display_name=name,
                    email=f"{name}@example.org",
                    password_hash=password_hash,
                    locale="en",
                    created_at=at,
                    suspended_at=suspended_at,
                )
            )


if __name__ == "__main__":
    figures = measure()
    print(json.dumps(figures, indent=2))
    far = [name for name, figure in figures.items() if figure["apart"] > TOLERANCE]
    raise SystemExit(f"time tells in: {', '.join(far)}" if far else 0)
