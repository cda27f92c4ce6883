"""`flask courses check`, `publish` and `export`, as an author and a machine call them."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from lms.accounts.user import User
from lms.base.db import db
from lms.catalogue.edition import Edition
from lms.cli.courses import courses
from lms.courseware.sources import write_folder
from tests.catalogue.bundles import KEY, bundle, lesson
from tests.learning.classroom import read, sit

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small course as a folder."""
    write_folder(bundle(), tmp_path / "small")
    return tmp_path / "small"


def call(app: Flask, *words: object) -> Result:
    return app.test_cli_runner().invoke(courses, [str(word) for word in words])


def editions() -> int:
    return db.session.scalar(select(func.count()).select_from(Edition)) or 0


def test_a_good_course_is_said_to_be_good_and_nothing_is_written(app: Flask, folder: Path) -> None:
    told = call(app, "check", folder)
    assert told.exit_code == 0
    assert "good: 2 modules, 3 lessons, 1 quiz, 5 questions" in told.output
    assert editions() == 0


def test_an_author_may_ask_how_answers_are_marked(app: Flask, folder: Path) -> None:
    told = call(app, "check", "--explain", folder).output
    for words in (
        "check.quiz.yaml: pick: single, 1 mark\n    one of 3, a blind guess earns 1/3 on average\n",
        "all ticked earns 2/3, one wrong box alone 0, nothing ticked 0",
        "counts from 424242 to 424242",
        "accepted: en: acceptedcanary | ru: приёмка",
        "makes no difference: capital letters; ё and е; ",
    ):
        assert words in told
    assert "one of 3" not in call(app, "check", folder).output


def test_problems_name_file_line_and_what_to_do(app: Flask, folder: Path) -> None:
    (folder / "start" / "two.ru.md").unlink()
    (folder / "start" / "one.en.md").write_text("no front matter\n")
    told = call(app, "check", folder)
    assert told.exit_code == 1
    places = [line.split(": ")[0] for line in told.output.splitlines()]
    assert f"{folder}/start/one.en.md:1" in places
    assert any(place.startswith(f"{folder}/start/two.ru.md:") for place in places)


@pytest.mark.parametrize("command", ["check", "publish"])
def test_one_bad_folder_does_not_hide_a_good_one(app: Flask, folder: Path, command: str) -> None:
    told = call(app, command, folder.parent / "nowhere", folder)
    assert told.exit_code == 1
    assert "nowhere is not a folder." in told.output
    assert ("good" if command == "check" else "published as edition 1") in told.output


def test_publishing_twice_and_after_a_change(app: Flask, folder: Path) -> None:
    assert "published as edition 1" in call(app, "publish", folder).output
    assert "unchanged, edition 1" in call(app, "publish", folder).output
    (folder / "start" / "one.en.md").write_bytes(lesson("en", "one, mended"))
    assert "published as edition 2" in call(app, "publish", folder, "--notes", "Mended.").output
    notes = db.session.scalars(select(Edition.notes).order_by(Edition.number)).all()
    assert notes == ["", "Mended."]


def test_a_course_with_a_problem_is_not_published(app: Flask, folder: Path) -> None:
    (folder / "course.yaml").write_text("key: [\n")
    told = call(app, "publish", folder)
    assert told.exit_code == 1
    assert "not published" in told.output
    assert f"{folder}/course.yaml:" in told.output
    assert editions() == 0


def test_export_gives_back_what_was_published(app: Flask, folder: Path, tmp_path: Path) -> None:
    call(app, "publish", folder)
    told = call(app, "export", KEY, tmp_path / "back")
    assert "edition 1, 9 files" in told.output
    for path in folder.rglob("*.*"):
        assert (tmp_path / "back" / path.relative_to(folder)).read_bytes() == path.read_bytes()
    assert call(app, "export", KEY, tmp_path / "back").exit_code == 0


def test_export_overwrites_nothing_and_knows_no_other_course(
    app: Flask, folder: Path, tmp_path: Path
) -> None:
    call(app, "publish", folder)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("kept")
    refused = call(app, "export", KEY, tmp_path / "full")
    assert (refused.exit_code, "is not empty" in refused.output) == (1, True)
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]
    assert "no published course" in call(app, "export", "nothing", tmp_path / "new").output


def test_a_terminal_sees_a_progress_bar_and_a_pipe_none(folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "courses", "check", str(folder)]
    env = os.environ | {"DATA_DIR": str(tmp_path / "data"), "TERM": "xterm"}
    piped = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=True)
    assert (b"good:" in piped.stdout, piped.stderr) == (True, b"")
    main, terminal = pty.openpty()
    subprocess.run(command, cwd=ROOT, env=env, stdout=terminal, stderr=terminal, check=True)
    shown = os.read(main, 65536).decode()
    assert "Checking" in shown
    assert "100%" in shown


def test_a_preview_says_what_it_would_mean_and_publishes_nothing(
    app: Flask, folder: Path, boris: User
) -> None:
    assert "a new course; nobody is in it yet." in call(app, "publish", "--preview", folder).output
    assert call(app, "publish", folder).exit_code == 0
    sit(boris)
    read(boris, "end/last")
    text = (folder / "course.yaml").read_text()
    text = text.replace("completion: all", "completion:\n  - all: [end]")
    (folder / "course.yaml").write_text(text)
    told = call(app, "publish", "--preview", folder)
    assert told.exit_code == 0
    assert "1 person in the course. Publishing moves nobody." in told.output
    assert "1 would finish by it and 0 would lose anything" in told.output
    assert editions() == 1


def test_a_preview_refuses_what_would_be_refused(app: Flask, folder: Path) -> None:
    (folder / "start" / "two.ru.md").unlink()
    told = call(app, "publish", "--preview", folder, folder.parent / "nowhere")
    assert told.exit_code == 1
    assert told.output.count("would be refused.") == 2
