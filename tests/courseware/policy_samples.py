"""Policies of quizzes that break a rule each, with the line on which it is found."""

from tests.courseware.samples import FILES

QUIZ = "appeals/check.quiz.yaml"
OLD = "  attempts: 3\n  pass: 80\n  time_limit: none\n"
POOL = "  draw:\n    - {tagged: law, count: 2}\n"
# code: (the policy, the tags and hints of questions by their keys, the line)
POLICIES: dict[str, tuple[str, dict[str, str], int]] = {
    "not-a-part": ("  behaviour: interactive\n  penalty: half\n", {}, 5),
    "not-a-preset": ("  review: all\n", {}, 4),
    "practice-is-free": ("  practice: true\n  attempts: 3\n", {}, 5),
    "only-interactive": ("  tries: 3\n", {}, 4),
    "check-shows-nothing": ("  review: after-close\n  behaviour: immediate\n", {}, 5),
    "pool-too-small": (POOL, {"mail": "tags: [law]"}, 5),
    "pool-overlap": (
        "  draw:\n    - {tagged: law, count: 1}\n    - {tagged: mail, count: 1}\n",
        {"mail": "tags: [law, mail]"},
        9,
    ),
    "pool-twice": (POOL + "    - {tagged: law, count: 1}\n", {"mail": "tags: [law]"}, 6),
    "only-one-attempt": ("  attempts: 1\n  wait: 30\n", {}, 5),
    "review-takes-back": (
        "  review:\n    right_after: [correct]\n    later: []\n    closed: [correct]\n", {}, 4
    ),
    "pool-marks-differ": (POOL, {"mail": "tags: [law]", "parts": "tags: [law]"}, 5),
    "hints-unused": ("  pass: 80\n", {"mail": "hints: [{en: Look., ru: Смотри.}]"}, 7),
    "too-many-hints": (
        "  behaviour: interactive\n  tries: 2\n",
        {"mail": "hints: [{en: A., ru: А.}, {en: B., ru: Б.}]"},
        8,
    ),
}  # fmt: skip


def written(policy: str, extras: dict[str, str]) -> str:
    """Write the small quiz with another policy, and lines added to some questions."""
    text = FILES[QUIZ].replace(OLD, policy)
    for key, line in extras.items():
        text = text.replace(f"  - key: {key}\n", f"  - key: {key}\n    {line}\n")
    return text
