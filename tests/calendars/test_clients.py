"""Real calendar programs on the real server: vdirsyncer fetches, khal shows; both keep up."""

import gzip
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from lms.base import clock
from lms.base.db import db, transaction
from lms.base.tokens import digest, fresh_token
from lms.calendars.feed import CalendarFeed
from lms.seminars.seminar import Seminar
from tests import cast
from tests.calendars import diary
from tests.judges import python_icalendar
from tests.judges.entry import Entry
from tests.server import Server, running

PROGRAMS = Path(sys.executable).parent
SYNC = """\
[general]
status_path = "{folder}/status/"

[pair seminars]
a = "theirs"
b = "here"
collections = null

[storage theirs]
type = "http"
url = "{address}"

[storage here]
type = "filesystem"
path = "{folder}/diary/"
fileext = ".ics"
"""
SHOW = """\
[calendars]
[[seminars]]
path = {folder}/diary/

[locale]
local_timezone = Europe/Moscow
default_timezone = Europe/Moscow
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M

[sqlite]
path = {folder}/khal.db
"""


class Desk:
    """A computer with vdirsyncer and khal, everything of theirs in one folder."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder = folder
        (folder / "diary").mkdir(parents=True)
        (folder / "sync.ini").write_text(SYNC.format(folder=folder, address=address))
        (folder / "show.ini").write_text(SHOW.format(folder=folder))

    def run(self, program: str, *words: str) -> subprocess.CompletedProcess[str]:
        own = {"HOME": str(self.folder), "XDG_CACHE_HOME": f"{self.folder}/cache", "TZ": "UTC"}
        env = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **own}
        command = [str(PROGRAMS / program), *words]
        return subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    def vdirsyncer(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.run("vdirsyncer", "--config", f"{self.folder}/sync.ini", *words)

    def sync(self) -> str:
        """Fetch what changed; what the program said."""
        done = self.vdirsyncer("sync")
        assert done.returncode == 0, done.stderr
        return done.stderr

    def khal(self, first: datetime, last: datetime) -> list[str]:
        """What khal shows from one day to another: start, end, title, each separated by |."""
        shape = "{start-long-full}|{end-long-full}|{title}|{location}"
        days = [f"{day:%Y-%m-%d}" for day in (first, last)]
        words = ["list", "--once", "--day-format", "", "--format", shape, *days]
        done = self.run("khal", "--config", f"{self.folder}/show.ini", *words)
        assert done.returncode == 0, done.stderr
        return [line for line in done.stdout.splitlines() if line]

    def files(self) -> list[Path]:
        return sorted((self.folder / "diary").glob("*.ics"))

    def entries(self) -> list[Entry]:
        """What lies in the diary, in order of time."""
        found = [python_icalendar.entries(path.read_bytes()) for path in self.files()]
        return sorted((one for some in found for one in some), key=lambda one: one.starts_at)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, shared_dir: Path) -> Iterator[Server]:
    """One server for all these stories; each has people and seminars of its own."""
    with running("sqlite", tmp_path_factory.mktemp("site"), shared_dir) as started:
        yield started


@pytest.fixture
def site(server: Server) -> Iterator[Flask]:
    """The test's own way into the server's database."""
    with server.app.app_context():
        yield server.app


@pytest.fixture
def secret() -> str:
    return fresh_token()


@pytest.fixture
def seminar(site: Flask, secret: str) -> Seminar:
    """Two days in Irkutsk, ten to six, a month from now, with a leader registered."""
    day = (clock.now() + timedelta(days=30)).replace(hour=10, minute=0, second=0, microsecond=0)
    with transaction():
        announced = diary.announce("irkutsk", day.replace(tzinfo=None), days=2, title="Права")
        leader = cast.join(replace(cast.BORIS, username=f"leader-{secret[:8].lower()}"))
        diary.place(announced, leader, "registered")
        diary.open_feed(leader, secret)
    return announced


@pytest.fixture
def desk(server: Server, seminar: Seminar, secret: str, tmp_path: Path) -> Desk:
    """The leader's computer, fetched once."""
    at_home = Desk(tmp_path / "desk", f"{server.base_url}/calendar/{secret}.ics")
    discovered = at_home.vdirsyncer("discover")
    assert discovered.returncode == 0, discovered.stderr
    at_home.sync()
    return at_home


def moscow(moment: datetime) -> str:
    return f"{moment.astimezone(ZoneInfo('Europe/Moscow')):%Y-%m-%d %H:%M}"


def starts(seminar: Seminar) -> list[datetime]:
    return sorted(day.starts_at for day in seminar.sessions)


def move(seminar: Seminar, by: timedelta) -> None:
    with transaction():
        found = db.session.get_one(Seminar, seminar.id)
        found.revised_at = clock.now()
        for day in found.sessions:
            day.starts_at, day.ends_at = day.starts_at + by, day.ends_at + by
            day.sequence, day.revised_at = day.sequence + 1, clock.now()


def cancel(seminar: Seminar) -> None:
    with transaction():
        found = db.session.get_one(Seminar, seminar.id)
        found.cancelled_at = found.revised_at = clock.now()
        for day in found.sessions:
            day.sequence, day.revised_at = day.sequence + 1, clock.now()


def test_khal_shows_the_seminar_at_the_right_hour(desk: Desk, seminar: Seminar) -> None:
    first, second = starts(seminar)
    shown = desk.khal(first, second + timedelta(days=1))
    assert [line.split("|")[0] for line in shown] == [moscow(first), moscow(second)]
    assert [line.split("|")[0][-5:] for line in shown] == ["05:00", "05:00"]  # Irkutsk is 5 h ahead
    assert shown[0].split("|")[2:] == [
        "Irkutsk: Права (day 1 of 2)",
        "House of Friendship, 5 Lenin Street, Irkutsk",
    ]


def test_a_second_sync_changes_nothing(desk: Desk) -> None:
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in desk.files()}
    said = desk.sync()
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in desk.files()} == before
    assert len(before) == 2
    assert not any(word in said for word in ("Copying", "Deleting", "updating"))


def test_a_move_and_a_cancellation_reach_the_diary(desk: Desk, seminar: Seminar) -> None:
    move(seminar, timedelta(days=7, hours=1))
    desk.sync()
    assert [entry.starts_at for entry in desk.entries()] == starts(seminar)
    assert {entry.sequence for entry in desk.entries()} == {1}
    first, second = starts(seminar)
    shown = desk.khal(first - timedelta(days=8), second + timedelta(days=1))
    assert [line.split("|")[0] for line in shown] == [moscow(first), moscow(second)]
    cancel(seminar)
    desk.sync()
    assert [(entry.status, entry.sequence) for entry in desk.entries()] == [("CANCELLED", 2)] * 2
    assert all("CANCELLED: " in line for line in desk.khal(first, second + timedelta(days=1)))


def test_a_revoked_address_fails_and_wipes_nothing(desk: Desk, server: Server, secret: str) -> None:
    etag = server.get(f"/calendar/{secret}.ics").headers["etag"]
    with transaction():
        feed = db.session.query(CalendarFeed).filter_by(token_digest=digest(secret)).one()
        feed.revoked_at = clock.now()
    done = desk.vdirsyncer("sync")
    assert done.returncode != 0
    assert "Not Found" in done.stderr
    assert len(desk.entries()) == 2
    assert server.get(f"/calendar/{secret}.ics", If_None_Match=etag).status == 404


def test_what_programs_ask_of_the_server(seminar: Seminar, server: Server, secret: str) -> None:
    for path in (f"/calendar/{secret}.ics", "/seminars.ics", "/cities/irkutsk.ics"):
        plain = server.get(path)
        head = server.get(path, "HEAD")
        squeezed = server.get(path, Accept_Encoding="gzip")
        assert (plain.status, head.status, squeezed.status) == (200, 200, 200)
        assert head.content == b""
        assert head.headers["etag"] == plain.headers["etag"]
        assert head.headers["content-length"] == str(len(plain.content))
        assert squeezed.headers["content-encoding"] == "gzip"
        assert gzip.decompress(squeezed.content) == plain.content
        assert plain.headers["content-type"] == "text/calendar; charset=utf-8"
        assert "set-cookie" not in plain.headers
        uids = {entry.uid for entry in python_icalendar.entries(plain.content)}
        assert {day.uid for day in seminar.sessions} <= uids


def test_what_a_program_has_already_is_not_sent_again(
    seminar: Seminar, server: Server, secret: str
) -> None:
    for path in (f"/calendar/{secret}.ics", "/seminars.ics"):
        for encoding in ("identity", "gzip"):
            etag = server.get(path, Accept_Encoding=encoding).headers["etag"]
            again = server.get(path, If_None_Match=etag, Accept_Encoding=encoding)
            assert (again.status, again.content) == (304, b"")
            assert again.headers["etag"] == etag
