"""A trainer's hand: sets an item as done with a reason, and takes back that and nothing else."""

import pytest
from flask import Flask
from sqlalchemy import event, select

from lms.accounts.user import User
from lms.base import clock
from lms.base.db import db, transaction
from lms.base.errors import NotFound
from lms.learning.operations import completing, ledger
from lms.learning.operations.ledger import Hand
from lms.learning.progress import Cause, Completion, Deed
from lms.learning.queries.happenings import happenings_of
from lms.learning.refusals import NotSetByHand
from tests.catalogue.bundles import published
from tests.learning.classroom import place, read, sit
from tests.learning.ruled import published as ruled

pytestmark = pytest.mark.both_engines
WHY = "Shown on paper in Irkutsk."


def set_done(user: User, item: str, by: User, why: str = WHY) -> bool:
    enrolment_id, hand = place(user).enrolment_id, Hand(by.id, why)
    with transaction():
        return completing.set_by_hand(enrolment_id, item, clock.now(), hand)


def take_back(user: User, item: str, by: User, why: str = "Wrong person.") -> None:
    enrolment_id, hand = place(user).enrolment_id, Hand(by.id, why)
    with transaction():
        completing.take_back(enrolment_id, item, clock.now(), hand)


def test_an_item_is_set_once_with_who_and_why(app: Flask, boris: User, anna: User) -> None:
    published()
    sit(boris)
    set_done(boris, "start/check", anna)
    set_done(boris, "start/check", anna, "Again.")
    here = place(boris)
    assert here.done == {"start/check"}
    ((happened,),) = happenings_of([here.enrolment_id]).values()
    assert (happened.deed, happened.cause, happened.reason) == (Deed.DONE, Cause.TRAINER, WHY)
    assert happened.by == "Anna Trainer"


def test_what_the_course_does_not_have_is_not_set(app: Flask, boris: User, anna: User) -> None:
    published()
    sit(boris)
    with pytest.raises(NotFound):
        set_done(boris, "start/nothing", anna)


def test_only_what_was_set_by_hand_is_taken_back(app: Flask, boris: User, anna: User) -> None:
    published()
    sit(boris)
    read(boris, "start/one")
    set_done(boris, "start/two", anna)
    take_back(boris, "start/two", anna)
    for item in ("start/one", "start/two", "end/last"):
        with pytest.raises(NotSetByHand):
            take_back(boris, item, anna)
    assert place(boris).done == {"start/one"}
    happened = happenings_of([place(boris).enrolment_id])[place(boris).enrolment_id, "start/two"]
    assert [one.deed for one in happened] == [Deed.DONE, Deed.TAKEN_BACK]


def test_what_the_person_then_does_is_theirs(app: Flask, boris: User, anna: User) -> None:
    published()
    sit(boris)
    set_done(boris, "start/one", anna)
    read(boris, "start/one")
    with pytest.raises(NotSetByHand):
        take_back(boris, "start/one", anna)
    assert db.session.scalars(select(Completion.cause)).all() == ["read"]


def test_a_course_finished_by_hand_is_open_again(app: Flask, boris: User, anna: User) -> None:
    ruled(completion="completion:\n  - {at_least: 2, of: [start, end]}")
    sit(boris)
    read(boris, "start/one")
    assert set_done(boris, "end/last", anna)
    assert place(boris).completed_at is not None
    take_back(boris, "end/last", anna)
    assert place(boris).completed_at is None
    assert read(boris, "start/two") == [True]


def test_a_course_finished_without_it_stays_finished(app: Flask, boris: User, anna: User) -> None:
    ruled(completion="completion:\n  - {at_least: 2, of: [start, end]}")
    sit(boris)
    set_done(boris, "end/last", anna)
    read(boris, "start/one", "start/two")
    finished_at = place(boris).completed_at
    take_back(boris, "end/last", anna)
    assert place(boris).completed_at == finished_at is not None


def test_what_stands_is_what_the_events_say(app: Flask, boris: User, anna: User) -> None:
    """The fast rows are nothing but the sum of the events."""
    published()
    sit(boris)
    read(boris, "start/one")
    set_done(boris, "start/two", anna)
    set_done(boris, "end/last", anna)
    take_back(boris, "start/two", anna)
    read(boris, "start/two", "end/last")
    enrolment_id = place(boris).enrolment_id
    summed: dict[str, str] = {}
    for (_, item), happened in happenings_of([enrolment_id]).items():
        for one in happened:
            if one.deed is Deed.DONE:
                summed[item] = one.cause
            else:
                summed.pop(item)
    rows = db.session.execute(select(Completion.item, Completion.cause))
    assert dict(rows.all()) == summed


def test_events_are_only_ever_added(app: Flask, boris: User, anna: User) -> None:
    published()
    sit(boris)
    written: list[str] = []

    def note(_connection, _cursor, statement: str, *_rest) -> None:
        if "completion_events" in statement:
            written.append(statement.split()[0])

    event.listen(db.engines[None], "before_cursor_execute", note)
    read(boris, "start/one")
    set_done(boris, "start/two", anna)
    take_back(boris, "start/two", anna)
    event.remove(db.engines[None], "before_cursor_execute", note)
    assert written == ["INSERT"] * 3


def test_who_follows_is_told_in_the_same_transaction(
    app: Flask, boris: User, anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(ledger, "_completed", [lambda _enrolment, _at: told.append("completed")])
    monkeypatch.setattr(ledger, "_reopened", [lambda _enrolment, _at: told.append("open again")])
    ruled(completion="completion:\n  - {all: [end]}")
    sit(boris)
    set_done(boris, "end/last", anna)
    take_back(boris, "end/last", anna)
    assert told == ["completed", "open again"]
