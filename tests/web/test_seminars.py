"""The schedule, one seminar and the cities, as a guest and a leader see them."""

from datetime import timedelta

import pytest

from lms.base import clock
from lms.base.db import db, transaction
from lms.base.i18n import say_month
from lms.seminars.seminar import SeminarTrainer
from tests.seminars import scene


def text(browser, address, status=200):
    answer = browser.get(address)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


@pytest.fixture
def seminar(app):
    """One seminar of two days in Irkutsk; its address."""
    with transaction():
        return f"/seminars/{scene.seminar(days=2, capacity=3).slug}/"


def test_an_empty_schedule_says_what_to_do(browser):
    assert "No seminar is announced yet" in text(browser, "/seminars/")


def test_the_schedule_is_by_month_with_places_in_words(browser, seminar):
    page = text(browser, "/seminars/")
    assert "Law for leaders" in page
    assert "3 places left" in page
    assert "05:00 in Moscow" in page
    assert say_month(scene.midday(30).date()) in page


def test_the_schedule_is_narrowed_by_city_month_kind_and_course(browser, app):
    with transaction():
        scene.seminar("irkutsk", title_en="In Irkutsk", kind="training")
        scene.seminar("moscow", title_en="In Moscow", course_key="legal-mechanisms", starts_in=90)
    month = f"{scene.midday(90):%Y-%m}"
    for words, there, away in (
        ("city=irkutsk", "In Irkutsk", "In Moscow"),
        ("kind=training", "In Irkutsk", "In Moscow"),
        ("course=legal-mechanisms", "In Moscow", "In Irkutsk"),
        (f"month={month}", "In Moscow", "In Irkutsk"),
    ):
        page = text(browser, f"/seminars/?{words}")
        assert f">{there}</a>" in page
        assert f">{away}</a>" not in page


@pytest.mark.parametrize(
    "words",
    ["city=nowhere", "month=2026-99", "kind=<script>", "course=" + "x" * 3000],
)
def test_a_choice_that_makes_no_sense_finds_nothing(browser, seminar, words):
    page = text(browser, f"/seminars/?{words}")
    assert "Nothing fits" in page
    assert "<script>" not in page.replace('<script src="', "").replace('<script type="', "")


def test_a_cancelled_seminar_stays_in_the_schedule_and_says_so(browser, app):
    with transaction():
        slug = scene.seminar(cancelled_at=clock.now()).slug
    assert "cancelled" in text(browser, "/seminars/")
    page = text(browser, f"/seminars/{slug}/")
    assert "This seminar is cancelled" in page
    assert "/registration" not in page


def test_a_seminar_shows_both_clocks_the_programme_and_the_way_there(browser, app):
    with transaction():
        made = scene.seminar(days=2)
        made.venue.latitude, made.venue.longitude = 52.28, 104.3
        slug = made.slug
    page = text(browser, f"/seminars/{slug}/")
    assert page.count("10:00–18:00") == 2
    assert page.count("05:00–13:00 in Moscow") == 2
    assert 'href="geo:52.28,104.3"' in page
    assert "5 Lenin Street" in page
    assert f"/seminars/{slug}.ics" in page


def test_moscow_time_is_left_out_where_it_is_the_same(browser, app):
    with transaction():
        slug = scene.seminar("moscow").slug
    assert "in Moscow" not in text(browser, f"/seminars/{slug}/")


def test_a_guest_is_shown_the_way_to_an_account(browser, seminar):
    page = text(browser, seminar)
    assert "Sign in to register" in page
    assert f"next={seminar.replace('/', '%2F')}" in page or f"next={seminar}" in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"registration_opens_at": timedelta(days=2)}, "Registration opens on"),
        ({"registration_closes_at": timedelta(days=-2)}, "Registration was open until"),
        ({"starts_at": timedelta(hours=-1)}, "has already begun"),
        ({"starts_at": timedelta(days=-2), "ends_at": timedelta(days=-1)}, "is over"),
    ],
)
def test_the_page_says_why_there_is_no_button(browsers, boris, changes, words):
    now = clock.now()
    with transaction():
        slug = scene.seminar(**{name: now + delta for name, delta in changes.items()}).slug
    page = text(browsers(boris), f"/seminars/{slug}/")
    assert words in page
    assert "/registration" not in page


def test_trainers_are_named_to_people_with_an_account_only(browser, browsers, boris, anna):
    with transaction():
        made = scene.seminar()
        db.session.add(SeminarTrainer(seminar_id=made.id, user_id=anna.id))
        address = f"/seminars/{made.slug}/"
    assert "Anna Trainer" not in text(browser, address)
    assert "Anna Trainer" in text(browsers(boris), address)


def test_what_is_not_there_is_not_there(browser, app):
    for address in ("/seminars/nothing/", "/cities/nowhere/"):
        assert browser.get(address).status_code == 404


def test_a_city_has_its_seminars_and_its_calendar(browser, app):
    with transaction():
        scene.seminar("irkutsk", title_en="To come")
        scene.seminar("irkutsk", title_en="Has been", starts_in=-30)
        scene.seminar("moscow", title_en="Elsewhere")
    page = text(browser, "/cities/irkutsk/")
    assert "To come" in page
    assert "Has been" in page
    assert "Elsewhere" not in page
    assert "/cities/irkutsk.ics" in page
    assert "in Moscow" in page


def test_a_city_without_seminars_says_so(browser, app):
    with transaction():
        scene.city("london")
    assert "Nothing is announced here yet" in text(browser, "/cities/london/")
    assert "London" in text(browser, "/cities/")


def test_pages_speak_russian(browser, seminar):
    browser.set_cookie("language", "ru")
    assert "Право для лидеров" in text(browser, seminar)
    assert "Город irkutsk" in text(browser, "/cities/irkutsk/")
