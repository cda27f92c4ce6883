"""Announcing, changing and calling off a seminar through the organizer's pages."""

import pytest
from sqlalchemy import select

from lms.base.db import db, transaction
from lms.mail.message import OutboxMessage
from lms.seminars import operations
from lms.seminars.participant import Participant
from lms.seminars.seminar import Seminar
from tests.seminars import plans, scene
from tests.web.organising import cities, form, read, sent_back

pytestmark = pytest.mark.both_engines
NEW = "/organise/seminars/new"


@pytest.fixture
def browser(browsers, clara):
    """Clara at her desk."""
    with transaction():
        cities()
    return browsers(clara)


def seminars():
    return db.session.scalars(select(Seminar).order_by(Seminar.id)).all()


def announce(browser, **changes):
    answer = browser.post(NEW, data=form(**changes))
    assert answer.status_code == 302, answer.get_data(as_text=True)
    return answer.location


def letters(kind):
    query = select(OutboxMessage.address).where(OutboxMessage.kind == f"seminars.{kind}")
    return sorted(db.session.scalars(query))


def test_the_form_offers_own_cities_only(browser):
    page = read(browser, NEW)
    assert 'value="irkutsk"' in page
    assert 'value="moscow"' not in page
    assert '<option selected value="krasnoyarsk">' in read(browser, f"{NEW}?city=krasnoyarsk")


def test_a_seminar_of_two_days_is_announced(browser, anna):
    second = plans.future(31).isoformat()
    address = announce(
        browser,
        trainers="anna",
        **{"days-1-day": second, "days-1-begins": "9:30", "days-1-ends": "13:00"},
    )
    page = read(browser, address)
    assert "Nobody is registered yet" in page
    assert "Anna Trainer" in page
    assert "09:30–13:00" in page
    (made,) = seminars()
    assert len(made.days) == 2
    assert "Law for leaders" in read(browser, "/seminars/")


def test_a_form_sent_twice_makes_one_seminar(browser):
    assert announce(browser) == announce(browser)
    assert len(seminars()) == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"capacity": "-1"}, "number of places must be between"),
        ({"capacity": "0"}, "number of places must be between"),
        ({"capacity": "many"}, "whole number"),
        ({"capacity": "9" * 5000}, "whole number"),
        ({"capacity": "9" * 30}, "number of places must be between"),
        ({"capacity": ""}, "whole number"),
        ({"capacity": None}, "whole number"),
        ({"title_en": ""}, "title in at least one language"),
        ({"title_en": "x" * 161}, "too long"),
        ({"title_en": "two\nlines"}, "on one line"),
        ({"summary_en": "x" * 5001}, "too long"),
        ({"days-0-ends": "09:00"}, "must end after it begins"),
        ({"days-0-day": "2020-01-01"}, "already passed"),
        ({"days-0-day": "0001-01-01"}, "already passed"),
        ({"days-0-day": "9999-12-31"}, "too far ahead"),
        ({"days-0-day": "5 December"}, "year, month, day"),
        ({"days-0-day": "2026-02-31"}, "year, month, day"),
        ({"days-0-day": ""}, "at least one day"),
        ({"days-0-day": None}, "at least one day"),
        ({"days-0-begins": "25:00"}, "hours and minutes"),
        ({"days-0-begins": ""}, "leave the whole day empty"),
        ({"closes": "2999-01-01T10:00"}, "must close before"),
        ({"closes": "tomorrow"}, "day and time"),
        ({"opens": f"{plans.future(35)}T10:00"}, "must open before"),
        ({"city": "atlantis"}, "from the list"),
        ({"city": "moscow"}, "from the list"),
        ({"city": None}, "from the list"),
        ({"venue": "999999"}, "from the list"),
        ({"venue": "x"}, "from the list"),
        ({"venue_name": ""}, "needs a name and an address"),
        ({"venue_latitude": "91"}, "between -90 and 90"),
        ({"venue_latitude": "nan"}, "between -90 and 90"),
        ({"venue_longitude": "east"}, "degrees as a number"),
        ({"kind": "party"}, "from the list"),
        ({"course": "no-such-course"}, "from the list"),
        ({"trainers": "anna, nobody-at-all"}, "nobody-at-all"),
        ({"trainers": "x " * 150}, "exactly as the person does"),
    ],
)
def test_bad_input_is_named_and_nothing_is_saved(browser, anna, changes, words):
    answer = browser.post(NEW, data=form(**changes))
    assert answer.status_code == 422
    assert words in answer.get_data(as_text=True)
    assert seminars() == []


@pytest.mark.parametrize(
    "changes",
    [
        {"announced_by_id": "1"},
        {"cancelled_at": "x"},
        {"days-²-day": "2026-12-05"},
        {"days-99999999999-day": "2026-12-05"},
        {"days-7-owner": "x"},
    ],
)
def test_fields_that_are_not_on_the_form_are_refused(browser, changes):
    assert browser.post(NEW, data=form(**changes)).status_code == 400
    assert seminars() == []


def test_everything_that_is_wrong_is_said_at_once(browser):
    answer = browser.post(
        NEW, data=form(capacity="0", trainers="nobody", **{"days-0-ends": "09:00"})
    )
    page = answer.get_data(as_text=True)
    for words in ("between 1 and", "Nobody has this username", "must end after it begins"):
        assert words in page
    assert 'href="#days"' in page


def test_a_time_the_clocks_leave_out_is_refused_with_advice(browsers, elena):
    with transaction():
        cities()
    year = plans.future().year + 1
    sundays = [f"{year}-03-{number}" for number in range(25, 32)]
    answers = [
        browsers(elena)
        .post(
            NEW,
            data=form(
                city="london",
                **{"days-0-day": sunday, "days-0-begins": "01:30", "op_id": f"gap-{sunday}"},
            ),
        )
        .get_data(as_text=True)
        for sunday in sundays
    ]
    assert sum("01:30 does not exist. Choose 02:30" in page for page in answers) == 1


def test_a_day_is_added_without_a_script_and_nothing_typed_is_lost(browser):
    answer = browser.post(NEW, data=form(title_en="Half written", capacity="", add_day="Add a day"))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "Half written" in page
    assert "Day 2" in page
    assert f'value="{plans.future(31)}"' in page


def test_changing_words_sends_nothing(browser, boris):
    address = announce(browser)
    fields = sent_back(read(browser, f"{address}edit"))
    assert browser.post(f"{address}edit", data={**fields, "title_en": "New"}).status_code == 302
    assert seminars()[0].title_en == "New"
    assert letters("seminar-changed") == []


def test_before_people_are_told_the_organizer_hears_how_many(browser, boris, dmitri):
    address = announce(browser)
    for user in (boris, dmitri):
        with transaction():
            seminar_id = seminars()[0].id
            operations.register(seminar_id, Participant(user.id), by_id=user.id, op_id="x")
    fields = {**sent_back(read(browser, f"{address}edit")), "days-0-ends": "17:00"}
    asked = browser.post(f"{address}edit", data=fields)
    page = asked.get_data(as_text=True)
    assert asked.status_code == 200
    assert "1 letter goes to the participants" in page
    assert "Dmitri Stranger" in page
    assert seminars()[0].days[0].sequence == 0
    answer = browser.post(f"{address}edit", data=sent_back(page), follow_redirects=True)
    assert "1 letter is on its way" in answer.get_data(as_text=True)
    assert seminars()[0].days[0].sequence == 1
    assert letters("seminar-changed") == ["boris@example.org"]


def test_a_change_sent_twice_is_done_once(browser):
    address = announce(browser)
    fields = {**sent_back(read(browser, f"{address}edit")), "days-0-ends": "17:00"}
    for _ in range(2):
        assert browser.post(f"{address}edit", data=fields).status_code == 302
    assert seminars()[0].days[0].sequence == 1
    assert db.session.query(scene.Venue).count() == 1


def test_two_organizers_do_not_overwrite_each_other(browser, browsers, elena):
    address = announce(browser)
    early = {**sent_back(read(browser, f"{address}edit")), "title_en": "Mine"}
    fields = {**sent_back(read(browsers(elena), f"{address}edit")), "title_en": "Theirs"}
    assert browsers(elena).post(f"{address}edit", data=fields).status_code == 302
    answer = browser.post(f"{address}edit", data=early)
    assert answer.status_code == 409
    assert "Somebody else has changed" in answer.get_data(as_text=True)
    assert seminars()[0].title_en == "Theirs"


def test_calling_off_says_whom_it_affects_first(browser, boris, dmitri):
    address = announce(browser)
    for user in (boris, dmitri):
        with transaction():
            seminar_id = seminars()[0].id
            operations.register(seminar_id, Participant(user.id), by_id=user.id, op_id="x")
    page = read(browser, f"{address}cancellation")
    assert "affects 2 people" in page
    assert "send 1 letter" in page
    assert "Dmitri Stranger" in page
    for _ in range(2):
        answer = browser.post(f"{address}cancellation", follow_redirects=True)
        assert answer.status_code == 200
    assert letters("seminar-cancelled") == ["boris@example.org"]
    assert browser.get(f"{address}edit").status_code == 409


def test_the_board_shows_what_is_ahead_and_where_nothing_is(browser):
    assert "Nothing is ahead" in read(browser, "/organise/")
    announce(browser)
    page = read(browser, "/organise/")
    assert "Law for leaders" in page
    assert "0 of 20 places taken" in page
    assert "05:00 in Moscow" in page
    assert "in 30 days" in page
    assert "Announce: Novosibirsk" in page
    assert "Announce: Irkutsk" not in page
    assert "Moscow</th>" not in page
