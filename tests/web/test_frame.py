"""The head of the page is made once and filled in for each reader, with nothing of another's."""

from collections.abc import Callable

from flask import Flask

from lms.accounts.user import User
from lms.base.db import transaction
from tests import cast
from tests.browser import Browser

Browsers = Callable[[User], Browser]
HOSTILE = '<script>alert("name")</script>'


def joined(name: str, display_name: str) -> User:
    with transaction():
        return cast.join(cast.Part(name, display_name))


def test_each_reader_finds_their_own_name(browsers: Browsers) -> None:
    first, second = joined("one", "Первая Участница"), joined("two", "Второй Участник")
    assert "Первая Участница" in browsers(first).get("/courses/").text
    page = browsers(second).get("/courses/").text
    assert "Второй Участник" in page
    assert "Первая" not in page


def test_a_guest_finds_no_name(browsers: Browsers, browser: Browser) -> None:
    browsers(joined("one", "Первая Участница")).get("/courses/")
    assert "Первая" not in browser.get("/courses/").text


def test_a_hostile_name_stays_a_name(browsers: Browsers) -> None:
    hostile = browsers(joined("one", HOSTILE))
    for path in ("/courses/", "/me/progress/", "/more/", "/nothing-here"):
        page = hostile.get(path).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_a_hostile_address_stays_an_address(browser: Browser) -> None:
    page = browser.get('/courses/?x="><script>alert(1)</script>').text
    assert "<script>alert" not in page


def test_the_place_is_marked_and_roles_have_their_own_menu(
    browsers: Browsers, anna: User, boris: User
) -> None:
    assert '<a href="/teach/"' in browsers(anna).get("/courses/").text
    learner = browsers(boris)
    page = learner.get("/courses/").text
    assert '<a href="/teach/"' not in page
    assert '<a href="/courses/" aria-current="page">' in page
    assert '<a href="/courses/" aria-current="page">' not in learner.get("/more/").text


def test_the_way_back_from_a_change_of_language_is_this_page(browser: Browser) -> None:
    page = browser.get("/courses/?a=b&c=d").text
    assert 'href="/language?language=ru&amp;next=/courses/%3Fa%3Db%26c%3Dd"' in page
    answer = browser.get("/language?language=ru&next=/courses/%3Fa%3Db%26c%3Dd")
    assert answer.location == "/courses/?a=b&c=d"
    assert "Русский" not in browser.get(answer.location).text


def test_a_member_changes_the_language_with_a_button_that_carries_this_page(
    browsers: Browsers, boris: User
) -> None:
    page = browsers(boris).get("/courses/?a=b&c=d").text
    assert 'name="next" value="/courses/?a=b&amp;c=d"' in page


def test_a_link_does_not_change_the_language_of_a_member(browsers: Browsers, boris: User) -> None:
    browser = browsers(boris)
    assert browser.get("/language?language=ru&next=/courses/").location == "/more/"
    assert '<html lang="en"' in browser.get("/courses/").text


def test_a_guest_who_reads_gets_no_cookie(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        for path in ("/", "/courses/", "/seminars/", "/more/"):
            assert "Set-Cookie" not in app.test_client().get(path).headers
    finally:
        app.config["WTF_CSRF_ENABLED"] = False


def test_forms_of_the_head_carry_the_readers_own_token(app: Flask, browsers: Browsers) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        first, second = browsers(joined("one", "One")), browsers(joined("two", "Two"))
        pages = [each.get("/courses/").text for each in (first, second)]
        tokens = [page.split('name="csrf_token" value="')[1].split('"')[0] for page in pages]
        assert tokens[0] != tokens[1]
        sent = {"csrf_token": tokens[1], "language": "ru", "next": "/courses/"}
        assert second.post("/language", data=sent).status_code == 302
        assert first.post("/language", data=sent).status_code == 400
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
