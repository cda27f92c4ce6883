"""Files handed in through a plain form: taken, refused, given back, and to nobody else."""

from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, encode_multipart

from lms.accounts.user import User
from lms.base.db import db
from lms.base.tokens import fresh_key
from lms.learning.operations.uploading import plain_name
from lms.learning.queries.tries import answers_that_count
from lms.learning.upload import Upload
from tests.browser import Browser
from tests.catalogue.bundles import KEY
from tests.catalogue.essays import QUIZ, essays_published
from tests.learning.classroom import begin, hand_in, sit
from tests.learning.desk import attempt_of

Browsers = Callable[[User], Browser]
WORDS = "Квитанция от 3 марта.\n".encode()


@pytest.fixture
def key(app: Flask, anna: User, boris: User) -> str:
    """An open essay of Boris."""
    essays_published()
    sit(boris)
    return begin(boris, QUIZ)


@pytest.fixture
def learner(browsers: Browsers, boris: User) -> Browser:
    return browsers(boris)


def send(
    browser: Browser, key: str, content: bytes = WORDS, name: str = "receipt.txt", **more: str
) -> TestResponse:
    fields = {"op_id": fresh_key(), "base": "", "go": "3", **more}
    return packed(browser, f"/attempts/{key}/files/proof", fields, content, name)


def packed(
    browser: Browser, address: str, fields: dict[str, str], content: bytes, name: str
) -> TestResponse:
    """Send a form with a file, packed here: the test client would leave temporary files open."""
    file = FileStorage(BytesIO(content), name)
    boundary, body = encode_multipart(MultiDict({**fields, "file": file}))
    kind = f'multipart/form-data; boundary="{boundary}"'
    return browser.post(address, data=body, content_type=kind)


def uploads() -> list[Upload]:
    return list(db.session.scalars(select(Upload).order_by(Upload.id)))


def test_the_question_is_a_plain_form_for_a_file(key: str, learner: Browser) -> None:
    page = learner.get(f"/attempts/{key}/?q=2").text
    form = page.split('data-question="proof"')[0].rpartition("<form")[2]
    assert 'enctype="multipart/form-data"' in form
    assert f'action="/attempts/{key}/files/proof"' in form
    assert 'accept=".txt,.pdf,.docx,.png"' in page
    assert "up to 1 MB" in page


def test_a_file_is_the_answer_and_comes_back_to_be_saved(key: str, learner: Browser) -> None:
    assert send(learner, key).location == f"/attempts/{key}/?q=3#q-3"
    (upload,) = uploads()
    assert (upload.kind, upload.bytes, upload.name) == ("txt", len(WORDS), "receipt.txt")
    answered = answers_that_count(attempt_of(key).id)["proof"].response
    assert answered == {"upload": upload.key, "name": "receipt.txt"}
    page = learner.get(f"/attempts/{key}/?q=2").text
    assert f"/files/{upload.key}" in page
    back = learner.get(f"/files/{upload.key}")
    assert back.data == WORDS
    assert back.headers["Content-Disposition"] == "attachment; filename=receipt.txt"
    assert back.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert back.headers["X-Content-Type-Options"] == "nosniff"
    assert back.headers["Cache-Control"] == "no-store"
    assert back.content_type == "text/plain; charset=utf-8"


def test_nobody_else_gets_it_and_the_trainer_when_it_is_handed_in(
    key: str, learner: Browser, browsers: Browsers, boris: User, anna: User, dmitri: User
) -> None:
    send(learner, key)
    (upload,) = uploads()
    trainer, for_trainer = browsers(anna), f"/teach/{KEY}/marking/files/{upload.key}"
    sit(dmitri)
    assert browsers(dmitri).get(f"/files/{upload.key}").status_code == 404
    assert trainer.get(f"/files/{upload.key}").status_code == 404
    assert trainer.get(for_trainer).status_code == 404
    hand_in(boris, key)
    assert trainer.get(for_trainer).data == WORDS
    assert trainer.get(for_trainer).headers["Content-Security-Policy"].endswith("sandbox")


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"MZ\x90\x00", "letter.pdf", "not a file of a kind that is taken here: txt, pdf"),
        (b"\xff\xd8\xff\xe0 a photograph", "photo.png", "not a file of a kind"),
        (b"", "empty.txt", "not a file of a kind"),
        (b"word " * 250_000, "long.txt", "This file is too large; up to 1 MB."),
    ],
)
def test_what_is_not_asked_for_is_refused_with_a_reason(
    key: str, learner: Browser, content: bytes, name: str, said: str
) -> None:
    answered = send(learner, key, content, name)
    assert answered.status_code == 422
    assert said in answered.text
    assert uploads() == []


def test_a_page_in_disguise_is_a_text(key: str, learner: Browser) -> None:
    send(learner, key, b"<script>alert(1)</script>", "page.html")
    (upload,) = uploads()
    back = learner.get(f"/files/{upload.key}")
    assert back.content_type.startswith("text/plain")
    assert back.headers["Content-Disposition"] == "attachment; filename=page.txt"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../secret-key.txt", "secret-key.txt"),
        ("Письмо главе.txt", "Письмо главе.txt"),
        ("<img src=x>.txt", "<img src=x>.txt"),
        ("a\u202egpj.txt", "a gpj.txt"),
        ("x" * 300 + ".txt", "x" * 116 + ".txt"),
    ],
)
def test_a_name_is_only_a_name(key: str, learner: Browser, name: str, kept: str) -> None:
    send(learner, key, name=name)
    (upload,) = uploads()
    assert upload.name == kept
    assert learner.get(f"/files/{upload.key}").status_code == 200
    assert "<img src=x" not in learner.get(f"/attempts/{key}/?q=2").text


def test_another_file_takes_its_place_and_it_can_be_removed(key: str, learner: Browser) -> None:
    send(learner, key)
    first = answers_that_count(attempt_of(key).id)["proof"]
    send(learner, key, b"Another one.\n", "other.txt", base=first.op_id)
    second = answers_that_count(attempt_of(key).id)["proof"]
    assert second.response["name"] == "other.txt"
    gone = {"op_id": fresh_key(), "base": second.op_id, "remove": "yes"}
    assert learner.post(f"/attempts/{key}/files/proof", data=gone).status_code == 302
    assert answers_that_count(attempt_of(key).id)["proof"].response == {}


def test_the_same_sending_twice_is_one_answer(key: str, learner: Browser) -> None:
    op_id = fresh_key()
    for _ in range(2):
        assert send(learner, key, op_id=op_id).status_code == 302
    assert len(uploads()) == 1


def test_without_a_file_one_only_goes_on(key: str, learner: Browser) -> None:
    data = {"op_id": fresh_key(), "base": "", "go": "end", "file": (BytesIO(b""), "")}
    answered = learner.post(f"/attempts/{key}/files/proof", data=data)
    assert answered.location == f"/attempts/{key}/submission"
    assert answers_that_count(attempt_of(key).id) == {}


def test_after_the_end_nothing_is_taken(key: str, learner: Browser, boris: User) -> None:
    hand_in(boris, key)
    assert send(learner, key).location == f"/attempts/{key}/"
    assert uploads() == []


def test_there_is_an_end_to_how_many(key: str, learner: Browser) -> None:
    for number in range(20):
        assert send(learner, key, b"Number %d.\n" % number).status_code == 302
    assert send(learner, key, b"One more.\n").status_code == 422
    assert len(uploads()) == 20


def test_only_this_route_takes_so_much_and_only_from_who_is_signed_in(
    key: str, learner: Browser, browser: Browser
) -> None:
    much = b"word " * 600_000  # 3 MB
    assert send(learner, key, much).status_code == 422
    assert send(browser, key, much).status_code == 413
    elsewhere = f"/attempts/{key}/answers/letter"
    assert packed(learner, elsewhere, {}, much, "a.txt").status_code == 413
    assert send(learner, key, b"word " * 4_300_000).status_code == 413  # 21.5 MB


def test_a_path_in_a_name_is_left_out() -> None:
    assert plain_name("C:\\Users\\b\\letter.txt") == "letter.txt"
    assert plain_name("/etc/passwd") == "passwd"
    assert plain_name(" \n\x00 ") == "file"
