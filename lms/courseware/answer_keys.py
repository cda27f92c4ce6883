"""The answer key of a question: what decides how answers are marked, without the words around."""

from functools import lru_cache
from typing import Any

from lms.courseware.compiled import encoded
from lms.courseware.questions import Question

# What may be rewritten without a single answer being marked in another way.
WORDS = frozenset({"text", "feedback", "source", "lesson", "hints", "tags", "marks", "passage"})
MOST_KEPT = 2048


def differ(old: Question, new: Question) -> bool:
    """Say whether the two mark answers by another key; wording alone makes no difference."""
    return not old.is_marked_by_hand and old != new and key_of(old) != key_of(new)


@lru_cache(MOST_KEPT)
def key_of(question: Question) -> str:
    """Give the answer key as a text to be compared."""
    return repr(_bare(encoded(question)))


def _bare(content: Any) -> Any:
    if isinstance(content, dict):
        return sorted((name, _bare(each)) for name, each in content.items() if name not in WORDS)
    return [_bare(each) for each in content] if isinstance(content, list) else content
