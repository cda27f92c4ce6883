"""The paper of one attempt: pools drawn without replacement, what was met least often first."""
# ruff: noqa: S311  (an order, not a secret)

from collections import Counter
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from lms.courseware.policy import Policy, Pool
from lms.courseware.questions import TrueFalse
from lms.courseware.syllabus import Quiz
from lms.courseware.texts import Html, Text
from lms.learning.arrangement import arrangement


def question(key: str, *tags: str) -> TrueFalse:
    words = Html.of({"en": key})
    return TrueFalse(key=key, text=words, feedback=words, answer=True, tags=tags)


def quiz(pools: dict[str, int], sizes: dict[str, int], *, shuffle: bool = False) -> Quiz:
    """A quiz of two questions always asked round the pools."""
    pooled = [
        question(f"{tag}-{number}", tag) for tag, size in sizes.items() for number in range(size)
    ]
    return Quiz(
        module="m",
        key="q",
        title=Text.of({"en": "Q"}),
        questions=(question("first"), *pooled, question("last", "untold")),
        policy=Policy(
            pools=tuple(Pool(tagged=tag, count=count) for tag, count in pools.items()),
            shuffle_questions=shuffle,
        ),
    )


def test_a_pool_is_drawn_and_the_rest_is_always_asked() -> None:
    asked = arrangement(quiz({"law": 5}, {"law": 20, "media": 3}), Random(1))["questions"]
    assert len(asked) == len(set(asked)) == 1 + 5 + 3 + 1
    assert (asked[0], asked[-1]) == ("first", "last")
    assert sum(key.startswith("law") for key in asked) == 5


def test_without_shuffling_the_order_of_the_author_stays() -> None:
    one = quiz({"law": 5}, {"law": 20})
    order = [each.key for each in one.questions]
    asked = arrangement(one, Random(3))["questions"]
    assert asked == sorted(asked, key=order.index)


def test_what_is_drawn_differs_from_person_to_person() -> None:
    one = quiz({"law": 5}, {"law": 20})
    assert len({tuple(arrangement(one, Random(seed))["questions"]) for seed in range(30)}) > 20


def test_options_are_kept_only_of_what_is_asked() -> None:
    drawn = arrangement(quiz({"law": 2}, {"law": 20}), Random(1))
    assert set(drawn["options"]) == set(drawn["questions"])


@given(st.integers(1, 6), st.integers(0, 9), st.integers(1, 8), st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_nothing_comes_again_before_everything_was_seen(
    count: int, more: int, attempts: int, seed: int
) -> None:
    size = count + more
    one, random, earlier = quiz({"law": count}, {"law": size}), Random(seed), []
    for _ in range(attempts):
        earlier.append(arrangement(one, random, earlier))
        seen = Counter({f"law-{number}": 0 for number in range(size)})
        seen.update(key for drawn in earlier for key in drawn["questions"] if "law" in key)
        assert max(seen.values()) - min(seen.values()) <= 1
        assert len(set(earlier[-1]["questions"])) == len(earlier[-1]["questions"]) == count + 2
