"""The paper drawn for one attempt: which questions, in which order, options and all."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import Any

from lms.courseware.policy import Pool
from lms.courseware.questions import Question
from lms.courseware.syllabus import Quiz

Arrangement = dict[str, Any]


def arrangement(
    quiz: Quiz, random: Random, earlier: Iterable[Mapping[str, Any]] = ()
) -> Arrangement:
    """Draw the questions and their order, kept by the attempt to its end.

    `earlier` are the arrangements of this person's earlier attempts: from a pool comes first what
    they have met least often. Without shuffling the author's order stays.
    """
    policy = quiz.policy
    seen = Counter(key for one in earlier for key in one.get("questions", ()))
    asked = _asked(quiz, seen, random)
    if policy.shuffle_questions:
        random.shuffle(asked)
    return {
        "questions": [question.key for question in asked],
        "options": {
            question.key: list(
                question.draw_order(random) if policy.shuffle_options else question.option_keys
            )
            for question in asked
            if question.option_keys
        },
    }


def _asked(quiz: Quiz, seen: Mapping[str, int], random: Random) -> list[Question]:
    """The questions of an attempt in the author's order: those of no pool, and those drawn."""
    pools = quiz.policy.pools
    tags = {pool.tagged for pool in pools}
    drawn = {key for pool in pools for key in _drawn(quiz.questions, pool, seen, random)}
    return [
        question
        for question in quiz.questions
        if question.key in drawn or tags.isdisjoint(question.tags)
    ]


def _drawn(
    questions: Sequence[Question], pool: Pool, seen: Mapping[str, int], random: Random
) -> list[str]:
    """Draw without replacement, what was met least often first, equal ones by chance."""
    keys = [question.key for question in questions if pool.tagged in question.tags]
    random.shuffle(keys)
    keys.sort(key=lambda key: seen.get(key, 0))
    return keys[: pool.count]
