"""The same calendar is the same bytes in every process, and what is kept ready stays small."""

import subprocess
import sys
from datetime import datetime, timedelta

from flask import Flask

from lms.base import clock
from lms.base.db import transaction
from lms.calendars.shelf import Shelf
from tests.browser import Browser
from tests.calendars import diary
from tests.server import ROOT, environment

ASK = """
import sys
from lms.app import create_app
answer = create_app().test_client().get(sys.argv[1])
sys.stdout.buffer.write(answer.headers["ETag"].encode() + b"\\r\\n" + answer.data)
"""


def ask(app: Flask, path: str, seed: str) -> bytes:
    """What a process of its own answers, with its sets and dicts in an order of their own."""
    settings = app.extensions["lms.settings"]
    env = environment(settings.database_url, settings.data_dir, "http://localhost")
    command = [sys.executable, "-c", ASK, path]
    return subprocess.run(
        command, cwd=ROOT, env={**env, "PYTHONHASHSEED": seed}, capture_output=True, check=True
    ).stdout


def in_a_month() -> datetime:
    return (clock.now() + timedelta(days=30)).replace(hour=10, minute=0, second=0, tzinfo=None)


def test_two_processes_give_the_same_bytes_and_etag(real_app: Flask) -> None:
    with real_app.app_context(), transaction():
        for key in ("yerevan", "irkutsk", "london", "kaliningrad"):
            diary.announce(key, in_a_month(), days=2)
    answers = {ask(real_app, "/seminars.ics?lang=ru", seed) for seed in ("1", "2")}
    assert len(answers) == 1
    assert answers.pop().count(b"BEGIN:VEVENT") == 8


def test_an_etag_that_a_proxy_has_weakened_is_still_known(browser: Browser) -> None:
    etag = browser.get("/seminars.ics").headers["ETag"]
    answer = browser.get("/seminars.ics", headers={"If-None-Match": f"W/{etag}"})
    assert answer.status_code == 304
    assert answer.headers["ETag"] == etag


def test_the_shelf_makes_room_for_what_is_asked_for() -> None:
    built: list[str] = []

    def fetch(name: str, mark: int = 0) -> bytes:
        def build() -> bytes:
            built.append(name)
            return f"{name} {mark}".encode()

        return shelf.fetch(name, mark, build).content

    shelf = Shelf(most_bytes=60)  # room for two: an empty gzip file is 20 bytes
    assert [fetch("a"), fetch("b"), fetch("a")] == [b"a 0", b"b 0", b"a 0"]
    fetch("c")
    fetch("a")
    fetch("a", mark=1)
    fetch("b")
    assert built == ["a", "b", "c", "a", "b"]
    assert shelf.bytes == sum(len(ready.squeezed) for _, ready in shelf.kept.values()) <= 60
