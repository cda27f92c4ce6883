"""Pages that are drawn once are for each reader what drawing them anew would give."""

import gzip
import re
from collections.abc import Callable

import pytest
from flask import Flask

from lms.accounts.user import User
from lms.base.db import transaction
from lms.web import kept_pages
from tests import cast
from tests.browser import Browser
from tests.catalogue.bundles import KEY, published
from tests.learning.classroom import read, sit

Browsers = Callable[[User], Browser]
LESSON = f"/courses/{KEY}/start/one/"
TOKEN = re.compile(r'(name="csrf_token" value=")[^"]*')


@pytest.fixture
def guarded(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    for name, value in {"WTF_CSRF_ENABLED": True}.items():
        monkeypatch.setitem(app.config, name, value)
    app.extensions[kept_pages.CUPBOARD] = kept_pages.Cupboard()
    published()
    return app


def pupil(name: str, display_name: str) -> User:
    with transaction():
        user = cast.join(cast.Part(name, display_name))
    sit(user)
    return user


def drawn_anew(app: Flask, browser: Browser, path: str) -> str:
    """The page as it is when nothing is kept."""
    app.extensions[kept_pages.CUPBOARD].pages.clear()
    return TOKEN.sub(r"\1", browser.get(path).text)


@pytest.mark.parametrize("path", [LESSON, "/courses/", f"{LESSON}?lang=ru&x=<b>"])
def test_a_kept_page_says_what_a_new_one_would(
    guarded: Flask, browsers: Browsers, path: str
) -> None:
    readers = [pupil("one", "Первая <i>"), pupil("two", "Второй & Co")]
    each = [browsers(reader) for reader in readers]
    anew = [drawn_anew(guarded, browser, path) for browser in each]
    guarded.extensions[kept_pages.CUPBOARD].pages.clear()
    kept = [TOKEN.sub(r"\1", browser.get(path).text) for browser in [*each, *each][1:]]
    assert kept == [anew[1], anew[0], anew[1]]
    assert "Второй &amp; Co" in anew[1]
    assert kept_pages.SEAM not in anew[0]


def test_each_reader_gets_their_own_token(guarded: Flask, browsers: Browsers) -> None:
    readers = [pupil("one", "One"), pupil("two", "Two")]
    found = {
        re.search(r'name="csrf_token" value="([^"]+)"', browsers(reader).get(LESSON).text)[1]
        for reader in readers
    }
    assert len(found) == 2
    assert not any(kept_pages.SEAM in token for token in found)


def test_what_is_done_is_seen_at_once(guarded: Flask, browsers: Browsers) -> None:
    reader = pupil("one", "One")
    browser = browsers(reader)
    assert "You have read this" not in browser.get(LESSON).text
    read(reader, "start/one")
    assert "You have read this" in browser.get(LESSON).text
    other = browsers(pupil("two", "Two"))
    assert "You have read this" not in other.get(LESSON).text


def test_what_is_told_once_is_told_once(guarded: Flask, browsers: Browsers) -> None:
    browser = browsers(pupil("one", "One"))
    with browser.session_transaction() as cookie:
        cookie["_flashes"] = [("done", "Only this once")]
    assert "Only this once" in browser.get(LESSON).text
    assert "Only this once" not in browser.get(LESSON).text


def test_a_guest_gets_the_same_in_every_encoding_and_language(guarded: Flask) -> None:
    plain = guarded.test_client().get("/courses/").data
    for _ in range(2):
        answer = guarded.test_client().get("/courses/", headers={"Accept-Encoding": "gzip"})
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert gzip.decompress(answer.data) == plain
    russian = guarded.test_client().get("/courses/", headers={"Accept-Language": "ru"}).text
    assert '<html lang="ru">' in russian


def test_as_many_are_kept_as_there_is_room_for() -> None:
    cupboard = kept_pages.Cupboard(most=2)
    drawn = []

    def page(name: str) -> kept_pages.Kept:
        return cupboard.fetch(name, lambda: drawn.append(name) or kept_pages.Kept((b"",), ()))

    for name in ("a", "b", "a", "c", "a", "b"):
        page(name)
    assert drawn == ["a", "b", "c", "b"]
