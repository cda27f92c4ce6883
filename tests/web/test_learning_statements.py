"""How many statements the hot pages of learning cost, the person who asks included."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event

from lms.accounts.user import User
from lms.base.db import db
from lms.base.tokens import fresh_key
from tests.browser import Browser
from tests.catalogue.bundles import KEY, RIGHT, published
from tests.learning.classroom import answer_all, begin, read, sit

pytestmark = pytest.mark.both_engines
Browsers = Callable[[User], Browser]


@contextmanager
def statements() -> Iterator[list[str]]:
    """Note every statement but those that open and close transactions and savepoints."""
    seen: list[str] = []

    def note(_connection, _cursor, statement: str, *_rest) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")):
            seen.append(statement)

    bind = db.engines[None]
    event.listen(bind, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(bind, "before_cursor_execute", note)


@pytest.fixture
def at_work(app: Flask, browsers: Browsers, boris: User) -> Browser:
    """Boris in the course, some way on; everything has been looked at once."""
    published()
    published("another")
    sit(boris)
    read(boris, "start/one", "start/two")
    browser = browsers(boris)
    for path in ("/courses/", f"/courses/{KEY}/", f"/courses/{KEY}/start/one/"):
        assert browser.get(path).status_code == 200
    return browser


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/courses/", 2),
        (f"/courses/{KEY}/", 2),
        (f"/courses/{KEY}/start/one/", 2),
        (f"/courses/{KEY}/start/check/", 5),
        ("/me/progress/", 5),
    ],
)
def test_a_page_costs_at_most(at_work: Browser, path: str, most: int) -> None:
    with statements() as seen:
        assert at_work.get(path).status_code == 200
    assert len(seen) <= most, seen


def test_the_catalogue_costs_a_guest_one(at_work: Browser, browser: Browser) -> None:
    with statements() as seen:
        assert browser.get("/courses/").status_code == 200
    assert len(seen) == 1, seen


def test_saving_an_answer_costs_at_most_four(at_work: Browser, boris: User) -> None:
    key = begin(boris)
    body = {"answer": ["beta"], "op_id": fresh_key(), "base": []}
    with statements() as seen:
        assert at_work.post(f"/attempts/{key}/answers/pick", json=body).status_code == 200
    assert len(seen) <= 4, seen


def test_starting_costs_at_most_ten_and_handing_in_twelve(at_work: Browser, boris: User) -> None:
    with statements() as seen:
        started = at_work.post(f"/courses/{KEY}/start/check/attempts", data={"number": "1"})
    assert len(seen) <= 10, seen
    key = started.location.split("/")[2]
    answer_all(boris, key, RIGHT)
    with statements() as seen:
        assert at_work.post(f"/attempts/{key}/submission").status_code == 302
    assert len(seen) <= 12, seen


def test_marking_as_read_costs_at_most_seven(at_work: Browser) -> None:
    with statements() as seen:
        assert at_work.post(f"/courses/{KEY}/end/last/completion").status_code == 302
    assert len(seen) <= 7, seen
