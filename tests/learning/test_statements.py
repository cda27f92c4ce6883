"""What starting and handing in cost: statements counted, so that a slow line stays the only one."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event

from lms.accounts.user import User
from lms.base.db import db, transaction
from lms.catalogue.operations import publish
from tests.browser import Browser
from tests.catalogue.bundles import KEY, bundle
from tests.learning.classroom import answer, begin, sit

pytestmark = pytest.mark.both_engines
BEGINNINGS = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT", "PRAGMA")
HEAD = """\
title: {en: Long, ru: Долго}
policy:
  attempts: 3
  wait: none
  time_limit: 60
  shuffle_questions: true
%s
questions:
"""
QUESTION = """\
  - key: q%(number)s
    type: single
    tags: [%(tag)s]
    text: {en: Which of them is it, ru: Что из этого}
    options:
      - {key: a, correct: true, text: {en: A, ru: А}}
      - {key: b, text: {en: B, ru: Б}}
    feedback: {en: Because., ru: Потому что.}
"""
POOL = "  draw: [{tagged: even, count: 10}]"


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is sent to the database inside the block."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(BEGINNINGS):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    event.remove(db.engine, "before_cursor_execute", note)


def publish_long(questions: int, more: str = "") -> None:
    written = "".join(
        QUESTION % {"number": number, "tag": "odd" if number % 2 else "even"}
        for number in range(questions)
    )
    with transaction():
        publish(bundle(start__check_quiz_yaml=(HEAD % more + written).encode()))


@pytest.mark.parametrize("more", ["", POOL])
def test_starting_forty_questions_costs_ten(
    app: Flask, browsers: object, boris: User, more: str
) -> None:
    publish_long(40, more)
    sit(boris)
    browser: Browser = browsers(boris)  # type: ignore[operator]
    address = f"/courses/{KEY}/start/check/"
    browser.get(address)
    with statements() as seen:
        started = browser.post(f"{address}attempts", data={"number": "1"})
    assert started.location.startswith("/attempts/")
    assert len(seen) <= 10, seen


@pytest.mark.parametrize("more", ["", "  behaviour: interactive"])
def test_handing_in_ten_questions_costs_twelve(
    app: Flask, browsers: object, boris: User, more: str
) -> None:
    publish_long(10, more)
    sit(boris)
    browser: Browser = browsers(boris)  # type: ignore[operator]
    browser.get("/courses/")
    key = begin(boris)
    for number in range(10):
        answer(boris, key, f"q{number}", ["a"])
    with statements() as seen:
        done = browser.post(f"/attempts/{key}/submission")
    assert done.location == f"/attempts/{key}/review/"
    assert len(seen) <= 12, seen


def test_checking_one_question_costs_ten(app: Flask, browsers: object, boris: User) -> None:
    publish_long(10, "  behaviour: immediate")
    sit(boris)
    browser: Browser = browsers(boris)  # type: ignore[operator]
    browser.get("/courses/")
    key = begin(boris)
    form = {"op_id": "operation-1", "base": "", "answer": "a", "go": "check"}
    with statements() as seen:
        done = browser.post(f"/attempts/{key}/answers/q3/check", data=form)
    assert done.location.startswith(f"/attempts/{key}/?q=")
    assert len(seen) <= 10, seen
