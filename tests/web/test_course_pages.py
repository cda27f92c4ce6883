"""The catalogue, a course, its media, and the way in and out."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy import select

from lms.accounts.user import User
from lms.base.db import db, transaction
from lms.catalogue.edition import EditionFile
from lms.catalogue.operations import publish
from lms.learning.queries.places import place_of
from tests.browser import Browser
from tests.catalogue.bundles import KEY, bundle, lesson, published
from tests.learning.classroom import read, sit

Browsers = Callable[[User], Browser]


def test_an_empty_catalogue_says_so(browser: Browser) -> None:
    page = browser.get("/courses/")
    assert page.status_code == 200
    assert "No course is published yet" in page.text


def test_everybody_sees_the_courses(browser: Browser) -> None:
    published()
    page = browser.get("/courses/").text
    assert f'href="/courses/{KEY}/"' in page
    assert "Small course" in page
    assert "3 lessons" in page


def test_a_card_says_how_the_one_who_looks_stands(
    browsers: Browsers, boris: User, dmitri: User
) -> None:
    published()
    sit(boris)
    assert "You are in this course" in browsers(boris).get("/courses/").text
    assert "You are in this course" not in browsers(dmitri).get("/courses/").text
    read(boris, "start/one")
    assert 'value="1" max="4"' in browsers(boris).get("/courses/").text


def test_a_guest_reads_what_a_course_offers_and_is_shown_the_way_in(browser: Browser) -> None:
    published()
    page = browser.get(f"/courses/{KEY}/").text
    assert "Know what an appeal is." in page
    assert "Lesson one" in page
    assert f'href="/sign-in/?next=/courses/{KEY}/"' in page
    assert f"/courses/{KEY}/start/one/" not in page


def test_a_lesson_is_closed_to_a_guest_who_comes_back_after_signing_in(browser: Browser) -> None:
    published()
    answer = browser.get(f"/courses/{KEY}/start/one/")
    assert answer.status_code == 302
    assert answer.location == f"/sign-in/?next=/courses/{KEY}/start/one/"


def test_who_is_not_in_the_course_is_led_to_its_page(browsers: Browsers, dmitri: User) -> None:
    published()
    browser = browsers(dmitri)
    answer = browser.get(f"/courses/{KEY}/start/one/")
    assert answer.location == f"/courses/{KEY}/"
    assert "Enrol first" in browser.get(f"/courses/{KEY}/").text


def test_a_course_that_is_not_there_is_not_found(browsers: Browsers, boris: User) -> None:
    published()
    browser = browsers(boris)
    for address in ("/courses/nothing/", "/courses/nothing/start/one/"):
        assert browser.get(address).status_code == 404
    assert browser.post("/courses/nothing/enrolment").status_code == 404
    sit(boris)
    assert browser.get(f"/courses/{KEY}/start/nothing/").status_code == 404
    assert browser.get(f"/courses/{KEY}/nothing/one/").status_code == 404


def test_enrolling_reading_and_leaving(browsers: Browsers, boris: User) -> None:
    published()
    browser = browsers(boris)
    assert "Enrol in this course" in browser.get(f"/courses/{KEY}/").text
    assert browser.post(f"/courses/{KEY}/enrolment").location == f"/courses/{KEY}/"
    page = browser.get(f"/courses/{KEY}/").text
    assert "You are in." in page
    assert "Continue: Lesson one" in page
    assert browser.post(f"/courses/{KEY}/start/one/completion").location == (
        f"/courses/{KEY}/start/two/"
    )
    assert "Continue: Lesson two" in browser.get(f"/courses/{KEY}/").text
    browser.post(f"/courses/{KEY}/withdrawal")
    assert place_of(boris.id, KEY) is None
    browser.post(f"/courses/{KEY}/enrolment")
    assert "Continue: Lesson two" in browser.get(f"/courses/{KEY}/").text


def test_a_lesson_shows_where_i_am_and_what_to_rely_on(browsers: Browsers, boris: User) -> None:
    published()
    sit(boris)
    page = browsers(boris).get(f"/courses/{KEY}/start/two/").text
    assert '<h1 lang="en">Lesson two</h1>' in page
    assert "<title>Lesson two · " in page
    assert "The start" in page
    assert "3 minutes" in page
    assert "Text of <strong>two</strong>." in page
    assert '<details class="term" lang="en"><summary>appeal</summary>' in page
    assert "This is the law as of Sunday, 1 November 2026." in page
    assert 'href="https://example.org/law"' in page
    assert "due for a review" not in page
    assert f'rel="prev" href="/courses/{KEY}/start/one/"' in page
    assert f'rel="next" href="/courses/{KEY}/start/check/"' in page
    assert 'src="/media/' in page


def test_the_other_language_is_one_tap_away_and_stays(browsers: Browsers, boris: User) -> None:
    published()
    sit(boris)
    browser = browsers(boris)
    assert (
        f'href="/courses/{KEY}/start/two/?lang=ru"'
        in browser.get(f"/courses/{KEY}/start/two/").text
    )
    page = browser.get(f"/courses/{KEY}/start/two/?lang=ru").text
    assert "Текст <strong>two</strong>." in page
    assert f'rel="prev" href="/courses/{KEY}/start/one/?lang=ru"' in page
    answer = browser.post(f"/courses/{KEY}/start/one/completion?lang=ru")
    assert answer.location == f"/courses/{KEY}/start/two/?lang=ru"
    strange = browser.get(f"/courses/{KEY}/start/two/?lang=%22%3E%3Cb").text
    assert "Text of <strong>two</strong>." in strange


def test_a_stale_lesson_says_so(browsers: Browsers, boris: User) -> None:
    law = ("2019-05-01", "2020-05-01")
    stale = {f"start__one_{language}_md": lesson(language, "one", law) for language in ("en", "ru")}
    with transaction():
        publish(bundle(**stale))
    sit(boris)
    page = browsers(boris).get(f"/courses/{KEY}/start/one/").text
    assert "due for a review" in page
    assert "Friday, 1 May 2020" in page


def test_finishing_the_course_is_said_once(browsers: Browsers, boris: User) -> None:
    published()
    sit(boris)
    read(boris, "start/one")
    browser = browsers(boris)
    answer = browser.post(f"/courses/{KEY}/start/check/completion")
    assert answer.status_code == 409
    assert "cannot be marked as read" in answer.text


def test_pictures_are_served_for_ever_and_quizzes_never(browser: Browser) -> None:
    edition = published()
    svg = next(file for file in edition_files(edition.id) if file.path.endswith(".svg"))
    answer = browser.get(f"/media/{svg.sha256}.svg")
    assert answer.data == svg.content
    assert answer.content_type == "image/svg+xml"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    again = browser.get(
        f"/media/{svg.sha256}.svg", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert again.status_code == 304
    for file in edition_files(edition.id):
        for extension in ("yaml", "md", "png", ""):
            assert browser.get(f"/media/{file.sha256}.{extension}").status_code == 404


def edition_files(edition_id: int) -> list[EditionFile]:
    return list(db.session.scalars(select(EditionFile).where(EditionFile.edition_id == edition_id)))


def test_the_pages_stand_in_russian_too(app: Flask, browsers: Browsers, boris: User) -> None:
    published()
    with transaction():
        db.session.get_one(User, boris.id).locale = "ru"
    sit(boris)
    browser = browsers(boris)
    assert "Малый курс" in browser.get("/courses/").text
    assert "Знать обращение." in browser.get(f"/courses/{KEY}/").text
    assert "Текст <strong>one</strong>." in browser.get(f"/courses/{KEY}/start/one/").text
