"""Announcing, changing and calling off: identities last, people hear of what concerns them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from lms.base import clock
from lms.base.db import db, transaction
from lms.base.i18n import speaking
from lms.mail.message import OutboxMessage
from lms.seminars import operations, queries
from lms.seminars.participant import Participant
from lms.seminars.plan import NewVenue, PlannedDay, PlanRefused
from lms.seminars.refusals import EditedMeanwhile, SeminarCancelled, SeminarOver
from lms.seminars.seminar import Seminar
from lms.seminars.venue import Venue
from tests.seminars import plans, scene

pytestmark = pytest.mark.both_engines


def announce(clara, op_id="op", **changes):
    with transaction():
        seminar = operations.announce(plans.plan(**changes), by_id=clara.id, op_id=op_id)
        return seminar.id


def seminar(seminar_id):
    return db.session.get_one(Seminar, seminar_id)


def as_planned(seminar_id, **changes):
    """The plan of a seminar as it stands, changed in places."""
    found = seminar(seminar_id)
    zone = found.city.zone
    days = tuple(
        PlannedDay(plans.future(30 + index), time(10), time(18), uid=session.uid)
        for index, session in enumerate(found.days)
    )
    assert zone == "Asia/Irkutsk"
    return plans.plan(venue=found.venue_id, **{"days": days, **changes})


def revise(seminar_id, **changes):
    plan = as_planned(seminar_id, **changes)
    basis = seminar(seminar_id).revised_at.isoformat()
    with transaction():
        return operations.revise(seminar_id, plan, basis=basis)


def put_on_the_list(seminar_id, *users):
    for user in users:
        with transaction():
            operations.register(seminar_id, Participant(user.id), by_id=user.id, op_id="x")


def letters(kind):
    query = select(OutboxMessage.address).where(OutboxMessage.kind == f"seminars.{kind}")
    return sorted(db.session.scalars(query))


def problems(clara, **changes):
    with pytest.raises(PlanRefused) as caught, transaction():
        operations.announce(plans.plan(**changes), by_id=clara.id, op_id="op")
    return set(caught.value.problems)


def test_local_times_of_the_city_become_moments(app, clara):
    made = seminar(announce(clara))
    first = plans.future(30)
    assert made.starts_at == datetime(first.year, first.month, first.day, 2, tzinfo=UTC)
    assert made.ends_at == made.starts_at + timedelta(days=1, hours=8)
    assert made.registration_closes_at == made.starts_at
    assert made.slug == f"irkutsk-{first.isoformat()}"
    assert len(made.days) == 2


def test_the_same_form_twice_makes_one_seminar(app, clara):
    first = announce(clara, "form")
    assert announce(clara, "form") == first
    second = announce(clara, "another form")
    assert second != first
    assert seminar(second).slug.endswith("-2")


def test_trainers_are_named_exactly_and_a_new_venue_is_made(app, clara, anna):
    house = NewVenue("Library", "1 Quiet Street", latitude=52.3, longitude=104.3)
    seminar_id = announce(clara, trainers=("Anna",), venue=house)
    assert [user.username for user in queries.trainers_of(seminar_id)] == ["anna"]
    assert seminar(seminar_id).venue.name == "Library"


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"capacity": 0}, {"capacity"}),
        ({"capacity": -1}, {"capacity"}),
        ({"capacity": 10**9}, {"capacity"}),
        ({"title_en": "", "title_ru": ""}, {"title_en"}),
        ({"days": ()}, {"days"}),
        ({"days": tuple(plans.day(30 + i) for i in range(6))}, {"days"}),
        ({"days": (plans.day(30, "18:00", "10:00"),)}, {"days-0-ends"}),
        ({"days": (plans.day(30, "10:00", "10:00"),)}, {"days-0-ends"}),
        ({"days": (plans.day(31), plans.day(30))}, {"days-1-day"}),
        ({"days": (plans.day(30), plans.day(30, "12:00", "19:00"))}, {"days-1-day"}),
        ({"days": (plans.day(-1),)}, {"days-0-day"}),
        ({"days": (PlannedDay(date.max, time(10), time(18)),)}, {"days-0-day"}),
        ({"closes": datetime.combine(plans.future(40), time(10))}, {"closes"}),
        (
            {"opens": plans.evening_before(29), "closes": plans.evening_before(28)},
            {"opens"},
        ),
        ({"trainers": ("anna", "nobody")}, {"trainers"}),
        ({"course_key": "no-such-course"}, {"course"}),
        ({"venue": 10**6}, {"venue"}),
        (
            {"capacity": 0, "trainers": ("nobody",), "venue": 10**6},
            {"capacity", "trainers", "venue"},
        ),
    ],
)
def test_what_cannot_be_held_is_refused_by_field(app, clara, anna, changes, fields):
    assert problems(clara, **changes) == fields
    assert db.session.query(Seminar).count() == 0


def test_a_venue_of_another_city_is_refused(app, clara):
    with transaction():
        house_id = scene.venue(scene.city("moscow")).id
    assert problems(clara, venue=house_id) == {"venue"}


def test_a_time_that_the_clocks_leave_out_is_refused_with_advice(app, clara):
    year = clock.now().year + 1
    last_sunday = max(
        date(year, 3, number) for number in range(25, 32) if date(year, 3, number).weekday() == 6
    )
    gap = PlannedDay(last_sunday, time(1, 30), time(9))
    with pytest.raises(PlanRefused) as caught, transaction():
        operations.announce(plans.plan("london", days=(gap,)), by_id=clara.id, op_id="op")
    (text,) = caught.value.problems["days-0-begins"]
    with speaking("en"):
        assert "01:30" in str(text)
        assert "02:30" in str(text)


def test_new_words_bump_nothing_but_the_revision(app, clara, boris):
    seminar_id = announce(clara)
    put_on_the_list(seminar_id, boris)
    before = seminar(seminar_id).revised_at
    revision = revise(seminar_id, title_en="Law for all")
    assert not revision.difference.matters
    assert [day.sequence for day in seminar(seminar_id).days] == [0, 0]
    assert seminar(seminar_id).revised_at > before
    assert letters("seminar-changed") == []


def test_a_moved_day_raises_its_own_sequence_and_letters_go_to_all(app, clara, boris, anna):
    seminar_id = announce(clara, capacity=1)
    put_on_the_list(seminar_id, boris, anna)
    uids = [day.uid for day in seminar(seminar_id).days]
    days = (plans.day(30, uid=uids[0]), plans.day(31, "11:00", "17:00", uid=uids[1]))
    revision = revise(seminar_id, days=days, capacity=1)
    assert (revision.difference.time, revision.difference.place) == (True, False)
    assert [(day.uid, day.sequence) for day in seminar(seminar_id).days] == [
        (uids[0], 0),
        (uids[1], 1),
    ]
    assert letters("seminar-changed") == ["anna@example.org", "boris@example.org"]


def test_another_venue_changes_every_day(app, clara):
    seminar_id = announce(clara)
    plan = replace(as_planned(seminar_id), venue=NewVenue("Library", "1 Quiet Street"))
    assert operations.foresee(seminar(seminar_id), plan).place
    with transaction():
        basis = seminar(seminar_id).revised_at.isoformat()
    with transaction():
        operations.revise(seminar_id, plan, basis=basis)
    assert [day.sequence for day in seminar(seminar_id).days] == [1, 1]
    assert seminar(seminar_id).venue.name == "Library"


def test_a_day_taken_out_stays_as_cancelled_and_a_new_one_has_its_own_identity(app, clara):
    seminar_id = announce(clara)
    uids = [day.uid for day in seminar(seminar_id).days]
    revise(seminar_id, days=(plans.day(31, uid=uids[1]), plans.day(32)))
    found = seminar(seminar_id)
    assert [day.cancelled_at is not None for day in found.sessions] == [True, False, False]
    assert found.days[0].uid == uids[1]
    assert found.days[1].uid not in uids
    assert found.sessions[0].sequence == 1
    assert found.starts_at == found.days[0].starts_at


def test_more_places_move_the_queue_up(app, clara, boris, anna):
    seminar_id = announce(clara, capacity=1)
    put_on_the_list(seminar_id, boris, anna)
    revision = revise(seminar_id, capacity=2)
    assert [person.name for person in revision.moved_up] == ["Anna Trainer"]
    assert letters("moved-up") == ["anna@example.org"]


def test_two_organizers_do_not_overwrite_each_other(app, clara):
    seminar_id = announce(clara)
    plan = as_planned(seminar_id, title_en="Mine")
    revise(seminar_id, title_en="Theirs")
    with pytest.raises(EditedMeanwhile), transaction():
        operations.revise(seminar_id, plan, basis="2020-01-01T00:00:00+00:00")
    assert seminar(seminar_id).title_en == "Theirs"


def test_a_seminar_called_off_tells_everybody_once(app, clara, boris, dmitri):
    seminar_id = announce(clara)
    put_on_the_list(seminar_id, boris, dmitri)
    for letters_gone in (1, 0):
        with transaction():
            assert operations.cancel_seminar(seminar_id) == letters_gone
    found = seminar(seminar_id)
    assert found.cancelled_at is not None
    assert [day.sequence for day in found.days] == [1, 1]
    assert letters("seminar-cancelled") == ["boris@example.org"]
    with pytest.raises(SeminarCancelled):
        revise(seminar_id, title_en="Too late")


def test_what_has_been_held_is_not_called_off(app):
    with transaction():
        seminar_id = scene.seminar(starts_in=-3).id
    with pytest.raises(SeminarOver), transaction():
        operations.cancel_seminar(seminar_id)


def test_a_seminar_under_way_may_be_reworded_though_its_days_are_past(app, clara):
    with transaction():
        made = scene.seminar(days=2, starts_in=-1)
        seminar_id, venue_id, revised_at = made.id, made.venue_id, made.revised_at
        days = tuple(
            PlannedDay(plans.future(index), time(10), time(18), day.uid)
            for index, day in enumerate(made.days, start=-1)
        )
        plan = plans.plan(venue=venue_id, days=days, title_en="New words")
    with transaction():
        operations.revise(seminar_id, plan, basis=revised_at.isoformat())
    assert seminar(seminar_id).title_en == "New words"
    assert db.session.query(Venue).count() == 1
