"""A trainer's questions in figures: told where there are enough answers, and of nobody alone."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook

from lms.base.db import transaction
from lms.reports.questions.masking import masked
from lms.reports.questions.operations import gathered, quizzes_handed_in, store
from tests.catalogue.bundles import published
from tests.reports.crowd import Sat, crowd, hand_in, settled

pytestmark = pytest.mark.both_engines
INDEX = "/teach/legal-mechanisms/analysis/"
PICK = f"{INDEX}start/check/pick/"
WORD = f"{INDEX}start/check/word/"
EXPORT = "/teach/legal-mechanisms/analysis.xlsx"


@pytest.fixture
def desk(browsers, anna):
    """Anna at her desk."""
    return browsers(anna)


def analyse() -> None:
    for handed in quizzes_handed_in():
        with transaction():
            store(handed, gathered(handed))


def tried(sittings: list[Sat]) -> None:
    """Publish the course, let everybody try its quiz once, and compute."""
    edition = published()
    hand_in(edition, settled(edition, len(sittings)), sittings)
    analyse()


def page_of(desk, address: str) -> str:
    answer = desk.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.get_data(as_text=True))


def cells(page: str) -> dict[str, list[str]]:
    """The rows of the tables of a page, without markup, by what stands first."""
    rows = re.findall(r"<tr>(.*?)</tr>", page)
    texts = [[re.sub(r"<[^>]+>", "", c).strip() for c in re.split(r"</t[hd]>", r)] for r in rows]
    return {row[0]: row[1:-1] for row in texts}


def test_the_course_leads_to_its_figures(desk):
    published()
    assert INDEX in page_of(desk, "/teach/legal-mechanisms/")


def test_before_anything_is_handed_in_the_page_says_so(desk):
    published()
    page = page_of(desk, INDEX)
    assert "Nothing has been handed in yet" in page
    assert EXPORT not in page
    assert "Nobody has been asked this yet" in page_of(desk, PICK)
    assert desk.get(EXPORT).status_code == 200


def test_figures_of_enough_answers_are_told_in_a_word(desk):
    sittings = crowd(400)
    for sitting in sittings:  # as if the key of this question were the wrong one
        told = sitting.payloads["truth"]["option"] == "false"
        sitting.payloads["truth"] = {"option": "true" if told else "false"}
    tried(sittings)
    page = page_of(desk, INDEX)
    rows = cells(page)
    assert "negative: check the key" in rows["The moon is made of cheese."][0]
    assert "worse than guessing" in rows["The moon is made of cheese."][0]
    assert "tells strong from weak" in rows["Tick what applies."][0]
    assert rows["Pick the right one."][1] == "400"
    assert "33.3%" in rows["Pick the right one."][5]
    assert rows["Pick the right one."][6] == "0:40"
    assert "Computed on" in page


def test_below_thirty_answers_no_figure_is_told(desk):
    tried(crowd(29))
    rows = cells(page_of(desk, INDEX))
    assert rows["Pick the right one."][:2] == ["too few answers", "29"]
    assert rows["Pick the right one."][2:5] == ["–", "–", "–"]
    assert 'class="columns"' not in page_of(desk, INDEX)
    sheet = load_workbook(BytesIO(desk.get(EXPORT).data)).active
    assert {cell.value for cell in sheet["G"][1:]} == {None}


def test_thirty_answers_are_enough(desk):
    tried(crowd(30))
    assert "too few answers" not in page_of(desk, PICK)


def test_the_distribution_counts_every_option_and_masks_small_numbers(desk):
    sittings = [Sat(n, {"pick": {"option": "beta"}}, []) for n in range(36)]
    sittings[0].payloads["pick"] = {"option": "alpha"}
    for sitting in sittings[1:5]:
        sitting.payloads = {}
    tried(sittings)
    rows = cells(page_of(desk, PICK))
    assert rows["Alpha"][0] == "few"
    assert rows["no answer"][0] == "few"  # or the one who chose alpha could be worked out
    assert rows["None of these"][0] == "0"
    right = next(row for words, row in rows.items() if words.endswith("Beta"))
    assert right[0] == "31"


def test_a_text_is_shown_when_three_people_wrote_it(desk):
    texts = ["almost"] * 3 + ["secret of one"] * 1 + ["secret of two"] * 2 + ["acceptedcanary"] * 30
    tried([Sat(n, {"word": {"text": text}}, []) for n, text in enumerate(texts)])
    page = page_of(desk, WORD)
    rows = cells(page)
    assert rows["«almost»"][0] == "3"
    assert rows["other answers"][0] == "3"
    assert "secret of" not in page
    assert "secret of" not in str(load_workbook(BytesIO(desk.get(EXPORT).data)).active["M5"].value)


def test_all_attempts_come_with_a_warning(desk):
    edition = published()
    people = settled(edition, 40)
    hand_in(edition, people, crowd(40))
    hand_in(edition, people, crowd(40, seed=9), number=2)
    analyse()
    assert "Later attempts are counted too" not in page_of(desk, INDEX)
    page = page_of(desk, f"{INDEX}?attempts=all")
    assert "Later attempts are counted too" in page
    assert cells(page)["Pick the right one."][1] == "80"
    assert cells(page_of(desk, f"{INDEX}?attempts=rubbish"))["Pick the right one."][1] == "40"


def test_the_spreadsheet_has_a_line_for_each_question(desk):
    tried(crowd(50))
    rows = list(load_workbook(BytesIO(desk.get(EXPORT).data)).active.iter_rows(values_only=True))
    assert [row[2] for row in rows] == ["Key", "pick", "tick", "truth", "days", "word"]
    assert [row[4] for row in rows[1:]] == [50] * 5


def test_the_pages_speak_russian(desk, anna):
    tried(crowd(40))
    anna.locale = "ru"
    assert "слишком мало ответов" not in page_of(desk, INDEX)
    assert "нет ответа" in page_of(desk, PICK)


@pytest.mark.parametrize("tail", ["start/check/none/", "start/one/pick/", "start/none/pick/"])
def test_what_is_not_there_is_not_found(desk, tail):
    published()
    assert desk.get(INDEX + tail).status_code == 404


def test_small_numbers_hide_behind_a_second_one():
    assert masked([0, 5, 9]) == [0, 5, 9]
    assert masked([1, 5, 9]) == [None, None, 9]
    assert masked([1, 2, 9]) == [None, None, 9]
    assert masked([1, 0]) == [None, 0]
    assert masked([1, 5, 9], are_parts=False) == [None, 5, 9]
