"""Every phrase of the site exists in Russian: none missing, none doubtful, none left over."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tests.house.sources import LMS, ROOT

RUSSIAN = LMS / "translations" / "ru" / "LC_MESSAGES" / "messages.po"


def read(path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="ru")


def phrases(catalogue: Catalog) -> dict:
    return {(message.context, message.id): message for message in catalogue if message.id}


@pytest.fixture(scope="module")
def said(tmp_path_factory) -> dict:
    """What the code and the templates say, collected as `make translations` does."""
    collected = tmp_path_factory.mktemp("phrases") / "phrases.pot"
    subprocess.run(
        ["sh", "tools/translations.sh", str(collected)],
        cwd=ROOT,
        env={**os.environ, "PYTHON": sys.executable},
        check=True,
    )
    return phrases(read(collected))


@pytest.fixture(scope="module")
def russian() -> dict:
    return phrases(read(RUSSIAN))


def is_whole(message) -> bool:
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(form.strip() for form in forms) and not message.fuzzy


def test_every_phrase_is_known(said, russian):
    assert sorted(map(str, said.keys() - russian.keys())) == [], "run `make translations`"


def test_no_phrase_is_left_over(said, russian):
    assert sorted(map(str, russian.keys() - said.keys())) == [], "run `make translations`"


def test_every_phrase_is_translated(russian):
    assert [message.id for message in russian.values() if not is_whole(message)] == []


def test_every_placeholder_is_kept(russian):
    wrong = {message.id: [str(error) for error in message.check()] for message in russian.values()}
    assert {phrase: errors for phrase, errors in wrong.items() if errors} == {}


def test_a_russian_phrase_is_russian(russian):
    """A phrase copied over untranslated has no Cyrillic letter; names of things may have none."""
    same = [
        message.id
        for message in russian.values()
        if message.string == message.id and " " in str(message.id)
    ]
    assert same == []
