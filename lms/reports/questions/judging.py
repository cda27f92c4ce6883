"""Judges stored answers by the key of the question they were given to, each kind of answer once.

How an answer is counted: an option as `=key`; a part of a question that has several as
`=part:value`, where nothing behind the colon stands for whatever is right; right answers that were
typed as `=right`, all others as `~` and the text; what a trainer marks as `=given`.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lms.courseware.questions import Question
from lms.courseware.questions.by_hand import MarkedByHand
from lms.courseware.questions.gap import GapText
from lms.courseware.questions.options import chosen
from lms.courseware.questions.parts import Parted
from lms.courseware.syllabus import Quiz
from lms.reports.questions.gathering import UNIT
from lms.reports.questions.versions import version_of

MOST_KEPT = 4_096
LONGEST = 120  # characters of a text that is counted
RIGHT = "=right"
GIVEN = "=given"
Judgement = tuple[int, tuple[str, ...]]


@dataclass(slots=True)
class Judge:
    """One question of one edition: what an answer gains and how it is counted.

    `by_hand` says that a trainer marks the answers.
    """

    question: Question
    version: str
    marks: int
    language: str
    by_hand: bool = False
    _kept: dict[str | None, Judgement] = field(default_factory=dict)

    def judged(self, raw: str | None) -> Judgement:
        """Give units gained and what was answered, for a payload as JSON text; None is blank."""
        known = self._kept.get(raw)
        if known is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            known = self._kept[raw] = self._judged(json.loads(raw) if raw else {})
        return known

    def judged_by_hand(
        self, raw: str | None, points: Mapping[str, object] | None
    ) -> Judgement | None:
        """Give the same for an answer that a trainer marks; None while it waits."""
        question = self.question
        if question.is_blank(json.loads(raw) if raw else {}):
            return 0, ()
        if points is None or not isinstance(question, MarkedByHand):
            return None
        return round(question.credit(points) * self.marks * UNIT), (GIVEN,)

    def _judged(self, payload: object) -> Judgement:
        question = self.question
        if question.is_blank(payload):
            return 0, ()
        gained = question.grade(payload)
        units = round(gained * self.marks * UNIT)
        if isinstance(question, Parted):
            return units, tuple(_parts(question, payload))
        picked = chosen(payload) & frozenset(question.option_keys)
        if picked:
            return units, tuple(f"={key}" for key in question.option_keys if key in picked)
        if gained == 1:
            return units, (RIGHT,)
        words = " ".join(question.answer_in_words(self.language, payload).split())
        if question.type == "short":
            words = words.casefold()
        return units, (f"~{words[:LONGEST]}",)


def _parts(question: Parted, payload: object) -> Iterator[str]:
    """Count each part that was answered."""
    for part, value in question.answered(payload).items():
        if not _is_typed(question, part):
            yield f"={part}:{value}"
        elif question.is_right(part, value):
            yield f"={part}:"
        else:
            yield f"~{part}: {' '.join(value.casefold().split())[:LONGEST]}"


def _is_typed(question: Parted, part: str) -> bool:
    """Whether a part is written and not chosen."""
    gaps = question.gaps if isinstance(question, GapText) else ()
    return any(gap.key == part and gap.accept is not None for gap in gaps)


def judges_of(quiz: Quiz, language: str) -> Mapping[str, Judge]:
    """Give a judge for each question of a quiz, by its key."""
    return {
        question.key: Judge(
            question, version_of(question), question.marks, language, question.is_marked_by_hand
        )
        for question in quiz.questions
    }
