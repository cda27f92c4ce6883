"""The courses that come with the project are good ones."""

from pathlib import Path

import pytest

from lms.courseware.compiled import dump, load
from lms.courseware.reader import check
from lms.courseware.sources import read_folder

ROOT = Path(__file__).parents[2] / "courses"
COURSES = sorted(path.parent for path in ROOT.glob("*/course.yaml"))


@pytest.mark.parametrize("folder", COURSES, ids=lambda folder: folder.name)
def test_a_course_of_ours_has_no_errors(folder: Path) -> None:
    syllabus, problems = check(read_folder(folder))
    assert [str(problem) for problem in problems if problem.is_error] == []
    assert syllabus is not None
    assert syllabus.key == folder.name
    assert load(dump(syllabus)) == syllabus
