"""What may not change between two editions."""

from lms.courseware.changes import compare
from lms.courseware.reader import read
from tests.courseware.samples import COURSE, FILES, bundle_of, good, spoilt

QUIZ = "appeals/check.quiz.yaml"


def test_an_unchanged_course_and_a_new_wording_are_fine() -> None:
    old = read(good())
    assert compare(old, old) == []
    assert compare(old, read(spoilt(QUIZ, "Which way?", "Which way is it?"))) == []


def test_a_question_that_changes_its_type_under_its_key_is_an_error() -> None:
    new = read(spoilt(QUIZ, "type: true-false\n    answer: true", "type: number\n    answer: 1"))
    (problem,) = compare(read(good()), new)
    assert (problem.code, problem.file, problem.is_error) == ("type-changed", QUIZ, True)
    assert "`true-false`" in problem.advice
    assert "`number`" in problem.advice


def test_a_question_under_a_new_key_may_be_anything() -> None:
    new = spoilt(
        QUIZ,
        "free\n    type: true-false\n    answer: true",
        "cost\n    type: number\n    answer: 1",
    )
    assert compare(read(good()), read(new)) == []


def test_a_lesson_that_becomes_a_quiz_is_warned_of() -> None:
    course = COURSE.replace("- lesson: claim", "- quiz: claim")
    quiz = FILES[QUIZ].replace("    lesson: registration\n", "")
    new = bundle_of(
        {
            "course.yaml": course,
            "courts/claim.quiz.yaml": quiz,
            "courts/claim.en.md": None,
            "courts/claim.ru.md": None,
        }
    )
    linked = {
        path: FILES[path].replace("[next](lesson:courts/claim)", "next")
        for path in FILES
        if path.startswith("appeals/reg")
    }
    files = {**{path: content.decode() for path, content in new.items()}, **linked}
    changed = read(bundle_of({**files, "courts/claim.en.md": None, "courts/claim.ru.md": None}))
    assert [(p.code, p.is_error) for p in compare(read(good()), changed)] == [
        ("kind-changed", False)
    ]
