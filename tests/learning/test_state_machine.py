"""Whatever is done in whatever order to a quiz, the site does what the rules say.

A learner types in two tabs, answers arrive late and twice, the clock moves, a trainer gives time
and takes it back, sets dates and corrects a key. After each step the stored attempts are held
against an oracle of their own. `STATE_MACHINE_RUNS=200` runs the full size.
"""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import count
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from lms.base.db import db, transaction
from lms.base.errors import Refusal
from lms.base.tokens import fresh_key
from lms.catalogue.edition import Edition
from lms.courseware import compiled, reader
from lms.learning.answer import Answer
from lms.learning.attempt import Attempt
from lms.learning.correction import Choice, Correction
from lms.learning.enrolment import Enrolment
from lms.learning.grade import Grade
from lms.learning.operations import running
from lms.learning.operations.answering import Sending, save
from lms.learning.operations.checking import check
from lms.learning.operations.correcting import carry_out
from lms.learning.operations.dating import Dates, set_dates
from lms.learning.operations.finishing import finish_expired, submit
from lms.learning.operations.overriding import Grant, give, withdraw_override
from lms.learning.operations.trying import start
from lms.learning.override import Override
from lms.learning.queries.places import Place
from lms.learning.queries.weighing import Corrected
from lms.learning.terms import Change
from tests import cast
from tests.catalogue.bundles import KEY, bundle, published, quiz
from tests.learning.classroom import place, sit
from tests.learning.oracle import RIGHT, Given, Oracle, Rules, Saved, Sitting

RUNS = int(os.environ.get("STATE_MACHINE_RUNS", "40"))
STEPS = 50
NOON = datetime(2026, 12, 5, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
PATH = "start/check"
WRITTEN = {
    "attempts": "2",
    "counts": "average",
    "wait": "5",
    "time_limit": "20",
    "pass": "40",
    "behaviour": "interactive",
    "tries": "2",
    "penalty": "1/3",
}
RULES = Rules(2, 5, 20, 2, Fraction(1, 3), 40, "average")
VALUES = {
    "pick": [["beta"], ["alpha"], []],
    "tick": [["red", "green", "pink"], ["red", "green"], ["red", "blue"], []],
    "truth": [["false"], ["true"], []],
}
questions = st.sampled_from(sorted(VALUES))
numbers = count(1)


class Learning(RuleBasedStateMachine):
    """One learner, one trainer, one quiz; each run is taken back at its end."""

    app: Flask

    @initialize()
    def sit_down(self) -> None:
        self.savepoint = db.engine.begin_nested()  # the engine of a test is one connection
        self.at, self.oracle = NOON, Oracle(RULES)
        self.keys: list[str] = []
        self.tabs: list[dict[str, list[str]]] = [{}, {}]
        self.sent: list[tuple[int, Sending]] = []
        self.receipts: dict[str, str | None] = {}
        with transaction():
            user = cast.join(cast.Part(f"learner{next(numbers)}", "Learner"))
            self.trainer = cast.join(cast.Part(f"trainer{next(numbers)}", "Trainer")).id
        self.place: Place = sit(user)
        self.user = user
        self.person = user.id
        self.enrolment_key = place_key(self.place)

    def teardown(self) -> None:
        db.session.remove()
        if hasattr(self, "savepoint"):
            self.savepoint.rollback()

    def attempted(self, deed: Callable[[], Any]) -> str | None:
        """Do it in a transaction; the name of what refused it, or None."""
        try:
            with transaction():
                deed()
        except Refusal as refused:
            return type(refused).__name__
        return None

    @rule(minutes=st.sampled_from([0.2, 1, 3, 6, 9, 21]))
    def time_passes(self, minutes: float) -> None:
        self.at += minutes * MINUTE

    @rule()
    def start(self) -> None:
        begun: list[str] = []
        refused = self.attempted(
            lambda: begun.append(start(self.place, "start", "check", self.at).key)
        )
        assert refused == self.oracle.start(self.at)
        if begun and begun[0] not in self.keys:
            self.keys.append(begun[0])
            self.tabs = [{}, {}]
        assert len(self.keys) == len(self.oracle.sittings)

    @precondition(lambda self: self.keys)
    @rule(tab=st.integers(0, 1), question=questions, data=st.data())
    def type(self, tab: int, question: str, data: st.DataObject) -> None:
        """An answer is written; it is on its way until it is delivered."""
        values = data.draw(st.sampled_from(VALUES[question]))
        known = self.tabs[tab].setdefault(question, [])
        sending = Sending(question, {"answer": values}, f"operation-{next(numbers)}", list(known))
        known.append(sending.op_id)
        self.sent.append((len(self.keys) - 1, sending))

    @precondition(lambda self: self.sent)
    @rule(which=st.integers(0, 30))
    def deliver(self, which: int) -> None:
        """One of the newest sendings arrives, perhaps late, perhaps again."""
        number, sending = self.sent[-1 - which % min(len(self.sent), 6)]
        got: list[Any] = []
        refused = self.attempted(
            lambda: got.append(save(self.person, self.keys[number], sending, self.at))
        )
        sitting = self.oracle.sittings[number]
        stored = next((one for one in sitting.answers if one.op_id == sending.op_id), None)
        if stored is None and sitting.is_over(self.at):
            assert refused == "AttemptOver"
            return
        assert refused is None
        stored = stored or self.arrived(sitting, sending)
        assert got[0].counts == stored.counts

    def arrived(self, sitting: Sitting, sending: Sending) -> Saved:
        newest = sitting.newest(sending.question)
        stale = newest is not None and newest.op_id not in sending.base
        values = frozenset(sending.fields.get("answer", []))
        saved = Saved(sending.op_id, sending.question, values, not (stale and not values))
        sitting.answers.append(saved)
        return saved

    @rule(tab=st.integers(0, 1))
    def reload(self, tab: int) -> None:
        """The tab sees what the centre has."""
        sitting = self.oracle.open
        if sitting:
            newest = {key: sitting.newest(key) for key in VALUES}
            self.tabs[tab] = {key: [one.op_id] for key, one in newest.items() if one}

    @precondition(lambda self: self.keys)
    @rule(question=questions, data=st.data())
    def check(self, question: str, data: st.DataObject) -> None:
        sitting = self.oracle.sittings[-1]
        values = data.draw(st.sampled_from(VALUES[question]))
        fields = {"answer": values} if values else {}
        sending = Sending(question, fields, f"operation-{next(numbers)}")
        refused = self.attempted(lambda: check(self.person, self.keys[-1], sending, self.at))
        assert refused == self.checked(sitting, sending)

    def checked(self, sitting: Sitting, sending: Sending) -> str | None:
        question = sending.question
        if self.oracle.is_locked(sitting, question):
            return None
        if sitting.is_over(self.at):
            return "AttemptOver"
        if sending.fields:
            self.arrived(sitting, sending)
        newest = sitting.newest(question)
        if newest is None or not newest.values:
            return "NothingToCheck"
        tries = sitting.checks.setdefault(question, [])
        if not tries or tries[-1] != newest.values:
            tries.append(newest.values)
        return None

    @precondition(lambda self: self.keys)
    @rule(which=st.integers(0, 5))
    def submit(self, which: int) -> None:
        number = which % len(self.keys)
        assert self.attempted(lambda: submit(self.person, self.keys[number], self.at)) is None
        self.oracle.close(self.oracle.sittings[number], self.at)

    @precondition(lambda self: self.oracle.open)
    @rule()
    def expire(self) -> None:
        """What the site does for whoever went away."""
        number = len(self.keys) - 1
        sitting, done = self.oracle.sittings[number], []
        with transaction():
            done.append(finish_expired(self.keys[number], self.at))
        assert done == [sitting.is_over(self.at)]
        if done[0]:
            self.oracle.close(sitting, self.at)

    @rule(
        minutes=st.sampled_from([0, 0, 5, 15]),
        attempts=st.integers(0, 1),
        waived=st.booleans(),
        end=st.sampled_from([None, None, -5, 30]),
        until=st.sampled_from([None, 2, 25]),
    )
    def override(
        self, *, minutes: int, attempts: int, waived: bool, end: int | None, until: int | None
    ) -> None:
        hard_end = None if end is None else self.at + end * MINUTE
        ends = None if until is None else self.at + until * MINUTE
        change = Change(minutes, attempts, None, hard_end, waived)
        grant = Grant(PATH, change, "Because", ends, fresh_key())
        refused = self.attempted(
            lambda: give(self.place.course_id, [self.enrolment_key], grant, self.trainer, self.at)
        )
        if change == Change():
            assert refused == "NothingOverridden"
            return
        assert refused is None
        self.oracle.given.append(Given(minutes, attempts, waived, hard_end, ends))
        self.oracle.move_ends(self.at)

    @precondition(lambda self: self.oracle.given)
    @rule(which=st.integers(0, 9))
    def withdraw(self, which: int) -> None:
        number = which % len(self.oracle.given)
        key = db.session.scalars(
            select(Override.key)
            .where(Override.enrolment_id == self.place.enrolment_id)
            .order_by(Override.id)
        ).all()[number]
        course = self.place.course_id
        assert self.attempted(lambda: withdraw_override(course, key, self.trainer, self.at)) is None
        if not self.oracle.given[number].withdrawn:
            self.oracle.given[number].withdrawn = True
            self.oracle.move_ends(self.at)

    @rule(last=st.sampled_from([None, 5, 40]), end=st.sampled_from([None, None, -3, 60]))
    def date(self, last: int | None, end: int | None) -> None:
        last_start = None if last is None else self.at + last * MINUTE
        hard_end = None if end is None else self.at + end * MINUTE
        dates = Dates(PATH, last_start, hard_end)
        refused = self.attempted(
            lambda: set_dates(self.place.course_id, dates, self.trainer, self.at)
        )
        if last_start and hard_end and last_start >= hard_end:
            assert refused == "DatesCross"
            return
        assert refused is None
        if self.oracle.dates != (last_start, hard_end):
            self.oracle.dates = (last_start, hard_end)
            self.oracle.move_ends(self.at)

    @precondition(lambda self: not self.oracle.both_are_right)
    @rule()
    def correct_the_key(self) -> None:
        """A new edition says that the statement is true; whoever was right by either key is."""
        syllabus, digest = CORRECTED
        with transaction():
            edition = Edition(
                course_id=self.place.course_id,
                number=2,
                digest=digest,
                published_at=self.at,
                compiler=compiled.COMPILER,
                compiled=syllabus,
            )
            db.session.add(edition)
            db.session.flush()
            decision = Correction(
                course_id=self.place.course_id,
                edition_id=edition.id,
                quiz=PATH,
                question="truth",
                number=1,
                choice=Choice.BOTH,
                decided_at=self.at,
            )
            db.session.add(decision)
            db.session.flush()
            corrected = Corrected(self.place.course_id, edition.id, 2, digest, PATH)
            carry_out(corrected, 0, None, self.at)
        self.oracle.correct("truth")

    @invariant()
    def what_is_stored_is_what_the_oracle_says(self) -> None:
        if not getattr(self, "keys", None):
            return
        db.session.rollback()
        rows = db.session.scalars(
            select(Attempt)
            .where(Attempt.enrolment_id == self.place.enrolment_id)
            .order_by(Attempt.number)
        ).all()
        assert [row.key for row in rows] == self.keys
        assert sum(row.is_open for row in rows) <= 1
        for row, sitting in zip(rows, self.oracle.sittings, strict=True):
            self.same(row, sitting)
        self.same_grade()

    def same(self, row: Attempt, sitting: Sitting) -> None:
        assert row.is_open == (sitting.closed is None)
        assert row.ends_at == sitting.ends
        answers = db.session.scalars(
            select(Answer).where(Answer.attempt_id == row.id).order_by(Answer.id)
        )
        assert [(one.op_id, not one.aside) for one in answers] == [
            (one.op_id, one.counts) for one in sitting.answers
        ]
        if sitting.closed is not None:
            assert row.submitted_at == sitting.closed
            assert abs(Fraction(row.marks or 0) - (sitting.marks or 0)) <= Fraction(1, 20_000)
            kept = self.receipts.setdefault(row.key, row.receipt)  # the proof never changes
            assert kept == row.receipt

    def same_grade(self) -> None:
        closed = [one for one in self.oracle.sittings if one.closed is not None]
        if not closed:
            return
        grade = db.session.scalar(
            select(Grade).where(Grade.enrolment_id == self.place.enrolment_id)
        )
        assert grade is not None
        assert grade.percent == self.oracle.counted()
        db.session.rollback()
        assert (PATH in place(self.user).done) == self.oracle.has_passed


def place_key(here: Place) -> str:
    return db.session.scalars(select(Enrolment.key).where(Enrolment.id == here.enrolment_id)).one()


def corrected_edition() -> tuple[str, str]:
    """The course with the other key, compiled once for all runs."""
    text = quiz(WRITTEN).replace(b"answer: false", b"answer: true")
    other = bundle(start__check_quiz_yaml=text)
    return compiled.dump(reader.read(other)), other.digest


CORRECTED = corrected_edition()


def run(runs: int) -> None:
    run_state_machine_as_test(
        Learning,
        settings=settings(
            max_examples=runs,
            stateful_step_count=STEPS,
            deadline=None,
            phases=[Phase.generate],  # a failure is told at once; making it smaller takes minutes
            suppress_health_check=list(HealthCheck),
            print_blob=False,
            database=None,
        ),
    )


@pytest.mark.both_engines
@pytest.mark.timeout(600)
def test_the_site_does_what_the_rules_say(app: Flask) -> None:
    published(KEY, WRITTEN)
    assert RIGHT.keys() == VALUES.keys()
    run(RUNS)


@pytest.mark.timeout(300)
def test_twin_a_broken_guard_is_found(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: where an override does not reach whoever is at work, the machine says so."""
    published(KEY, WRITTEN)
    monkeypatch.setattr(running, "moved_end", lambda present, *_: present)
    with pytest.raises(AssertionError):
        run(40)
