"""The one door: a place while there is one, else a turn; and what opens or closes it."""

from datetime import timedelta

import pytest
from sqlalchemy import event, select

from lms.base import clock
from lms.base.db import db, transaction
from lms.mail.message import OutboxMessage
from lms.seminars import operations, queries
from lms.seminars.participant import Participant
from lms.seminars.refusals import (
    AlreadyRegistered,
    NobodyNamed,
    RegistrationClosed,
    RegistrationNotOpen,
    SeminarBegun,
    SeminarCancelled,
    SeminarOver,
)
from lms.seminars.registration import Registration, RegistrationChange, RegistrationState
from tests.seminars import scene

pytestmark = pytest.mark.both_engines
REGISTERED, WAITING = RegistrationState.REGISTERED, RegistrationState.WAITING


def made(**words):
    """A seminar's id and slug, committed."""
    with transaction():
        seminar = scene.seminar(**words)
        return seminar.id, seminar.slug


def register(seminar_id, user=None, op_id="op", *, by=None, by_organizer=False, **words):
    participant = Participant(user.id if user else None, **words)
    by_id = by.id if by else participant.user_id
    with transaction():
        return operations.register(
            seminar_id, participant, by_id=by_id, op_id=op_id, by_organizer=by_organizer
        )


def letters():
    """What waits in the outbox: kind and address."""
    query = select(OutboxMessage.kind, OutboxMessage.address).order_by(OutboxMessage.id)
    return [tuple(row) for row in db.session.execute(query)]


def test_a_free_place_is_given_and_a_letter_goes_out(app, boris):
    seminar_id, _ = made()
    place = register(seminar_id, boris)
    assert (place.state, place.position, place.repeated) == (REGISTERED, None, False)
    assert letters() == [("seminars.registered", "boris@example.org")]
    change = db.session.scalars(select(RegistrationChange)).one()
    assert (change.before, change.after, change.reason) == ("", "registered", "own")
    assert change.changed_by_id == boris.id


def test_whoever_comes_to_a_full_seminar_waits_in_order(app, boris, clara, anna):
    seminar_id, slug = made(capacity=1)
    places = [register(seminar_id, who) for who in (boris, clara, anna)]
    assert [(place.state, place.position) for place in places] == [
        (REGISTERED, None),
        (WAITING, 1),
        (WAITING, 2),
    ]
    card = queries.card(slug)
    assert (card.registered, card.waiting, card.places_left) == (1, 2, 0)
    assert letters()[-1] == ("seminars.queued", "anna@example.org")


def test_the_same_form_sent_again_answers_with_its_first_result(app, boris, clara):
    seminar_id, _ = made(capacity=1)
    register(seminar_id, clara)
    first = register(seminar_id, boris, "form-1")
    again = register(seminar_id, boris, "form-1")
    assert (again.key, again.state, again.position) == (first.key, WAITING, 1)
    assert again.repeated
    assert len(letters()) == 2


def test_another_persons_form_key_is_not_mine(app, boris, clara):
    seminar_id, _ = made()
    assert register(seminar_id, clara, "op").key != register(seminar_id, boris, "op").key


def test_a_second_form_for_the_same_person_is_refused(app, boris):
    seminar_id, _ = made()
    register(seminar_id, boris, "one")
    with pytest.raises(AlreadyRegistered):
        register(seminar_id, boris, "two")


def test_coming_back_after_cancelling_makes_a_new_registration(app, boris):
    seminar_id, _ = made()
    first = register(seminar_id, boris, "one")
    with transaction():
        operations.cancel(seminar_id, first.registration_id, by_id=boris.id)
    again = register(seminar_id, boris, "two")
    assert again.key != first.key
    assert register(seminar_id, boris, "one").state is RegistrationState.CANCELLED
    assert db.session.query(Registration).count() == 2


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"registration_opens_at": timedelta(days=1)}, RegistrationNotOpen),
        ({"registration_closes_at": timedelta(minutes=-1)}, RegistrationClosed),
        ({"cancelled_at": timedelta(days=-1)}, SeminarCancelled),
        ({"starts_at": timedelta(minutes=-1)}, SeminarBegun),
        ({"starts_at": timedelta(days=-2), "ends_at": timedelta(days=-1)}, SeminarOver),
    ],
)
def test_a_closed_door_says_why(app, boris, changes, refusal):
    now = clock.now()
    seminar_id, _ = made(**{name: now + delta for name, delta in changes.items()})
    with pytest.raises(refusal):
        register(seminar_id, boris)
    assert db.session.query(Registration).count() == 0


def test_an_organizer_is_not_bound_to_the_window_but_to_the_facts(app, clara):
    now = clock.now()
    closed, _ = made(registration_closes_at=now - timedelta(days=1))
    begun, _ = made(starts_at=now - timedelta(hours=1))
    cancelled, _ = made(cancelled_at=now)
    for seminar_id in (closed, begun):
        place = register(seminar_id, by=clara, by_organizer=True, name="Nikolai")
        assert place.state is REGISTERED
    with pytest.raises(SeminarCancelled):
        register(cancelled, by=clara, by_organizer=True, name="Nikolai")


def test_people_without_account_or_address_are_welcome(app, clara):
    seminar_id, _ = made()
    register(seminar_id, by=clara, by_organizer=True, op_id="1", name="Nikolai")
    register(
        seminar_id, by=clara, by_organizer=True, op_id="2", name="Olga", email=" Olga@Example.org "
    )
    assert letters() == [("seminars.registered", "olga@example.org")]
    nikolai, olga = queries.roster(seminar_id)
    assert (nikolai.name, nikolai.gets_letters) == ("Nikolai", False)
    assert (olga.email, olga.gets_letters) == ("olga@example.org", True)
    assert queries.unreachable([nikolai, olga]) == [nikolai]


def test_nobody_is_registered_without_a_name(app, clara):
    seminar_id, _ = made()
    with pytest.raises(NobodyNamed):
        register(seminar_id, by=clara, by_organizer=True, name="")


def test_one_address_is_on_the_list_once(app, clara):
    seminar_id, _ = made()
    words = {"by": clara, "by_organizer": True, "email": "olga@example.org"}
    register(seminar_id, op_id="1", name="Olga", **words)
    with pytest.raises(AlreadyRegistered):
        register(seminar_id, op_id="2", name="Olga again", **words)


def test_a_place_costs_at_most_six_statements_inside_the_door(app, boris):
    seminar_id, _ = made(days=2)
    statements = []

    def note(_connection, _cursor, statement, *_rest):
        if not statement.startswith(("SAVEPOINT", "RELEASE", "BEGIN")):
            statements.append(statement)

    boris_id = boris.id
    with transaction():
        event.listen(db.engine, "before_cursor_execute", note)
        try:
            operations.register(seminar_id, Participant(boris_id), by_id=boris_id, op_id="counted")
            db.session.flush()
        finally:
            event.remove(db.engine, "before_cursor_execute", note)
    assert len(statements) <= 6, statements


def test_nobody_overtakes_the_queue_even_when_the_clock_was_set_back(app, boris, clara, anna):
    seminar_id, _ = made(capacity=1)
    register(seminar_id, clara)
    register(seminar_id, boris)
    with transaction():
        boris_waits = db.session.scalars(
            select(Registration).where(Registration.user_id == boris.id)
        ).one()
        boris_waits.queued_at = clock.now() + timedelta(hours=1)
    assert register(seminar_id, anna).position == 2
    assert queries.stand_of(boris.id, seminar_id).position == 1
    assert queries.stand_of(anna.id, seminar_id).position == 2
