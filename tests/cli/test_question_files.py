"""`flask questions`: a file of another program becomes a quiz of a course folder, and goes back."""

import pytest

from lms.cli import question_files
from lms.courseware.sources import read_folder, write_folder
from tests.catalogue.bundles import bundle

GIFT = "::Вопрос 1::Две?{=Да ~Нет####Так}\n\n::second::Число?{#4:1####Так}\n"


@pytest.fixture
def folder(tmp_path):
    write_folder(bundle(), tmp_path / "course")
    return tmp_path / "course"


@pytest.fixture
def run(app):
    commands = {"import": question_files.import_, "export": question_files.export}
    return lambda name, *words: app.test_cli_runner().invoke(commands[name], [*map(str, words)])


@pytest.fixture
def gift(tmp_path):
    file = tmp_path / "questions.txt"
    file.write_text(GIFT, "utf-8")
    return file


def test_a_dry_run_shows_the_rows_and_writes_nothing(run, folder, gift):
    before = read_folder(folder)
    target = folder / "start" / "new.quiz.yaml"
    told = run("import", gift, "--to", target, "--language", "ru", "--dry-run")
    assert told.exit_code == 0
    assert f"{gift}:1: 1. Вопрос 1: multiple choice → single" in told.output
    assert f"{gift}:3: 2. second: numerical → number" in told.output
    assert "2 added. Nothing was written." in told.output
    assert read_folder(folder) == before


def test_a_new_quiz_stands_in_the_order_of_the_course(run, folder, gift):
    target = folder / "start" / "new.quiz.yaml"
    assert run("import", gift, "--to", target, "--language", "ru").exit_code == 0
    assert "      - quiz: check\n      - quiz: new\n" in (folder / "course.yaml").read_text("utf-8")
    assert "key: vopros-1\n" in target.read_text("utf-8")
    written = read_folder(folder)
    again = run("import", gift, "--to", target, "--language", "ru")
    assert "2 unchanged." in again.output
    assert read_folder(folder) == written


@pytest.mark.parametrize("name", ["gift", "moodle", "csv", "qti21", "qti30"])
def test_a_quiz_goes_out_and_comes_back_unchanged(run, folder, tmp_path, name):
    quiz, file, before = folder / "start" / "check.quiz.yaml", tmp_path / "out", read_folder(folder)
    out = run("export", quiz, file, "--format", name, "--language", "ru")
    assert out.exit_code == 0
    back = run("import", file, "--to", quiz, "--language", "ru")
    assert "5 unchanged." in back.output
    assert read_folder(folder) == before


def test_one_bad_row_stops_everything(run, folder, gift):
    gift.write_text(GIFT + "\n::third::Open {=\n", "utf-8")
    before = read_folder(folder)
    target = folder / "start" / "new.quiz.yaml"
    told = run("import", gift, "--to", target)
    assert told.exit_code == 1
    assert "Nothing was written." in told.output
    assert read_folder(folder) == before
    told = run("import", gift, "--to", target, "--skip-bad")
    assert "2 added, 1 left-out." in told.output


@pytest.mark.parametrize(
    "target", ["start/new.yaml", "start/New One.quiz.yaml", "nowhere/new.quiz.yaml", "x.quiz.yaml"]
)
def test_a_place_that_is_none_is_refused(run, folder, gift, target):
    before = read_folder(folder)
    assert run("import", gift, "--to", folder / target).exit_code == 1
    assert read_folder(folder) == before


def test_a_broken_file_is_told_with_its_line(run, folder, tmp_path):
    file = tmp_path / "broken.xml"
    file.write_text("<quiz>\n<question>\n</quiz>")
    told = run("import", file, "--to", folder / "start" / "new.quiz.yaml")
    assert told.exit_code == 1
    assert f"{file}:3: " in told.output


def test_one_language_is_asked_for_where_the_format_has_one(run, folder, tmp_path):
    quiz = folder / "start" / "check.quiz.yaml"
    told = run("export", quiz, tmp_path / "out", "--format", "gift")
    assert told.exit_code == 2
    assert "en, ru" in told.output
