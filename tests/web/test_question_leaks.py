"""No kind of question tells before the review what is right: not in pages, JSON or headers.

The kinds come from the registry, so a new one is tested or the test fails.
"""

import json
import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from lms.accounts.user import User
from lms.base.db import transaction
from lms.base.tokens import fresh_key
from lms.catalogue.operations import publish
from lms.courseware.questions import FIELD, TYPES, Ordering, Question
from tests.browser import Browser
from tests.catalogue.bundles import KEY
from tests.courseware import question_samples as samples
from tests.learning.classroom import begin, hand_in, sit

Browsers = Callable[[User], Browser]
QUIZ = f"/courses/{KEY}/start/check/"
WORDS_OF_MARKING = ('"correct"', "is_right", "right_answer", "tolerance", "right-minus-wrong")
of_every_kind = pytest.mark.parametrize("kind", TYPES)
of_every_kind_a_script_sends = pytest.mark.parametrize("kind", [k for k in TYPES if k != "file"])
of_every_kind_with_a_key = pytest.mark.parametrize(
    "kind", [name for name, kind in TYPES.items() if not kind.is_marked_by_hand]
)


@pytest.fixture
def asked(app: Flask, browsers: Browsers, boris: User, kind: str) -> tuple[Browser, str, Question]:
    """Boris before a quiz of one question of the kind, with the key of his attempt."""
    with transaction():
        publish(samples.bundle(samples.written(kind)))
    sit(boris)
    return browsers(boris), begin(boris), samples.question(kind)


def wrong(question: Question) -> dict[str, list[str]]:
    """Fields of an answer that is not right: the first thing there is to choose, or a word."""
    view = question.view("en")
    if view.parts:
        part = view.parts[0]
        return {f"{FIELD}.{part.key}": [part.options[-1].key if part.options else "nonsense"]}
    return {FIELD: [view.options[0].key if view.options else "1"]}


def before_the_end(browser: Browser, key: str, question: Question) -> Iterator[TestResponse]:
    """Everything a learner can be told while the attempt is open."""
    own, answers = f"/attempts/{key}/", f"/attempts/{key}/answers/{question.key}"
    pages = (own, f"{own}?q=1", f"{own}submission", f"{own}review/", QUIZ, f"/courses/{KEY}/",
             "/me/progress/", "/", f"/courses/{KEY}/start/one/")  # fmt: skip
    for fields in ({}, wrong(question), question.right_fields("en")):
        form = {**fields, "op_id": fresh_key(), "base": "", "go": "1"}
        yield browser.post(answers, data=form)
        yield browser.post(answers, json=as_json(fields))
        for locale in ("en", "ru"):
            headers = {"Accept-Language": locale}
            for page in pages:
                yield browser.get(page, headers=headers, follow_redirects=True)
            yield browser.get(own, headers={**headers, "Accept": "application/json"})
    yield browser.post(answers, data={FIELD: ["x" * 300], "op_id": fresh_key()})
    yield browser.post(answers, data={f"{FIELD}.nobody": ["x"], "op_id": fresh_key()})
    yield browser.post(answers, json={"answer": 7, "op_id": fresh_key()})


def as_json(fields: dict[str, list[str]]) -> dict[str, object]:
    """The answer as a script sends it."""
    parts = {name.partition(".")[2]: values for name, values in fields.items()}
    answer: object = parts.get("", parts)
    return {"answer": answer, "op_id": fresh_key(), "base": []}


def said(response: TestResponse, mine: dict[str, list[str]]) -> str:
    """All that a response tells, what the person has written there taken out."""
    told = f"{response.text}\n{response.headers}"
    for value in sorted({v for values in mine.values() for v in values}, key=len, reverse=True):
        told = re.sub(rf'value="{re.escape(value)}"', "", told)
        told = told.replace(json.dumps(value), "").replace(
            json.dumps(value, ensure_ascii=False), ""
        )
    return told


@of_every_kind
def test_nothing_leaks_before_the_end(
    asked: tuple[Browser, str, Question], kind: str, boris: User
) -> None:
    browser, key, question = asked
    secrets = (*samples.FOR_ALL, *samples.SAMPLES[kind].secrets, *WORDS_OF_MARKING)
    seen = 0
    for response in before_the_end(browser, key, question):
        told = said(response, question.right_fields("en"))
        assert [each for each in secrets if each in told] == [], response.request.path
        seen += 1
    assert seen > 50
    hand_in(boris, key)
    review = browser.get(f"/attempts/{key}/review/").text
    assert all(each in review for each in samples.FOR_ALL)


@of_every_kind_a_script_sends
def test_what_is_saved_is_told_in_four_words(asked: tuple[Browser, str, Question]) -> None:
    browser, key, question = asked
    for fields in (wrong(question), question.right_fields("en")):
        answered = browser.post(f"/attempts/{key}/answers/{question.key}", json=as_json(fields))
        assert answered.status_code == 200
        assert set(answered.json) == {"state", "op_id", "saved_at", "seconds_left"}


@of_every_kind_with_a_key
def test_right_and_wrong_look_the_same(asked: tuple[Browser, str, Question]) -> None:
    browser, key, question = asked
    pages = []
    for fields in (wrong(question), question.right_fields("en")):
        browser.post(f"/attempts/{key}/answers/{question.key}", json=as_json(fields))
        pages.append(browser.get(f"/attempts/{key}/").text)
    shapes = [re.sub(r'"[^"]*"| (?:checked|selected)', "", page) for page in pages]
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("kind", ["ordering"])
@pytest.mark.parametrize("shuffled", ["true", "false"])
def test_lines_to_order_never_stand_in_their_order(
    app: Flask, browsers: Browsers, boris: User, kind: str, shuffled: str
) -> None:
    text = samples.written(kind)
    policy = f"policy: {{shuffle_options: {shuffled}}}\nquestions:"
    with transaction():
        publish(samples.bundle(text.replace("questions:", policy)))
    sit(boris)
    question = samples.question(kind)
    assert isinstance(question, Ordering)
    for _ in range(8):
        key = begin(boris)
        page = browsers(boris).get(f"/attempts/{key}/").text
        names = list(re.findall(r'<select[^>]* name="answer\.([a-z]+)"', page))
        assert sorted(names) == sorted(question.part_keys)
        assert names != list(question.part_keys)
        hand_in(boris, key)
