"""Every rule of the course format: a course that breaks it, and what its author is told."""

from datetime import date

import pytest

from lms.courseware.advice import ADVICE
from lms.courseware.bundle import Bundle
from lms.courseware.problems import CourseRefused, Problem
from lms.courseware.questions import Number, Single
from lms.courseware.reader import check, read
from tests.courseware.policy_samples import POLICIES
from tests.courseware.samples import FILES, bundle_of, codes_of, good, problems_of, spoilt
from tests.courseware.scenario_samples import SPOILT as SCENARIOS
from tests.courseware.spoilt_questions import SPOILT as QUESTIONS

COURSE, QUIZ = "course.yaml", "appeals/check.quiz.yaml"
EN, RU = "appeals/registration.en.md", "appeals/registration.ru.md"

# code: (file, what is written, what is written instead, the line on which it is found)
SPOILT = {
    "missing": (COURSE, "title: {en: Law, ru: Право}\n", "", 1),
    "unknown-field-near": (COURSE, "outcomes:", "outcome:", 5),
    "unknown-field": (EN, "minutes: 6", "minutes: 6\nzzz: 1", 4),
    "bad-key": (COURSE, "key: appeals", "key: Appeals", 8),
    "no-text": (COURSE, "{en: Law,", '{en: " ",', 3),
    "not-a-text": (COURSE, "{en: Law,", "{en: 12,", 3),
    "too-long": (COURSE, "{en: Law,", "{en: " + "x" * 301 + ",", 3),
    "too-short": (COURSE, "languages: [en, ru]", "languages: []", 2),
    "not-whole": (EN, "minutes: 6", "minutes: six", 3),
    "too-great": (EN, "minutes: 6", "minutes: 31", 3),
    "too-small": (EN, "minutes: 6", "minutes: 0", 3),
    "not-true-false": (QUIZ, "answer: true", "answer: yes", 30),
    "not-a-list": (COURSE, "[en, ru]", "en", 2),
    "not-a-mapping": (QUIZ, "policy:\n  attempts: 3\n  pass: 80\n  time_limit: none", "policy: 3",
                      3),
    "not-languages": (COURSE, "title: {en: Law, ru: Право}", "title: Law", 3),
    "not-one-of": (QUIZ, "type: short", "type: essay", 41),
    "no-language": (QUIZ, "{en: Portal, ru: Портал}", "{en: Portal}", 14),
    "strange-language": (COURSE, "ru: Право}", "ru: Право, de: Recht}", 3),
    "not-a-date": (EN, "2026-11-01", "2026-11-31", 4),
    "not-a-number": (QUIZ, "answer: 30", 'answer: "30"', 35),
    "not-an-address": (EN, "https://example.org/const", "javascript:alert(1)", 9),
    "not-an-item": (COURSE, "      - quiz: check", "      - {quiz: check, lesson: x}", 13),
    "yaml-broken": (COURSE, "languages: [en, ru]", "languages: [en, ru", 3),
    "yaml-anchor": (COURSE, "{en: Law,", "{en: &a Law,", 3),
    "yaml-tag": (COURSE, "{en: Law,", "{en: !!str Law,", 3),
    "yaml-several": (COURSE, "modules:", "---\nmodules:", 7),
    "yaml-twice": (COURSE, "languages:", "key: other\nlanguages:", 2),
    "yaml-key": (COURSE, "completion: all", "? [a]\n: b", 19),
    "yaml-deep": (COURSE, "{en: Law,", "{en: " + "[" * 30 + "]" * 30 + ",", 3),
    "yaml-large": (QUIZ, "{en: Yes., ru: Да.}", "{en: " + "x" * 270_000 + ", ru: Да.}", 0),
    "control-character": (EN, "Text with", "Text\x07 with", 17),
    "not-equal": (RU, "minutes: 6", "minutes: 7", 3),
    "law-without-sources": (EN, 'sources:\n  - "59-FZ, art. 8"\n  - label: Constitution\n    url:'
                            " https://example.org/const\n", "", 4),
    "review-before-law": (EN, "review_by: 2027-05-01", "review_by: 2026-05-01", 5),
    "no-front-matter": (EN, "---\n", "", 1),
    "heading-one": (EN, "## Registration", "# Registration", 15),
    "heading-jump": (EN, "## Registration", "### Registration", 15),
    "raw-html": (EN, "Text with", "<b>Text</b> with", 17),
    "no-picture": (EN, "files/ladder.svg", "files/other.svg", 17),
    "no-alternative": (EN, "![ladder of steps]", "![]", 17),
    "picture-elsewhere": (EN, "files/ladder.svg", "https://example.org/a.svg", 17),
    "no-lesson": (EN, "lesson:courts/claim", "lesson:courts/other", 17),
    "no-hand-out": (EN, "files/form.pdf", "files/gone.pdf", 19),
    "bad-link": (EN, "lesson:courts/claim", "courts/claim", 17),
    "twice": (QUIZ, "key: free", "key: mail", 28),
    "not-one-right": (QUIZ, "correct: true, text: {en: Portal", "text: {en: Portal", 13),
    "none-right": (QUIZ, "correct: true, text: {en: Name", "text: {en: Name", None),
    "no-such-lesson": (QUIZ, "lesson: registration", "lesson: claim", 10),
    "nothing-to-compare": (QUIZ, "[reply, answer]", '[reply, "..."]', 42),
    "same-options": (QUIZ, "{en: Seal, ru: Печать}", "{en: Stamp., ru: Печать}", 22),
    "not-one-line": (QUIZ, "{en: Seal,", '{en: "[a](https://e.example)",', 25),
    "unknown-kind": (EN, "Text with", "!!! danger\n    x\n\nText with", 17),
    "no-footnote": (EN, "Text with", "Text[^1] with", 17),
    "not-a-need": (COURSE, "completion: all", "completion: some", 19),
    "no-such-item": (COURSE, "- lesson: claim", "- {lesson: claim, after: [x]}", 18),
    "rule-does-not-suit": (COURSE, "- quiz: check", "- {quiz: check, done: read}", 13),
    "too-many-wanted": (COURSE, "completion: all", "completion:\n  - {at_least: 3, of: [appeals]}",
                        20),
    "circle": (COURSE, "- quiz: check", "- {quiz: check, after: [appeals]}", 13),
    "terms-differ": (RU, "terms:\n  - term: appeal\n    meaning: A paper.\n", "", 2),
}  # fmt: skip


@pytest.mark.parametrize("code", SPOILT)
def test_a_broken_rule_is_found_in_its_file_on_its_line(code: str) -> None:
    file, old, new, line = SPOILT[code]
    changed = spoilt(file, old, new)
    if code == "none-right":
        changed = spoilt(file, "correct: true, text: {en: Name", "text: {en: Name")
        text = changed[file].decode().replace("correct: true, text: {en: Date", "text: {en: Date")
        changed, line = bundle_of({file: text}), 22
    places = [(p.file, p.line) for p in problems_of(changed) if p.code == code]
    assert (file, line) in places
    has_errors = any(p.is_error for p in problems_of(changed))
    assert (check(changed)[0] is None) == has_errors
    if ADVICE[code].level == "error":
        assert has_errors


# code: files replaced
FILED: dict[str, dict[str, str | bytes | None]] = {
    "no-course": {COURSE: None},
    "no-file": {RU: None},
    "not-utf8": {EN: b"---\ntitle: \xff\n---\n"},
    "open-front-matter": {EN: "---\ntitle: A\n"},
    "no-body": {EN: FILES[EN].split("## ")[0]},
    "lesson-too-long": {EN: FILES[EN] + "x " * 33_000},
    "heavy-lesson": {EN: FILES[EN] + "x " * 9_000},
    "line-ends": {EN: FILES[EN].replace("\n", "\r\n")},
    "orphan": {"courts/old.en.md": "x"},
    "unused-file": {"files/b.pdf": "%PDF-1"},
    "not-a-picture": {"files/a.md": "x"},
    "not-what-it-says": {"files/ladder.png": b"GIF89a"},
    "not-laid-out": {EN: FILES[EN] + "[" * 2_000},
    "nothing-shown": {QUIZ: FILES[QUIZ].replace("Some *questions*.", "[a]: https://e.example")},
    "svg-too-large": {"files/ladder.svg": FILES["files/ladder.svg"] + " " * 60_000},
    "svg-unreadable": {"files/ladder.svg": "<svg"},
    "svg-not-a-drawing": {"files/ladder.svg": FILES["files/ladder.svg"].replace("path", "script")},
    "all-right": {QUIZ: FILES[QUIZ].replace("key: seal,", "key: seal, correct: true,")
                  .replace("key: stamp,", "key: stamp, correct: true,")},
    "not-a-picture-link": {EN: FILES[EN].replace("files/ladder.svg", "files/form.pdf")},
}  # fmt: skip


@pytest.mark.parametrize("code", FILED)
def test_a_broken_file_is_found(code: str) -> None:
    found = problems_of(bundle_of(FILED[code]))
    assert code in [p.code for p in found]
    assert any(p.is_error for p in found) == (any(ADVICE[p.code].level == "error" for p in found))
    assert (check(bundle_of(FILED[code]))[0] is None) == any(p.is_error for p in found)


ELSEWHERE = {
    "practice-is-never-done",
    "not-valid", "too-slow", "past-review", "heavy-picture", "photo-tells-more", "longest-is-right",
    "same-place", "type-changed", "kind-changed",
}  # fmt: skip


def test_every_rule_has_an_example() -> None:
    assert (
        set(ADVICE)
        == set(SPOILT) | set(FILED) | set(POLICIES) | set(QUESTIONS) | ELSEWHERE | SCENARIOS.keys()
    )


def test_the_good_course_is_read_whole() -> None:
    syllabus, problems = check(good(), today=date(2026, 12, 1))
    assert problems == []
    assert syllabus is not None
    assert syllabus.languages == ("en", "ru")
    assert [item.path for item in syllabus.items] == [
        "appeals/registration", "appeals/check", "courts/claim",
    ]  # fmt: skip
    assert syllabus.minutes == 6 + 5 + 3
    lesson = syllabus.lessons[0]
    assert lesson.title.in_("ru") == "Регистрация"
    assert [source.label for source in lesson.sources.in_("en")] == [
        "59-FZ, art. 8",
        "Constitution",
    ]
    assert lesson.bytes.in_("en") == len(lesson.html["en"]) + len(
        FILES["files/ladder.svg"].encode()
    )
    assert f'src="{syllabus.files[1].url}"' in lesson.html.in_("en")
    quiz = syllabus.quizzes[0]
    assert (quiz.policy.attempts, quiz.policy.time_limit_minutes, quiz.marks) == (3, None, 7)
    mail, days = quiz.question("mail"), quiz.question("days")
    assert isinstance(mail, Single)
    assert isinstance(days, Number)
    assert mail.lesson == "appeals/registration"
    assert mail.source is not None
    assert mail.source.in_("ru") == "59-FZ art. 7"
    assert days.grade({"number": "30.5"}) == 1


def test_items_know_their_neighbours_across_modules() -> None:
    syllabus = read(good())
    first, quiz, last = syllabus.items
    assert syllabus.next(quiz) == last
    assert syllabus.previous(quiz) == first
    assert syllabus.previous(first) is None
    assert syllabus.next(last) is None
    assert syllabus.item("appeals", "check") == syllabus.item_at("appeals/check") == quiz
    assert syllabus.file(syllabus.files[0].name).path == "files/form.pdf"
    for search in (lambda: syllabus.item("a", "b"), lambda: syllabus.module("x"),
                   lambda: quiz.question("x"), lambda: syllabus.file("x")):  # fmt: skip
        with pytest.raises(LookupError):
            search()


def test_the_same_key_twice_is_found_wherever_it_stands() -> None:
    for old, new in (("key: courts", "key: appeals"), ("- quiz: check", "- lesson: registration"),
                     ("[en, ru]", "[en, ru, en]")):  # fmt: skip
        assert "twice" in codes_of(spoilt(COURSE, old, new))
    assert "twice" in codes_of(spoilt(QUIZ, "{key: email,", "{key: portal,"))


def test_all_problems_are_told_at_once_and_in_order() -> None:
    changed = bundle_of({EN: FILES[EN].replace("minutes: 6", "minutes: 60"), RU: None,
                         QUIZ: FILES[QUIZ].replace("pass: 80", "pass: 800")})  # fmt: skip
    with pytest.raises(CourseRefused) as refused:
        read(changed)
    problems = refused.value.problems
    assert [p.code for p in problems] == ["too-great", "too-great", "no-file"]
    assert list(problems) == sorted(problems)
    assert str(problems[0]) == f"{QUIZ}:5: Write a number of at most 100 here."
    assert str(problems[1]).startswith(f"{EN}:3: ")


def test_advice_can_be_said_in_another_language() -> None:
    problem = next(
        p for p in problems_of(spoilt(COURSE, "outcomes:", "outcome:")) if p.code != "missing"
    )
    assert ADVICE[problem.code].text % dict(problem.values) == problem.advice
    assert "Did you mean `outcomes`?" in problem.advice


def test_an_unknown_field_of_an_option_names_the_nearest_known() -> None:
    advice = [str(p) for p in problems_of(spoilt(QUIZ, "keep_last: true", "keeplast: true"))]
    assert advice == [f"{QUIZ}:16: `keeplast` is not known here. Did you mean `keep_last`?"]


def test_a_day_of_review_that_has_passed_is_a_warning() -> None:
    syllabus, problems = check(good(), today=date(2027, 5, 2))
    assert syllabus is not None
    assert [(p.code, p.line) for p in problems] == [("past-review", 5)] * 2
    assert syllabus.lessons[0].is_stale(date(2027, 5, 2))
    assert not syllabus.lessons[0].is_stale(date(2027, 5, 1))


def singles(right: str, place: int) -> str:
    options = ["{key: a, text: {en: wrong, ru: нет}}", "{key: b, text: {en: other, ru: не то}}"]
    options.insert(place, f"{{key: c, correct: true, text: {{en: {right}, ru: да}}}}")
    lines = "\n".join(f"      - {option}" for option in options)
    return "title: {en: A, ru: А}\npolicy: {shuffle_options: false}\nquestions:\n" + "".join(
        f"  - key: q{n}\n    type: single\n    text: {{en: A, ru: А}}\n"
        "    feedback: {en: A, ru: А}\n"
        f"    options:\n{lines}\n"
        for n in range(4)
    )


def test_answers_that_can_be_guessed_are_warned_of() -> None:
    assert codes_of(bundle_of({QUIZ: singles("the longest", 1)})) == [
        "longest-is-right",
        "same-place",
    ]
    assert codes_of(bundle_of({QUIZ: singles("ok", 0)})) == ["same-place"]


def test_an_empty_bundle_says_what_to_write() -> None:
    assert problems_of(Bundle({})) == [
        Problem("course.yaml", 0, ADVICE["no-course"].text, "error", "no-course")
    ]


def test_numbers_and_words_of_yaml_are_what_the_format_says() -> None:
    changed = spoilt(COURSE, "{en: Law,", "{en: yes,")
    assert read(changed).title.in_("en") == "yes"
    unlimited = read(spoilt(QUIZ, "attempts: 3", "attempts: unlimited")).quizzes[0]
    assert unlimited.policy.attempts is None
    timed = read(spoilt(QUIZ, "time_limit: none", "time_limit: 20")).quizzes[0]
    assert timed.policy.time_limit_minutes == 20
