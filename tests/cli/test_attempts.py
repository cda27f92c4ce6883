"""`flask attempts regrade` and `flask files sweep`: what was decided, and what nobody knows."""

import os
import time
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from lms.accounts.user import User
from lms.base import clock
from lms.base.db import transaction
from lms.cli import attempts as command
from lms.cli.attempts import attempts
from lms.cli.files import files
from lms.learning.correction import Choice
from lms.learning.operations.correcting import decide
from lms.storage.blob import BlobStore
from tests.catalogue.essays import essays_published
from tests.learning.classroom import answer, begin, hand_in, sit
from tests.learning.desk import changed, essay, result

pytestmark = pytest.mark.both_engines


def call(app: Flask, group: object, *words: str) -> str:
    done = app.test_cli_runner().invoke(group, words)  # type: ignore[arg-type]
    assert done.exit_code == 0, done.output
    return done.output.strip()


@pytest.fixture
def decided(app: Flask, anna: User, boris: User, dmitri: User) -> list[str]:
    """Two attempts and a decision about their key that is not carried out yet."""
    essays_published()
    keys = []
    for user in (boris, dmitri):
        sit(user)
        keys.append(begin(user))
        answer(user, keys[-1], "truth", ["true"])
        hand_in(user, keys[-1])
    essays_published(old="answer: false", new="answer: true")
    (quiz,), by_id = changed(), anna.id
    with transaction():
        decide(quiz, {"truth": Choice.BOTH}, {}, may_lose=False, by_id=by_id, at=clock.now())
    return keys


@pytest.mark.parametrize("portion", [1, 200])
def test_a_decision_is_carried_out_in_portions_once(
    app: Flask, decided: list[str], portion: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "BATCH", portion)
    assert call(app, attempts, "regrade") == "2 looked at, 2 changed."
    assert [result(key)[2] for key in decided] == ["20.0", "20.0"]
    assert call(app, attempts, "regrade") == "0 looked at, 0 changed."
    assert call(app, attempts, "regrade", "--again") == "2 looked at, 0 changed."


def test_sweeping_keeps_what_an_attempt_knows(app: Flask, boris: User, tmp_path: Path) -> None:
    store = BlobStore(app.extensions["lms.settings"].files_dir)
    essays_published()
    sit(boris)
    essay(boris, store.root)
    orphan = store.put(BytesIO(os.urandom(20)), 100)
    known = [sha256 for sha256 in store.digests() if sha256 != orphan.sha256]
    assert call(app, files, "sweep") == "0 removed, 1 kept."
    old = time.time() - 3 * 24 * 3600
    for sha256 in store.digests():
        os.utime(store.path_of(sha256), (old, old))
    assert call(app, files, "sweep").endswith("1 kept.")
    assert not store.path_of(orphan.sha256).exists()
    assert store.path_of(known[-1]).exists() or len(known) > 1
