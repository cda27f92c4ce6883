"""Where one goes after signing in: only ever to a page of our own."""

import re
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask

from lms.accounts.user import User
from tests import cast
from tests.browser import Browser

ELSEWHERE = [
    "https://evil.test/",
    "http://evil.test",
    "//evil.test",
    "//evil.test/me/",
    "///evil.test",
    "////evil.test",
    "/\\evil.test",
    "\\\\evil.test",
    "\\/evil.test",
    "/\\/evil.test",
    "\\evil.test",
    "/\t/evil.test",
    "/\n/evil.test",
    "/\r/evil.test",
    "/\x0b/evil.test",
    "\t//evil.test",
    " //evil.test",
    " https://evil.test",
    "https:evil.test",
    "https:/evil.test",
    "https:///evil.test",
    "HTTPS://EVIL.TEST",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "ftp://evil.test",
    "mailto:x@evil.test",
    "evil.test",
    "@evil.test",
    ".evil.test",
    "/me/\r\nLocation: https://evil.test",
    "/me/\r\nSet-Cookie: session=x",
    "/me/\u2028//evil.test",
    "/ //evil.test",
    "//evil.test@localhost/",
    "//localhost@evil.test/",
    "http://localhost@evil.test/",
    "http://localhost.evil.test/",
    "?next=//evil.test",
    "#//evil.test",
    "",
    "/" + "a" * 600,
]
OURS = ["/", "/me/", "/courses/?page=2", "/seminars/весна/", "/me/#part", "/%2f%2fevil.test"]


def host_after(location: str) -> str:
    """Where a browser at our site would go; like browsers, without tabs and line ends."""
    cleaned = "".join(sign for sign in location if sign not in "\t\r\n").replace("\\", "/")
    return urlsplit(urljoin("http://localhost/sign-in/", cleaned)).netloc


def test_there_are_enough_ways_to_try() -> None:
    assert len(set(ELSEWHERE)) >= 35


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_nobody_is_led_elsewhere(
    app: Flask, boris: User, browsers: Callable[[User], Browser], wanted: str
) -> None:
    entry = {"login": "boris", "password": cast.PASSWORD, "next": wanted}
    newcomer = {"username": "marat", "password": "восемь тихих озёр", "next": wanted}
    answers = [
        app.test_client().post("/sign-in/", data=entry),
        app.test_client().post("/sign-up/", data=newcomer),
        app.test_client().post("/language", data={"language": "ru", "next": wanted}),
        app.test_client().get("/language", query_string={"language": "ru", "next": wanted}),
        browsers(boris).get("/sign-in/", query_string={"next": wanted}),
        browsers(boris).get("/sign-up/", query_string={"next": wanted}),
    ]
    for answer in answers:
        assert answer.status_code == 302
        assert answer.location == "/"
        assert host_after(answer.location) == "localhost"
        assert not any("session=x" in cookie for cookie in answer.headers.getlist("Set-Cookie"))
    page = app.test_client().get("/sign-in/", query_string={"next": wanted}).text
    assert re.findall(r'name="next" value="([^"]*)"', page) == []
    carried = re.findall(r'href="/language[^"]*next=([^"]*)"', page)
    assert [path.partition("%3F")[0] for path in carried] == ["/sign-in/"]  # the language's own


@pytest.mark.parametrize("wanted", OURS)
def test_our_own_pages_are_kept(browsers: Callable[[User], Browser], boris: User, wanted: str):
    answer = browsers(boris).get("/sign-in/", query_string={"next": wanted})
    assert answer.location is not None
    assert host_after(answer.location) == "localhost"
    assert urlsplit(answer.location).path != "/sign-in/"
