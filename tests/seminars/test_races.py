"""Many at once: never one place too many, never one too few, nobody twice, and in order.

Each race has a twin with the guard off, which must fail: else the race would prove nothing.
"""

import os
import threading
import time
from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import bindparam, event, insert, select
from sqlalchemy.exc import OperationalError

from lms.accounts.user import User
from lms.base import clock
from lms.base import db as database
from lms.base.db import db, transaction
from lms.base.prepared import Prepared
from lms.seminars import operations
from lms.seminars.operations import cancelling, queue
from lms.seminars.participant import Participant
from lms.seminars.queries import door
from lms.seminars.refusals import AlreadyRegistered
from lms.seminars.registration import Registration, RegistrationChange
from lms.seminars.seminar import Seminar
from tests.seminars import scene

CLIENTS, PLACES = 200, 10
ROUNDS = int(os.environ.get("RACE_ROUNDS", "20"))  # fewer or more by hand
HANDS = 24  # how many of the clients are in the room at once; the others stand behind them


def people(app: Flask, number: int) -> list[int]:
    """So many accounts, and their ids."""
    now = clock.now()
    with app.app_context(), transaction():
        names = [f"leader{index}" for index in range(number)]
        rows = [
            {
                "username": name,
                "username_key": name,
                "display_name": name,
                "password_hash": "-",
                "locale": "en",
                "created_at": now,
            }
            for name in names
        ]
        return list(db.session.scalars(insert(User).returning(User.id), rows))


def seminar(app: Flask, capacity: int) -> int:
    with app.app_context(), transaction():
        return scene.seminar(capacity=capacity).id


def register(seminar_id: int, user_id: int, op_id: str = "op"):
    with transaction():
        return operations.register(seminar_id, Participant(user_id), by_id=user_id, op_id=op_id)


def all_at_once(app: Flask, deeds: list[Callable[[], object]]) -> list[object]:
    """Start everything together from HANDS threads; what each deed came to, or its error."""
    barrier = threading.Barrier(HANDS)
    results: list[object] = [None] * len(deeds)
    waiting = iter(enumerate(deeds))
    turn = threading.Lock()

    def work() -> None:
        barrier.wait()
        while True:
            with turn:
                index, deed = next(waiting, (None, None))
            if deed is None:
                return
            with app.app_context():
                results[index] = patiently(deed)

    threads = [threading.Thread(target=work) for _ in range(HANDS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def patiently(deed: Callable[[], object]) -> object:
    """What a deed comes to, or its error; told that the database is busy (503), try again.

    SQLite lets waiting writers in by no order, so that on a slow machine one of many can wait
    longer than its five seconds; nothing of it is written then.
    """
    for _ in range(20):
        try:
            return deed()
        except OperationalError as error:
            busy = error
        except Exception as error:
            return error
    return busy


def states(app: Flask, seminar_id: int) -> list[tuple[str, int]]:
    """State and account of every registration, in the order of the queue."""
    with app.app_context():
        query = (
            select(Registration.state, Registration.user_id)
            .where(Registration.seminar_id == seminar_id)
            .order_by(Registration.queued_at, Registration.id)
        )
        return [tuple(row) for row in db.session.execute(query)]


def risen(app: Flask, seminar_id: int) -> list[int]:
    """Who moved up out of the queue, as often as it was written down and told."""
    with app.app_context():
        query = (
            select(Registration.user_id)
            .join(RegistrationChange, RegistrationChange.registration_id == Registration.id)
            .where(Registration.seminar_id == seminar_id, RegistrationChange.reason == "queue")
        )
        return sorted(db.session.scalars(query))


@pytest.fixture
def room(real_app: Flask) -> Flask:
    """The application with a connection for every hand."""
    with real_app.app_context():
        db.engine.pool._max_overflow = HANDS
    return real_app


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_hundred_clients_and_ten_places(room, _round):
    users, seminar_id = people(room, CLIENTS), seminar(room, PLACES)
    places = all_at_once(room, [lambda u=u: register(seminar_id, u) for u in users])
    found = states(room, seminar_id)
    waits = [user for state, user in found if state == "waiting"]
    told = {user: place.position for user, place in zip(users, places, strict=True)}
    assert [state for state, _ in found[:PLACES]] == ["registered"] * PLACES
    assert len(waits) == CLIENTS - PLACES
    assert [told[user] for user in waits] == list(range(1, CLIENTS - PLACES + 1))


def test_few_clients_and_fewer_places_again_and_again(room):
    users = people(room, HANDS)
    for seminar_id in [seminar(room, 3) for _ in range(3)]:
        all_at_once(room, [partial(register, seminar_id, user) for user in users])
        found = [state for state, _ in states(room, seminar_id)]
        assert found == ["registered"] * 3 + ["waiting"] * (HANDS - 3)


def guard_off(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the lock away, and on SQLite the write transaction that stands for it."""
    statement = door._HOLD.statement
    seminar_id = Seminar.__table__.c.id == bindparam("seminar_id")
    unheld = select(*statement.selected_columns).where(seminar_id)
    monkeypatch.setattr(door, "_HOLD", Prepared(unheld))
    monkeypatch.setattr(cancelling, "lock", just_read)
    monkeypatch.setattr(clock, "now", slowly(clock.now))
    monkeypatch.setattr(queue, "_first_in_queue", slowly(queue._first_in_queue))
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.remove(db.engine, "begin", database._begin_sqlite)


def slowly(deed):
    def pausing(*words):
        result = deed(*words)
        time.sleep(0.003)
        return result

    return pausing


def just_read(noun, ids):
    return list(db.session.scalars(select(noun).where(noun.id.in_(ids))))


def test_the_twin_without_the_lock_overbooks(room, monkeypatch):
    users, seminar_id = people(room, 48), seminar(room, PLACES)
    guard_off(room, monkeypatch)
    all_at_once(room, [lambda u=u: register(seminar_id, u) for u in users])
    assert Counter(state for state, _ in states(room, seminar_id))["registered"] > PLACES


def test_the_same_click_twenty_times_is_one_registration(room):
    (user,), seminar_id = people(room, 1), seminar(room, PLACES)
    places = all_at_once(room, [lambda: register(seminar_id, user)] * HANDS)
    assert len({place.key for place in places}) == 1
    assert [place.repeated for place in places].count(False) == 1
    assert states(room, seminar_id) == [("registered", user)]


def test_the_same_person_from_many_tabs_is_on_the_list_once(room):
    (user,), seminar_id = people(room, 1), seminar(room, PLACES)
    deeds = [lambda i=i: register(seminar_id, user, f"tab-{i}") for i in range(HANDS)]
    results = all_at_once(room, deeds)
    assert sum(isinstance(result, AlreadyRegistered) for result in results) == HANDS - 1
    assert states(room, seminar_id) == [("registered", user)]


def cancel_first(seminar_id: int, user_id: int, registration_id: int):
    with transaction():
        return operations.cancel(seminar_id, registration_id, by_id=user_id)


def mixed(app: Flask) -> tuple[int, list[int], list[object]]:
    """Forty are on the list, ten with a place; those ten cancel while forty more register."""
    users, seminar_id = people(app, 80), seminar(app, PLACES)
    with app.app_context():
        first = [register(seminar_id, user) for user in users[:40]]
    cancels = [
        lambda u=user, p=place: cancel_first(seminar_id, u, p.registration_id)
        for user, place in zip(users[:10], first, strict=False)
    ]
    registers = [lambda u=user: register(seminar_id, u) for user in users[40:]]
    deeds = [deed for pair in zip(cancels, registers, strict=False) for deed in pair]
    return seminar_id, users, all_at_once(app, deeds + registers[10:])


def test_cancelling_and_registering_at_once_leaves_no_place_empty_and_keeps_the_order(room):
    seminar_id, users, results = mixed(room)
    assert [result for result in results if isinstance(result, Exception)] == []
    found = states(room, seminar_id)
    assert Counter(state for state, _ in found) == {
        "registered": PLACES,
        "waiting": 60,
        "cancelled": 10,
    }
    assert [user for state, user in found if state == "registered"] == users[10:20]
    assert risen(room, seminar_id) == users[10:20]
    assert len({user for _, user in found}) == len(found)


def test_the_twin_that_cancels_without_the_lock_moves_people_up_twice(room, monkeypatch):
    guard_off(room, monkeypatch)
    seminar_id, _, _ = mixed(room)
    twice = [user for user, times in Counter(risen(room, seminar_id)).items() if times > 1]
    assert twice


def test_raising_the_capacity_while_people_come_fills_every_place(room):
    users, seminar_id = people(room, 40), seminar(room, 5)

    def widen() -> None:
        with transaction():
            (held,) = database.lock(Seminar, [seminar_id])
            held.capacity += 5
            db.session.flush()
            operations.move_up(held, clock.now())

    deeds = [lambda u=user: register(seminar_id, u) for user in users]
    all_at_once(room, [*deeds[:20], widen, *deeds[20:], widen])
    found = states(room, seminar_id)
    assert [state for state, _ in found] == ["registered"] * 15 + ["waiting"] * 25
