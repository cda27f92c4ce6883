"""Matching, ordering and gaps: what is right part by part, and orders that tell nothing."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.courseware.questions import GapText, Matching, Ordering, ResponseRefused
from lms.courseware.questions.shuffling import drawn_apart
from tests.courseware import question_samples as samples

MATCHING, ORDERING, GAP = map(samples.question, ("matching", "ordering", "gap"))
assert isinstance(MATCHING, Matching)
assert isinstance(ORDERING, Ordering)
assert isinstance(GAP, GapText)
NEIGHBOURS = Ordering(
    key="n", text=ORDERING.text, feedback=ORDERING.feedback, items=ORDERING.items,
    credit="neighbours",
)  # fmt: skip


def parts(**given: str) -> dict[str, object]:
    return {"parts": given}


def in_place(*keys: str) -> dict[str, object]:
    return parts(**{key: str(place) for place, key in enumerate(keys, 1)})


def test_matching_counts_each_part() -> None:
    half = parts(baker="bread", smith="jug")
    assert MATCHING.grade(half) == Fraction(1, 3)
    review = MATCHING.review("en", half)
    assert (review.verdict, review.right_chosen, review.right_total) == ("partly", 1, 3)
    assert [(p.key, p.verdict, p.given, p.right) for p in review.parts] == [
        ("baker", "right", "Bread", "Bread"),
        ("smith", "wrong", "A jug", "A horseshoe"),
        ("potter", "blank", "", "A jug"),
    ]
    assert review.answer_in_words == "The baker – Bread; The smith – A jug"
    assert MATCHING.right_answer("ru") == "Пекарь – Хлеб; Кузнец – Подкову; Гончар – Кувшин"


def test_one_option_for_every_part_earns_its_one_part() -> None:
    assert MATCHING.grade(parts(baker="jug", smith="jug", potter="jug")) == Fraction(1, 3)


@pytest.mark.parametrize(
    ("order", "places", "neighbours"),
    [
        (("dawn", "noon", "dusk", "midnight"), Fraction(1), Fraction(1)),
        (("noon", "dusk", "midnight", "dawn"), Fraction(0), Fraction(2, 3)),
        (("dawn", "dusk", "noon", "midnight"), Fraction(1, 2), Fraction(0)),
        (("midnight", "dusk", "noon", "dawn"), Fraction(0), Fraction(0)),
    ],
)
def test_ordering_counts_places_or_neighbours(
    order: tuple[str, ...], places: Fraction, neighbours: Fraction
) -> None:
    assert ORDERING.grade(in_place(*order)) == places
    assert NEIGHBOURS.grade(in_place(*order)) == neighbours


def test_items_on_one_place_are_refused_and_if_stored_are_no_neighbours() -> None:
    with pytest.raises(ResponseRefused) as refused:
        ORDERING.response_from({"answer.dawn": ["1"], "answer.noon": ["1"]})
    assert refused.value.code == "same-place"
    everywhere = parts(dawn="1", noon="2", dusk="2", midnight="3")
    assert NEIGHBOURS.grade(everywhere) == 0
    assert ORDERING.grade(everywhere) == Fraction(1, 2)


@pytest.mark.parametrize("place", ["0", "5", "-1", "1.0", "first", "٣"])
def test_a_place_there_is_not_is_refused(place: str) -> None:
    with pytest.raises(ResponseRefused) as refused:
        ORDERING.response_from({"answer.dawn": [place]})
    assert refused.value.code == "unknown-option"


def test_gaps_are_typed_or_chosen_and_read_in_the_order_of_the_language() -> None:
    half = GAP.response_from(
        {"answer.months": [" Twelve! "], "answer.parts": ["weeks"], "answer.short": [""]}
    )
    assert half == {"parts": {"months": "Twelve!", "parts": "weeks"}}
    review = GAP.review("ru", half)
    assert [(p.key, p.verdict, p.given, p.right) for p in review.parts] == [
        ("short", "blank", "", "февральпримета"),
        ("months", "right", "Twelve!", "двенадцать"),
        ("parts", "wrong", "недели", "времени года"),
    ]
    assert (
        review.answer_in_words
        == "Самый короткий месяц — …. В году Twelve! месяцев и четыре недели."
    )
    assert GAP.right_answer("en") == (
        "A year has twelve months and four seasons. The shortest is februarycanary."
    )
    view = GAP.view("en")
    assert [part.key for part in view.parts] == ["months", "parts", "short"]
    read = "".join(f"{part.text}_" for part in view.parts) + str(view.tail)
    assert read == ("<p>A year has _ months and <em>four</em> _.</p><p>The shortest is _.</p>")


def test_a_mark_typed_into_a_gap_is_only_text() -> None:
    payload = GAP.response_from({"answer.months": ["[[short]] <b>"]})
    assert "[[short]] <b> months" in GAP.review("en", payload).answer_in_words


def test_what_is_typed_into_a_gap_has_a_limit() -> None:
    with pytest.raises(ResponseRefused) as refused:
        GAP.response_from({"answer.months": ["x" * 201]})
    assert refused.value.code == "too-long"


@given(st.randoms(use_true_random=False))
def test_no_order_drawn_is_the_right_one(random: Random) -> None:
    items = ORDERING.draw_order(random)
    assert sorted(items) == sorted(ORDERING.part_keys)
    assert items != ORDERING.part_keys
    options = MATCHING.draw_order(random)
    assert options[-1] == "nothing"
    assert options[:3] != ("bread", "horseshoe", "jug")
    gaps = GAP.draw_order(random)
    assert sorted(gaps) == ["parts.rivers", "parts.seasons", "parts.weeks"]


def test_without_a_draw_the_order_is_one_for_all_and_not_the_right_one() -> None:
    for question in (ORDERING, NEIGHBOURS):
        shown = [part.key for part in question.view("en").parts]
        assert shown == [part.key for part in question.view("ru", None).parts]
        assert shown == list(question.option_keys)
        assert shown != list(question.part_keys)
    assert MATCHING.option_keys[:3] != ("bread", "horseshoe", "jug")


def test_every_order_but_the_right_one_comes_up() -> None:
    random = Random(7)  # noqa: S311
    drawn = {drawn_apart("abcd", "z", "abcd", random) for _ in range(1000)}
    assert len(drawn) == 23
    assert {order[-1] for order in drawn} == {"z"}


def test_the_kept_order_is_the_order_shown() -> None:
    kept = ["dusk", "dawn", "midnight", "noon"]
    assert [part.key for part in ORDERING.view("en", kept).parts] == kept
    options = MATCHING.view("en", ["jug", "bread", "horseshoe"]).parts[1].options
    assert [option.key for option in options] == ["jug", "bread", "horseshoe", "nothing"]
    chosen = GAP.view("en", ["parts.rivers", "parts.weeks"]).parts[1].options
    assert [option.key for option in chosen] == ["rivers", "weeks", "seasons"]
