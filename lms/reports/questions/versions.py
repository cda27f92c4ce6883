"""Versions of a question: what is asked and how it is marked, whichever edition it stands in."""

import hashlib
import json
from typing import Any

from lms.courseware.compiled import encoded
from lms.courseware.questions import Question

# What is read before or after the question and changes neither what is asked nor what is right.
BESIDE_IT = frozenset({"feedback", "hints", "lesson", "source", "tags"})


def version_of(question: Question) -> str:
    """Give the digest of a question's content, 16 hexadecimal digits.

    Questions that are equal in content over editions have the same version and are pooled; another
    wording, key or option under the old key of the question is another version.
    """
    content = json.dumps(_asked(encoded(question)), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _asked(content: Any) -> Any:
    if isinstance(content, dict):
        return {name: _asked(each) for name, each in content.items() if name not in BESIDE_IT}
    return [_asked(each) for each in content] if isinstance(content, list) else content
