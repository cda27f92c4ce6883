"""Typed words: what is forgiven, what is not, and wildcards that are never slow."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.courseware.questions.wording import FORGIVEN, accepts, accepts_any, normalised, shown


@pytest.mark.parametrize("each", FORGIVEN, ids=lambda each: each.what)
def test_what_authors_are_told_is_forgiven_is_forgiven(each: object) -> None:
    assert each.written != each.wanted  # type: ignore[attr-defined]
    assert accepts_any([each.wanted], each.written)  # type: ignore[attr-defined]
    assert accepts_any([each.written], each.wanted)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("accepted", "written"),
    [
        ("appeal*", "appeal"),
        ("appeal*", "Appeals."),
        ("*appeal", "an appeal"),
        ("refus* to register", "refusal to register"),
        ("рег*ц*", "регистрация"),
        ("a*b*c", "aXbYbZc"),
        ("прокур*", "«Прокуратура»!"),
        (r"5 \* 3", "5 * 3"),
        ("**word**", "a word or two"),
    ],
)
def test_a_wildcard_stands_for_any_letters_or_none(accepted: str, written: str) -> None:
    assert accepts_any([accepted], written)


@pytest.mark.parametrize(
    ("accepted", "written"),
    [
        ("appeal*", "no appeal"),
        ("*appeal", "appeals"),
        ("ab*ba", "aba"),
        ("a*b*c", "acb"),
        (r"5 \* 3", "5 times 3"),
        (r"\*", "anything"),
        ("word", "w*"),
    ],
)
def test_a_wildcard_stands_for_nothing_else(accepted: str, written: str) -> None:
    assert not accepts_any([accepted], written)


@given(st.text(max_size=30))
def test_forgiving_twice_is_forgiving_once(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)


@given(st.text(max_size=30))
def test_every_accepted_answer_accepts_itself(text: str) -> None:
    plain = text.replace("\\", "").replace("*", "")
    assert not normalised(plain) or accepts_any([plain], plain)


@given(st.lists(st.sampled_from("ab*"), max_size=12), st.text("ab", max_size=12))
def test_wildcards_agree_with_the_plain_definition(pattern: list[str], text: str) -> None:
    assert accepts("".join(pattern), text) == by_definition("".join(pattern), text)


def by_definition(pattern: str, text: str) -> bool:
    """What a wildcard means, said by recursion."""
    if not pattern:
        return not text
    if pattern[0] == "*":
        return any(by_definition(pattern[1:], text[at:]) for at in range(len(text) + 1))
    return bool(text) and text[0] == pattern[0] and by_definition(pattern[1:], text[1:])


def test_no_pattern_and_no_answer_makes_it_slow() -> None:
    begun = time.perf_counter()
    for _ in range(20):
        assert not accepts_any(["a*" * 150 + "c"], "a" * 199 + "b")
        assert not accepts_any(["*a" * 150 + "*c"], "a" * 200)
        assert not accepts_any(["*" * 300 + "b"], "a" * 200)
    assert time.perf_counter() - begun < 0.5


def test_an_example_has_no_wildcard() -> None:
    assert shown(r"refus* 5 \* 3") == "refus 5 * 3"
