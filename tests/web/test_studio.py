"""A trainer's studio: questions brought in, the draft written, checked, published or discarded."""

import re
from io import BytesIO

import pytest

from lms.base.db import db
from lms.base.tokens import fresh_key
from lms.catalogue import drafts
from lms.catalogue.course import Course
from lms.catalogue.draft import Draft, DraftFile, QuestionFile
from lms.catalogue.edition import Edition
from lms.catalogue.operations import publish
from lms.courseware.advice import ADVICE
from lms.courseware.bundle import Bundle
from lms.web.studio.advice_words import SAID
from tests.catalogue.bundles import bundle, published

pytestmark = pytest.mark.both_engines
STUDIO = "/studio/legal-mechanisms/"
NEW = f"{STUDIO}imports/new"
QUIZ = "start/check.quiz.yaml"
ENGLISH = "::one:: Is it so? {T####Because.}\n\n::two:: How many? {#4####Four.}\n"
RUSSIAN = "::one:: Это так? {T####Потому.}\n\n::two:: Сколько? {#4####Четыре.}\n"
BESIDE = {"module": "start", "quiz": "", "title": "New quiz", "key": "fresh"}


@pytest.fixture
def desk(app, browsers, anna):
    published()
    return browsers(anna)


def text(answer):
    return answer.get_data(as_text=True)


def bring(desk, content=ENGLISH, language="en", **more):
    form = {"op_id": fresh_key(), "text": content, "language": language, "format": ""}
    return desk.post(NEW, data=form | more)


def place(desk, content=ENGLISH, language="en", **more):
    rows = bring(desk, content, language)
    assert rows.status_code == 302, text(rows)
    return desk.post(rows.location, data=BESIDE | more)


def saved(desk, path, content, **more):
    page = text(desk.get(f"{STUDIO}files/{path}"))
    basis = re.search(r'name="basis"[^>]*value="([^"]*)"', page)
    form = {"basis": basis[1] if basis else "", "text": content}
    return desk.post(f"{STUDIO}files/{path}", data=form | more)


def count(noun):
    return db.session.query(noun).count()


def test_the_course_page_leads_to_the_draft(desk):
    assert f'href="{STUDIO}"' in text(desk.get("/teach/legal-mechanisms/"))
    page = text(desk.get(STUDIO))
    assert "Nothing is changed" in page
    assert f'href="{NEW}"' in page


def test_rows_are_shown_before_anything_is_written(desk):
    answer = bring(desk, ENGLISH + "\n::bad:: open {=x\n")
    page = text(desk.get(answer.location))
    assert "2 questions understood." in page
    assert "1 row not understood." in page
    assert "brace" in page
    assert (count(Draft), count(DraftFile)) == (0, 0)


def test_a_new_quiz_is_written_into_the_draft_and_not_published(desk):
    answer = place(desk)
    assert answer.location == f"{STUDIO}files/start/fresh.quiz.yaml"
    page = text(desk.get(STUDIO))
    assert "start/fresh.quiz.yaml" in page
    assert "course.yaml" in page
    assert "The text is missing in: ru." in page
    assert "Publish as edition" not in page
    assert "fresh" not in text(desk.get("/courses/legal-mechanisms/"))
    assert count(Edition) == 1


def test_both_languages_then_publish(desk):
    place(desk)
    joined = place(desk, RUSSIAN, "ru", quiz="start/fresh", title="", key="")
    assert "2 questions have got their translation." in text(desk.get(joined.location))
    file = text(desk.get(f"{STUDIO}raw/start/fresh.quiz.yaml"))
    assert "ru: Это так?" in file
    whole = file.replace("  en: New quiz\n", "  en: New quiz\n  ru: Новый тест\n")
    assert saved(desk, "start/fresh.quiz.yaml", whole).status_code == 302
    page = text(desk.get(STUDIO))
    assert "Publish as edition 2" in page
    answer = desk.post(f"{STUDIO}editions", data={"notes": "A new quiz"})
    assert answer.status_code == 302
    assert "Published as edition 2." in text(desk.get(STUDIO))
    edition = db.session.query(Edition).filter_by(number=2).one()
    assert edition.notes == "A new quiz"
    assert edition.published_by_id is not None
    assert (count(Draft), count(DraftFile)) == (0, 0)


def test_what_is_not_good_is_not_published(desk):
    place(desk)
    answer = desk.post(f"{STUDIO}editions", data={"notes": ""})
    assert answer.status_code == 422
    assert "The text is missing in: ru." in text(answer)
    assert count(Edition) == 1


def test_the_same_file_twice_changes_nothing(desk):
    place(desk)
    before = text(desk.get(f"{STUDIO}raw/start/fresh.quiz.yaml"))
    again = place(desk, quiz="start/fresh")
    assert "2 questions were there already." in text(desk.get(again.location))
    assert text(desk.get(f"{STUDIO}raw/start/fresh.quiz.yaml")) == before


def test_questions_join_a_published_quiz_and_its_comments_stay(desk):
    place(desk, quiz="start/check", title="", key="")
    file = text(desk.get(f"{STUDIO}raw/{QUIZ}"))
    assert file.startswith(bundle()[QUIZ].decode()[:200])
    assert "key: one" in file


def test_a_form_sent_twice_acts_once(desk):
    form = {"op_id": fresh_key(), "text": ENGLISH, "language": "en", "format": ""}
    first, second = desk.post(NEW, data=form), desk.post(NEW, data=form)
    assert first.location == second.location
    assert count(QuestionFile) == 1
    desk.post(first.location, data=BESIDE)
    again = desk.post(first.location, data=BESIDE | {"key": "other"})
    assert again.location == STUDIO
    assert "start/other.quiz.yaml" not in text(desk.get(STUDIO))


def test_a_file_may_be_uploaded(desk):
    form = {"op_id": fresh_key(), "text": "", "language": "ru", "format": ""}
    upload = {"upload": (BytesIO(RUSSIAN.encode("cp1251")), "вопросы.txt")}
    answer = desk.post(NEW, data=form | upload, content_type="multipart/form-data")
    page = text(desk.get(answer.location))
    assert "вопросы.txt" in page
    assert "Это так?" in page


@pytest.mark.parametrize("content", ["", "   ", "<quiz>\n<question>", "<!DOCTYPE a><quiz/>"])
def test_a_bad_file_is_told_and_not_kept(desk, content):
    answer = bring(desk, content)
    assert answer.status_code == 422
    assert count(QuestionFile) == 0


def test_a_file_beyond_the_limit_gets_a_clear_answer(desk):
    answer = desk.post(NEW, data=b"x" * 3_000_000, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413
    assert "too large" in text(answer)


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "Not A Key"},
        {"title": ""},
        {"key": "one"},  # a lesson
        {"module": "nowhere"},
        {"quiz": "start/nothing"},
        {"first": "0"},
    ],
)
def test_a_place_that_is_none_is_told(desk, wrong):
    answer = place(desk, **wrong)
    assert answer.status_code == 422
    assert count(DraftFile) == 0


def test_bad_rows_are_left_out_only_when_told(desk):
    content = ENGLISH + "\n::bad:: open {=x\n"
    assert place(desk, content).status_code == 422
    assert count(DraftFile) == 0
    told = place(desk, content, skips_bad="y")
    assert "1 row left out." in text(desk.get(told.location))


def test_ten_thousand_rows_are_shown_in_pages_and_chosen(desk):
    many = "".join(f"q {n} {{T}}\n\n" for n in range(600))
    rows = bring(desk, many)
    page = text(desk.get(f"{rows.location}?page=2"))
    assert "600 questions understood." in page
    assert "51. q 50" in page
    assert desk.post(rows.location, data=BESIDE).status_code == 422
    answer = desk.post(rows.location, data=BESIDE | {"first": "1", "last": "200"})
    assert answer.status_code == 302


def test_a_draft_cannot_become_another_course(desk):
    plan = text(desk.get(f"{STUDIO}raw/course.yaml"))
    saved(desk, "course.yaml", plan.replace("key: legal-mechanisms", "key: networking", 1))
    answer = desk.post(f"{STUDIO}editions", data={"notes": ""})
    assert answer.status_code == 422
    assert "a course keeps its key" in text(answer)
    assert [course.key for course in db.session.query(Course)] == ["legal-mechanisms"]


def test_a_question_that_changes_its_kind_is_told(desk):
    file = text(desk.get(f"{STUDIO}raw/{QUIZ}"))
    saved(desk, QUIZ, file.replace("type: true-false", "type: number").replace("false", "7"))
    answer = desk.post(f"{STUDIO}editions", data={"notes": ""})
    assert answer.status_code == 422
    assert "A question keeps its type" in text(answer)


def test_the_advice_that_is_translated_is_the_advice_that_is_given():
    given = {code: advice.text for code, advice in ADVICE.items()}
    given["other-course"] = drafts.OTHER_COURSE
    assert {code: str(said) for code, said in SAID.items()} == {code: given[code] for code in SAID}


def test_advice_is_given_in_the_language_of_the_reader(desk):
    place(desk)
    desk.post("/me/account/", data={"display_name": "Anna", "locale": "ru"})
    assert "Нет текста на языке: ru." in text(desk.get(STUDIO))


def test_one_file_is_discarded_and_then_all(desk):
    place(desk)
    desk.post(f"{STUDIO}discards", data={"path": "start/fresh.quiz.yaml"})
    page = text(desk.get(STUDIO))
    assert "start/fresh.quiz.yaml</a>" not in page
    desk.post(f"{STUDIO}discards", data={"path": ""})
    assert "Nothing is changed" in text(desk.get(STUDIO))
    assert (count(Draft), count(DraftFile)) == (0, 0)


def test_what_somebody_else_saved_is_not_written_over(desk):
    file = text(desk.get(f"{STUDIO}raw/{QUIZ}"))
    basis = drafts.sha256_of(bundle(), QUIZ)
    path = f"{STUDIO}files/{QUIZ}"
    first = desk.post(path, data={"basis": basis, "text": f"# mine\n{file}"})
    second = desk.post(path, data={"basis": basis, "text": f"# theirs\n{file}"})
    assert (first.status_code, second.status_code) == (302, 409)
    assert "# theirs" in text(second)
    assert text(desk.get(f"{STUDIO}raw/{QUIZ}")).startswith("# mine\n")


def test_a_newer_edition_is_not_written_over(desk):
    file = text(desk.get(f"{STUDIO}raw/{QUIZ}"))
    saved(desk, QUIZ, f"# mine\n{file}")
    publish(Bundle(dict(bundle()) | {QUIZ: f"# newer\n{file}".encode()}))
    db.session.commit()
    assert "outdated" in text(desk.get(STUDIO))
    desk.post(f"{STUDIO}editions", data={"notes": ""})
    assert count(Edition) == 2
    desk.post(f"{STUDIO}keeps", data={"path": QUIZ})
    assert desk.post(f"{STUDIO}editions", data={"notes": ""}).status_code == 302
    assert count(Edition) == 3


def test_saving_what_is_there_changes_nothing(desk):
    file = text(desk.get(f"{STUDIO}raw/{QUIZ}"))
    answer = saved(desk, QUIZ, file.replace("\n", "\r\n"))
    assert "Nothing has changed." in text(desk.get(answer.location))
    assert count(DraftFile) == 0


@pytest.mark.parametrize("name", ["gift", "moodle", "csv", "qti21", "qti30"])
def test_a_quiz_goes_out_and_comes_back(desk, name):
    page = text(desk.get(f"{STUDIO}quizzes/start/check/"))
    assert f"{STUDIO}quizzes/start/check/{name}" in page
    out = desk.get(f"{STUDIO}quizzes/start/check/{name}?language=ru")
    assert out.status_code == 200
    assert out.headers["Content-Disposition"].startswith("attachment")
    form = {"op_id": fresh_key(), "text": "", "language": "ru", "format": ""}
    upload = {"upload": (BytesIO(out.data), "out")}
    rows = desk.post(NEW, data=form | upload, content_type="multipart/form-data")
    answer = desk.post(rows.location, data=BESIDE | {"quiz": "start/check"})
    assert "5 questions were there already." in text(desk.get(answer.location))
    assert "Nothing is changed" in text(desk.get(STUDIO))


def test_a_quiz_that_cannot_be_read_is_told(desk):
    saved(desk, QUIZ, "title: [\n")
    assert "cannot be read" in text(desk.get(f"{STUDIO}quizzes/start/check/"))
    assert desk.get(f"{STUDIO}quizzes/start/check/gift").status_code == 404
    assert place(desk, quiz="start/check").status_code == 422


@pytest.mark.parametrize(
    "path",
    ["", "imports/new", "files/course.yaml", "raw/course.yaml", "quizzes/start/check/", "raw/x.md"],
)
def test_it_is_not_there_for_others(desk, browsers, dmitri, path):
    published("networking")
    assert browsers(dmitri).get(f"{STUDIO}{path}").status_code == 403
    assert desk.get(f"/studio/networking/{path}").status_code == 404


def test_what_one_has_brought_another_does_not_see(desk, browsers, elena):
    rows = bring(desk)
    assert browsers(elena).get(rows.location).status_code == 404
