"""Checks a quiz's policy against its questions: pools that suffice, hints that are seen."""

from lms.courseware.lined import Lined
from lms.courseware.quiz_shapes import QuizShape
from lms.courseware.reading import Reading


def check_policy(reading: Reading, file: str, lined: Lined, shape: QuizShape) -> None:
    """Say what does not agree in the policy, and between it and the questions."""
    for code, path, values in shape.policy.findings():
        reading.say(code, file, lined.line(["policy", *path]), **values)
    _check_pools(reading, file, lined, shape)
    _check_overlaps(reading, file, lined, shape)
    _check_hints(reading, file, lined, shape)


def _check_pools(reading: Reading, file: str, lined: Lined, shape: QuizShape) -> None:
    """A pool that runs dry would keep everybody from starting: it is found before that."""
    seen: set[str] = set()
    for index, pool in enumerate(shape.policy.draw):
        line = lined.line(["policy", "draw", index])
        tagged = [question for question in shape.questions if pool.tagged in question.tags]
        if pool.tagged in seen:
            reading.say("pool-twice", file, line, tag=pool.tagged)
        seen.add(pool.tagged)
        if len(tagged) < pool.count:
            said = {"tag": pool.tagged, "found": str(len(tagged)), "count": str(pool.count)}
            reading.say("pool-too-small", file, line, **said)
        if len({question.marks for question in tagged}) > 1:
            reading.say("pool-marks-differ", file, line, tag=pool.tagged)


def _check_overlaps(reading: Reading, file: str, lined: Lined, shape: QuizShape) -> None:
    """A question is drawn from one pool."""
    drawn = {pool.tagged for pool in shape.policy.draw}
    for index, question in enumerate(shape.questions):
        mine = [tag for tag in dict.fromkeys(question.tags) if tag in drawn]
        if len(mine) > 1:
            line = lined.line(["questions", index, "tags"])
            reading.say("pool-overlap", file, line, tag=mine[0], other=mine[1])


def _check_hints(reading: Reading, file: str, lined: Lined, shape: QuizShape) -> None:
    """A hint follows a wrong try that is not the last."""
    policy = shape.policy
    for index, question in enumerate(shape.questions):
        if not question.hints:
            continue
        line = lined.line(["questions", index, "hints"])
        if policy.behaviour != "interactive":
            reading.say("hints-unused", file, line)
        elif len(question.hints) >= policy.tries:
            said = {"hints": str(len(question.hints)), "tries": str(policy.tries)}
            reading.say("too-many-hints", file, line, **said)
