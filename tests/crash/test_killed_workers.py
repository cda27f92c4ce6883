"""`kill -9` of workers under quiz saves and registrations: nothing acknowledged is lost or doubled.

Every client keeps a ledger of what was acknowledged. An answer that never came is asked for again
with the same `op_id`, as a page does.
"""

from __future__ import annotations

import http.client
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import func, select, text

from lms.accounts.person import Person
from lms.base import clock
from lms.base.db import db, transaction
from lms.base.tokens import fresh_key
from lms.learning.answer import Answer
from lms.learning.operations.enrolling import enrol
from lms.learning.operations.trying import start
from lms.learning.queries.places import place_of
from lms.seminars.registration import Registration
from tests import cast
from tests.calendars import diary
from tests.catalogue import bundles
from tests.server import Server, running
from tests.visitor import Visitor

luck = Random(20261123)  # noqa: S311 (an order of events, not a secret)
CLIENTS = 6
SEMINARS = 400
KILLS = {"sqlite": 100, "postgresql": 20}


@dataclass
class Client:
    """Somebody who answers questions and registers, again and again until it is acknowledged."""

    visitor: Visitor
    attempt: str
    questions: list[str]
    slugs: list[str]
    answered: list[str] = field(default_factory=list)
    registered: list[str] = field(default_factory=list)
    retries: int = 0

    def work(self, ended: threading.Event) -> None:
        """Save an answer, register, and so on until the killing ends."""
        for number, slug in enumerate(self.slugs):
            if ended.is_set():
                return
            self._answer(self.questions[number % len(self.questions)], fresh_key())
            self._register(slug, fresh_key())

    def _answer(self, question: str, op_id: str) -> None:
        path = f"/attempts/{self.attempt}/answers/{question}"
        while True:
            with suppress(OSError, http.client.HTTPException):
                content = {"answer": [], "op_id": op_id, "base": []}
                answer = self.visitor.post_json(path, content)
                assert answer.status in {200, 503}, answer.content
                if answer.status == 200:
                    self.answered.append(op_id)
                    return
            self.retries += 1
            time.sleep(0.02)

    def _register(self, slug: str, op_id: str) -> None:
        while True:
            with suppress(OSError, http.client.HTTPException):
                answer = self.visitor.post(f"/seminars/{slug}/registration", op_id=op_id)
                assert answer.status in {302, 503}, answer.content
                if answer.status == 302:
                    self.registered.append(slug)
                    return
            self.retries += 1
            time.sleep(0.02)


@pytest.fixture
def server(engine_name: str, tmp_path: Path, shared_dir: Path) -> Iterator[Server]:
    """The real server on each engine."""
    with running(engine_name, tmp_path, shared_dir) as site:
        yield site


def settle(server: Server) -> list[Client]:
    """A course, many seminars, and clients with an open attempt each."""
    with server.app.app_context():
        bundles.published()
        with transaction():
            first = datetime.now() + timedelta(days=30)  # noqa: DTZ005 (local time of the city)
            slugs = [diary.announce("irkutsk", first).slug for _ in range(SEMINARS)]
            users = [cast.join(cast.Part(f"leader{n}", "Leader")).id for n in range(CLIENTS)]
        clients = []
        for user_id in users:
            person = Person(user_id, "leader", "Leader", "en", 0)
            with transaction():
                enrol(person, bundles.KEY, clock.now())
                place = place_of(user_id, bundles.KEY)
                assert place is not None
                quiz = place.syllabus.quizzes[0]
                key = start(place, quiz.module, quiz.key, clock.now()).key
            questions = [question.key for question in quiz.questions]
            mine = luck.sample(slugs, len(slugs))
            clients.append(Client(Visitor(server, user_id), key, questions, mine))
        return clients


def kill_workers(server: Server, times: int) -> None:
    """Kill the worker that has served the longest, wait for the one in its place, and again."""
    for _ in range(times):
        time.sleep(luck.uniform(0.0, 0.1))
        server.kill(min(server.workers(), key=started))


def started(pid: int) -> int:
    """When a process began, in ticks since the machine did (proc(5), field 22 of stat)."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19])


@pytest.mark.both_engines
@pytest.mark.timeout(300)
def test_nothing_acknowledged_is_lost_and_nothing_is_doubled(
    server: Server, engine_name: str
) -> None:
    clients, ended = settle(server), threading.Event()
    threads = [
        threading.Thread(target=client.work, args=(ended,), daemon=True) for client in clients
    ]
    for thread in threads:
        thread.start()
    try:
        kill_workers(server, KILLS[engine_name])
    finally:
        ended.set()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    answered = [op_id for client in clients for op_id in client.answered]
    registered = sum(len(client.registered) for client in clients)
    assert len(answered) > KILLS[engine_name]
    assert sum(client.retries for client in clients) > 0, "no request was ever lost: no test"
    with server.app.app_context():
        kept = Counter(db.session.scalars(select(Answer.op_id)))
        assert set(answered) == set(kept)
        assert set(kept.values()) == {1}
        assert registered == db.session.scalar(select(func.count(Registration.id)))
        if engine_name == "sqlite":
            assert db.session.scalar(text("PRAGMA integrity_check")) == "ok"
            assert db.session.execute(text("PRAGMA foreign_key_check")).all() == []


def test_without_the_name_of_the_sending_a_repeat_is_doubled(server: Server) -> None:
    """The twin: a client that draws a new `op_id` for a repeat makes two of one."""
    client = settle(server)[0]
    for _ in range(2):
        client._answer(client.questions[0], fresh_key())
    with server.app.app_context():
        assert db.session.scalar(select(func.count(Answer.id))) == 2
