"""Publishing: the only door, and what it lets through."""

import threading
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.base.db import db, transaction
from lms.base.errors import NotFound
from lms.catalogue import queries, syllabi
from lms.catalogue.course import Course
from lms.catalogue.edition import Edition, EditionFile
from lms.catalogue.operations import publish
from lms.courseware import compiled
from lms.courseware.problems import CourseRefused
from lms.courseware.sources import read_folder, write_folder
from tests.catalogue.bundles import KEY, bundle, lesson, published, quiz

pytestmark = pytest.mark.both_engines
COURSES = sorted((Path(__file__).parents[2] / "courses").iterdir())


def count(noun: type) -> int:
    return db.session.scalar(select(func.count()).select_from(noun)) or 0


def test_a_first_edition_is_number_one_and_holds_every_file(app: Flask) -> None:
    edition = published()
    assert (edition.number, edition.digest) == (1, bundle().digest)
    assert syllabi.bundle_of(edition.id) == bundle()
    assert queries.newest_edition(queries.course_by_key(KEY)).id == edition.id


def test_an_unchanged_text_makes_no_new_edition(app: Flask) -> None:
    published()
    with transaction():
        again = publish(bundle())
    assert (again.is_new, again.edition.number) == (False, 1)
    assert count(Edition) == 1


def test_a_changed_text_is_the_next_edition_and_the_old_one_stays(app: Flask) -> None:
    first = published().id
    with transaction():
        second = publish(bundle(start__one_en_md=lesson("en", "one, mended"))).edition
    assert second.number == 2
    assert syllabi.bundle_of(first) == bundle()
    titles = [
        syllabi.syllabus_of(edition.id, edition.digest).item("start", "one").title.in_("en")
        for edition in db.session.scalars(select(Edition).order_by(Edition.number))
    ]
    assert titles == ["Lesson one", "Lesson one, mended"]


def test_problems_refuse_the_whole(app: Flask) -> None:
    with pytest.raises(CourseRefused) as refused, transaction():
        publish(bundle(start__check_quiz_yaml=b"title: nothing\n"))
    assert refused.value.problems[0].file == "start/check.quiz.yaml"
    assert (count(Course), count(Edition), count(EditionFile)) == (0, 0, 0)


def test_a_question_keeps_its_type_even_after_a_rest(app: Flask) -> None:
    published()
    without = quiz().split(b"  - key: word")[0]
    with transaction():
        publish(bundle(start__check_quiz_yaml=without))
    changed = quiz().replace(
        b"type: short\n    lesson: two\n    accept: {en: [acceptedcanary], ru: [\xd0\xbf"
        b"\xd1\x80\xd0\xb8\xd1\x91\xd0\xbc\xd0\xba\xd0\xb0]}",
        b"type: number\n    lesson: two\n    answer: 5",
    )
    with pytest.raises(CourseRefused) as refused, transaction():
        publish(bundle(start__check_quiz_yaml=changed))
    assert "word" in str(refused.value)
    assert count(Edition) == 2


def test_a_text_compiled_by_another_version_is_read_from_its_files(app: Flask) -> None:
    edition = published()
    with transaction():
        db.session.get_one(Edition, edition.id).compiled = '{"compiler": 0}'
    syllabi._kept.clear()
    assert syllabi.syllabus_of(edition.id, edition.digest).key == KEY


def test_publishing_again_after_a_new_compiler_renders_again(app: Flask) -> None:
    edition = published()
    with transaction():
        stored = db.session.get_one(Edition, edition.id)
        stored.compiler, stored.compiled = 0, "{}"
    with transaction():
        assert not publish(bundle()).is_new
    stored = db.session.get_one(Edition, edition.id)
    assert stored.compiler == compiled.COMPILER
    assert compiled.load(stored.compiled).key == KEY


def test_nothing_is_published_under_an_unknown_key(app: Flask) -> None:
    with pytest.raises(NotFound):
        queries.course_by_key("no-such-course")


@pytest.mark.parametrize("folder", COURSES, ids=lambda path: path.name)
def test_our_own_courses_come_back_byte_for_byte(app: Flask, folder: Path, tmp_path: Path) -> None:
    with transaction():
        edition = publish(read_folder(folder)).edition
    write_folder(syllabi.bundle_of(edition.id), tmp_path / "back")
    written = {p.relative_to(tmp_path / "back"): p for p in (tmp_path / "back").rglob("*.*")}
    assert {path.relative_to(folder) for path in folder.rglob("*.*")} == set(written)
    for path, copy in written.items():
        assert copy.read_bytes() == (folder / path).read_bytes()


def test_two_who_publish_at_once_make_two_editions(real_app: Flask) -> None:
    barrier, errors = threading.Barrier(2), []

    def print_it(word: str) -> None:
        try:
            with real_app.app_context():
                barrier.wait()
                with transaction():
                    publish(bundle(start__one_en_md=lesson("en", word)))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=print_it, args=(word,)) for word in ("left", "right")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with real_app.app_context():
        assert sorted(db.session.scalars(select(Edition.number))) == [1, 2]
        assert db.session.scalars(select(Course.edition_number)).one() == 2
