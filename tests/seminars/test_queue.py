"""The queue moves up when a place is freed, in order, and everybody concerned is told."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.base import clock
from lms.base.db import db, lock, transaction
from lms.mail.message import OutboxMessage
from lms.seminars import operations, queries
from lms.seminars.participant import Participant
from lms.seminars.refusals import SeminarBegun, SeminarCancelled, SeminarOver
from lms.seminars.registration import Registration, RegistrationChange, RegistrationState
from lms.seminars.seminar import Seminar
from tests.seminars import scene

pytestmark = pytest.mark.both_engines


@pytest.fixture
def full(app, clara):
    """A seminar of one place with A on it, B and C in the queue, none with an account."""
    with transaction():
        seminar_id = scene.seminar(capacity=1).id
    numbers = {}
    for name in "ABC":
        email = f"{name}@example.org".lower() if name != "B" else None
        with transaction():
            place = operations.register(
                seminar_id,
                Participant(name=name, email=email, phone="+7 900 000-00-00"),
                by_id=clara.id,
                op_id=name,
                by_organizer=True,
            )
        numbers[name] = place.registration_id
    return seminar_id, numbers


def state_of(number):
    return db.session.scalars(select(Registration.state).where(Registration.id == number)).one()


def cancel(seminar_id, number, *, by=None, by_organizer=True):
    with transaction():
        return operations.cancel(
            seminar_id, number, by_id=by.id if by else None, by_organizer=by_organizer
        )


def letters():
    query = select(OutboxMessage.kind, OutboxMessage.address).order_by(OutboxMessage.id)
    return [tuple(row) for row in db.session.execute(query)]


def test_a_freed_place_goes_to_whoever_waits_longest(full):
    seminar_id, numbers = full
    (risen,) = cancel(seminar_id, numbers["A"])
    assert (risen.name, risen.gets_a_letter) == ("B", False)
    assert [state_of(numbers[name]) for name in "ABC"] == ["cancelled", "registered", "waiting"]
    steps = db.session.scalars(
        select(RegistrationChange)
        .where(RegistrationChange.registration_id == numbers["B"])
        .order_by(RegistrationChange.id)
    ).all()
    assert [(step.before, step.after, step.reason) for step in steps] == [
        ("", "waiting", "organizer"),
        ("waiting", "registered", "queue"),
    ]


def test_the_organizer_is_asked_to_call_whoever_no_letter_reaches(full, clara):
    seminar_id, numbers = full
    cancel(seminar_id, numbers["A"])
    assert letters()[-2:] == [
        ("seminars.cancelled", "a@example.org"),
        ("seminars.call-by-telephone", "clara@example.org"),
    ]


def test_who_moves_up_and_has_an_address_gets_a_letter(full):
    seminar_id, numbers = full
    cancel(seminar_id, numbers["B"])
    cancel(seminar_id, numbers["A"])
    assert letters()[-1] == ("seminars.moved-up", "c@example.org")


def test_leaving_the_queue_moves_nobody_and_the_others_close_up(full):
    seminar_id, numbers = full
    assert cancel(seminar_id, numbers["B"]) == []
    assert queries.roster(seminar_id)[2].position == 1


def test_cancelling_twice_frees_one_place_only(full):
    seminar_id, numbers = full
    assert len(cancel(seminar_id, numbers["A"])) == 1
    assert cancel(seminar_id, numbers["A"]) == []
    assert state_of(numbers["C"]) == "waiting"


def test_more_places_are_given_in_order(full):
    seminar_id, numbers = full
    with transaction():
        (seminar,) = lock(Seminar, [seminar_id])
        seminar.capacity = 2
        db.session.flush()
        risen = operations.move_up(seminar, clock.now())
    assert [person.name for person in risen] == ["B"]
    assert state_of(numbers["C"]) == "waiting"


def test_fewer_places_than_people_drop_nobody(full):
    seminar_id, numbers = full
    with transaction():
        (seminar,) = lock(Seminar, [seminar_id])
        seminar.capacity = 3
        operations.move_up(seminar, clock.now())
        seminar.capacity, slug = 1, seminar.slug
    card = queries.card(slug)
    assert (card.registered, card.over_by, card.places_left) == (3, 2, 0)
    assert cancel(seminar_id, numbers["C"]) == []


@pytest.mark.parametrize(
    ("changes", "by_organizer", "refusal"),
    [
        ({"cancelled_at": timedelta()}, True, SeminarCancelled),
        ({"starts_at": timedelta(hours=-1)}, False, SeminarBegun),
        ({"starts_at": timedelta(hours=-9), "ends_at": timedelta(hours=-1)}, True, SeminarOver),
    ],
)
def test_too_late_to_cancel_says_why(full, changes, by_organizer, refusal):
    seminar_id, numbers = full
    with transaction():
        (seminar,) = lock(Seminar, [seminar_id])
        for name, delta in changes.items():
            setattr(seminar, name, clock.now() + delta)
    with pytest.raises(refusal):
        cancel(seminar_id, numbers["A"], by_organizer=by_organizer)
    assert state_of(numbers["A"]) == "registered"


def test_once_it_has_begun_the_queue_rests_and_walk_ins_take_the_free_places(full, clara):
    seminar_id, numbers = full
    with transaction():
        (seminar,) = lock(Seminar, [seminar_id])
        seminar.starts_at = clock.now() - timedelta(hours=1)
    assert cancel(seminar_id, numbers["A"]) == []
    with transaction():
        walk_in = operations.register(
            seminar_id, Participant(name="D"), by_id=clara.id, op_id="D", by_organizer=True
        )
    assert walk_in.state is RegistrationState.REGISTERED


def test_a_registration_is_cancelled_only_within_its_own_seminar(full):
    _, numbers = full
    with transaction():
        other_id = scene.seminar().id
    with pytest.raises(ValueError, match="another seminar"):
        cancel(other_id, numbers["A"])
