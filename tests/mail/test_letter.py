"""Letters: one text, two forms, the reader's language."""

from pathlib import Path

import pytest
from flask import Flask
from jinja2 import DictLoader, UndefinedError

from lms.mail import letter
from lms.mail.letter import as_html, compose

FOLDER = Path(letter.__file__).parent.parent / "templates" / "letters"


@pytest.fixture
def desk(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    written = {
        "hello.txt": "Subject: Hello {{ name }}\n\nFirst <b>line</b>\nsecond line\n\n"
        "{{ base_url }}/seminars/?a=1&b=2.\n",
        "bare.txt": "No subject here",
    }
    monkeypatch.setattr(letter._desk.environment, "loader", DictLoader(written))
    monkeypatch.setattr(letter._desk.environment, "cache", None)


def test_a_letter_has_a_subject_a_text_and_the_same_as_html(desk: None) -> None:
    written = compose("hello", "en", name="Boris")
    assert written.subject == "Hello Boris"
    assert written.text.startswith("First <b>line</b>\nsecond line\n\n")
    html = as_html(written, "en")
    assert "First &lt;b&gt;line&lt;/b&gt;<br>\nsecond line</p>" in html
    assert '<a href="http://localhost/seminars/?a=1&amp;b=2">' in html
    assert '<html lang="en">' in html


def test_a_subject_is_one_line(desk: None) -> None:
    written = compose("hello", "ru", name="Boris")
    assert "\n" not in written.subject


def test_a_letter_without_a_subject_or_a_word_is_a_mistake(desk: None) -> None:
    with pytest.raises(ValueError, match="no subject"):
        compose("bare", "en")
    with pytest.raises(UndefinedError):
        compose("hello", "en")


def test_every_letter_of_the_house_names_its_subject() -> None:
    assert [path.name for path in FOLDER.glob("*.txt") if "Subject:" not in path.read_text()] == []
