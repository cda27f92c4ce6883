"""What trainers do with attempts, on plain pages; and what learners read of it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from lms.accounts.user import User
from lms.learning.correction import Choice
from tests.browser import Browser
from tests.catalogue.bundles import KEY
from tests.catalogue.essays import essays_published
from tests.learning.classroom import answer, begin, hand_in, sit
from tests.learning.desk import GOOD, attempt_of, correct, essay, judge

Browsers = Callable[[User], Browser]
QUEUE = f"/teach/{KEY}/marking/"
CORRECTIONS = f"/teach/{KEY}/corrections/"
UNCLEAR = f"/teach/{KEY}/unclear/"
MARKS = {
    "base": "0",
    "points.letter.clear": "2",
    "points.letter.polite": "0",
    "points.proof.seen": "1",
    "comment.letter": "One request,\r\nwell put.",
    "comment.proof": "",
}


@pytest.fixture
def key(app: Flask, anna: User, boris: User, tmp_path: Path) -> str:
    """The essay of Boris, handed in; gives the key of the attempt."""
    essays_published()
    sit(boris)
    return essay(boris, tmp_path)


@pytest.fixture
def teacher(browsers: Browsers, anna: User) -> Browser:
    return browsers(anna)


@pytest.fixture
def learner(browsers: Browsers, boris: User) -> Browser:
    return browsers(boris)


def grade_address(teacher: Browser) -> str:
    person = re.search(rf"/teach/{KEY}/people/([^/\"]+)/", teacher.get(f"/teach/{KEY}/").text)
    assert person
    return f"{person[0]}grades/start/check"


def test_the_learner_sees_what_is_known_and_that_the_rest_waits(key: str, learner: Browser) -> None:
    page = learner.get(f"/attempts/{key}/review/").text
    for words in ("A trainer will mark a part of it", "Marks so far", "1 of 5", "receipt.txt"):
        assert words in page
    assert page.count("A trainer will mark this") == 2
    assert "waits for a trainer" in learner.get(f"/courses/{KEY}/end/essay/").text
    assert "a trainer will mark it" in learner.get("/me/progress/").text


def test_the_trainer_is_led_to_what_waits(key: str, teacher: Browser) -> None:
    assert "1 to mark" in teacher.get("/teach/").text
    assert QUEUE in teacher.get(f"/teach/{KEY}/").text
    assert "1 attempt to mark: Small course" in teacher.get("/").text
    queue = teacher.get(QUEUE).text
    assert f"{QUEUE}{key}/" in queue
    assert "Boris Leader" in queue
    page = teacher.get(f"{QUEUE}{key}/").text
    for words in ("I ask the head of the town", "receipt.txt", "One request in one sentence."):
        assert words in page


def test_marks_are_given_and_the_next_one_follows(
    key: str, teacher: Browser, learner: Browser, dmitri: User, tmp_path: Path
) -> None:
    sit(dmitri)
    following = essay(dmitri, tmp_path)
    assert teacher.post(f"{QUEUE}{key}/", data=MARKS).location == f"{QUEUE}{following}/"
    page = learner.get(f"/attempts/{key}/review/").text
    for words in ("Passed", "80 % of the marks", "Points: 2 of 3", "One request,\nwell put."):
        assert words in page
    assert "A trainer will mark" not in page
    again = teacher.get(f"{QUEUE}{key}/").text
    assert "marked already" in again
    assert 'name="base" value="1"' in again
    assert teacher.post(f"{QUEUE}{following}/", data=MARKS).location == QUEUE
    assert "Nothing waits for a mark" in teacher.get(QUEUE).text


@pytest.mark.parametrize("left_out", ["points.letter.clear", "points.proof.seen"])
def test_nothing_is_saved_by_half(key: str, teacher: Browser, left_out: str) -> None:
    sent = {name: value for name, value in MARKS.items() if name != left_out}
    answer = teacher.post(f"{QUEUE}{key}/", data=sent)
    assert answer.status_code == 422
    assert "Choose the points." in answer.text
    assert "One request,\nwell put." in answer.text, "what was typed is still there"
    assert attempt_of(key).state == "submitted"


@pytest.mark.parametrize("more", ["points.letter.kind", "points.plain.x", "percent", "state"])
def test_a_field_that_is_not_there_is_refused(key: str, teacher: Browser, more: str) -> None:
    assert teacher.post(f"{QUEUE}{key}/", data=MARKS | {more: "1"}).status_code == 400


def test_who_is_second_sees_what_the_first_gave(
    key: str, teacher: Browser, browsers: Browsers, elena: User
) -> None:
    judge(elena, key, GOOD)
    answer = teacher.post(f"{QUEUE}{key}/", data=MARKS)
    assert answer.status_code == 409
    for words in ("Another trainer has marked", "Marked meanwhile: 1 of 1", "Well done."):
        assert words in answer.text
    assert 'name="base" value="1"' in answer.text
    assert teacher.post(f"{QUEUE}{key}/", data=MARKS | {"base": "1"}).status_code == 302
    assert str(attempt_of(key).percent) == "80.0"


def test_an_open_attempt_and_one_without_hand_work_are_not_there(
    key: str, teacher: Browser, boris: User
) -> None:
    opened = begin(boris, "end/essay")
    answer(boris, opened, "letter", ["Not yet."])
    quiz = begin(boris)
    hand_in(boris, quiz)
    for other in (opened, quiz, "nothing"):
        assert teacher.get(f"{QUEUE}{other}/").status_code == 404


def test_a_result_is_set_and_withdrawn(key: str, teacher: Browser, learner: Browser) -> None:
    address = grade_address(teacher)
    assert "no result yet" in teacher.get(address).text
    sent = {"percent": "66,7", "reason": "Oral examination"}
    assert teacher.post(address, data=sent).status_code == 302
    page = teacher.get(address).text
    for words in ("66.7%", "set by a trainer", "Oral examination", "Anna Trainer"):
        assert words in page
    told = learner.get(f"/courses/{KEY}/start/check/").text
    assert "A trainer has set your result in this quiz: 66.7 %" in told
    assert "Reason: Oral examination" in told
    assert "Anna" not in told
    assert teacher.post(f"{address}/withdrawal").status_code == 302
    assert "A trainer has set" not in learner.get(f"/courses/{KEY}/start/check/").text


@pytest.mark.parametrize(
    "wrong", [{"percent": "101"}, {"percent": "-1"}, {"percent": "66.66"}, {"reason": ""}]
)
def test_a_result_needs_a_number_and_a_reason(
    key: str, teacher: Browser, wrong: dict[str, str]
) -> None:
    address = grade_address(teacher)
    answered = teacher.post(address, data={"percent": "50", "reason": "x"} | wrong)
    assert answered.status_code == 422
    assert "no result yet" in teacher.get(address).text


@pytest.fixture
def wrong_key(key: str, boris: User, dmitri: User) -> str:
    """Boris was right by the old key, Dmitri by the new one; gives the attempt of Dmitri."""
    sit(dmitri)
    tries = []
    for user, truth in ((boris, "false"), (dmitri, "true")):
        tries.append(begin(user))
        answer(user, tries[-1], "truth", [truth])
        hand_in(user, tries[-1])
    essays_published(old="answer: false", new="answer: true")
    return tries[-1]


def test_a_wrong_key_is_mended_after_a_look_at_what_it_does(
    wrong_key: str, teacher: Browser, browsers: Browsers, dmitri: User
) -> None:
    assert "1 to decide" in teacher.get(CORRECTIONS).text
    address = f"{CORRECTIONS}start/check/"
    page = teacher.get(address).text
    for words in ("The moon is made of cheese.", "Right before", "Right now", "in 2 attempts"):
        assert words in page
    preview = teacher.get(address, query_string={"choice.truth": "both"}).text
    assert "1 attempt gains marks" in preview
    assert "Dmitri Stranger" in preview
    assert "would lose marks" not in preview
    sent = {"choice.truth": "both", "base.truth": "0"}
    assert teacher.post(address, data=sent).location == address
    assert "1 result has changed" in teacher.get(address).text
    review = browsers(dmitri).get(f"/attempts/{wrong_key}/review/").text
    for words in ("The key of this question was corrected", "Right now: True", "It was 0 % before"):
        assert words in review


def test_marks_are_taken_away_only_on_purpose(wrong_key: str, teacher: Browser) -> None:
    address = f"{CORRECTIONS}start/check/"
    preview = teacher.get(address, query_string={"choice.truth": "new"}).text
    assert "1 attempt would lose marks" in preview
    sent = {"choice.truth": "new", "base.truth": "0"}
    refused = teacher.post(address, data=sent)
    assert refused.status_code == 409
    assert "Some people would lose marks." in refused.text
    assert teacher.post(address, data=sent | {"may_lose": "yes"}).status_code == 302


def test_the_review_of_a_person_who_gained_nothing_tells_of_the_correction(
    wrong_key: str, anna: User, learner: Browser, boris: User
) -> None:
    correct(anna, {"truth": Choice.NONE})
    mine = re.search(r"/attempts/([^/]+)/review/", learner.get(f"/courses/{KEY}/start/check/").text)
    assert mine
    assert "Your result stays as it was." in learner.get(mine[0]).text


def test_an_unclear_question_is_told_without_a_name(
    key: str, learner: Browser, teacher: Browser
) -> None:
    address = f"/attempts/{key}/questions/plain/unclear"
    assert "Nobody found a question unclear" in teacher.get(UNCLEAR).text
    sent = learner.post(address, data={"text": "Thirty days <b>from when</b>?"})
    assert sent.location.startswith(f"/attempts/{key}/review/#question-")
    assert "You have said that this question is unclear." in learner.get(sent.location).text
    learner.post(address, data={"text": "Thirty days of what?"})
    page = teacher.get(UNCLEAR).text
    for words in ("A reply takes thirty days.", "unclear to 1 person", "Thirty days of what?"):
        assert words in page
    assert "from when" not in page
    assert "Boris" not in page
    learner.post(f"{address}/withdrawal")
    assert "Nobody found a question unclear" in teacher.get(UNCLEAR).text


def test_what_is_unclear_is_said_after_handing_in(key: str, boris: User, learner: Browser) -> None:
    opened = begin(boris)
    assert learner.post(f"/attempts/{opened}/questions/word/unclear").status_code == 409
    assert learner.post(f"/attempts/{key}/questions/word/unclear").status_code == 409
    assert "You have said" not in learner.get(f"/attempts/{key}/review/").text
