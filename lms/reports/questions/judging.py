"""Judges stored answers by the key of the question they were given to, each kind of answer once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from lms.courseware.questions import Question
from lms.courseware.questions.options import chosen
from lms.courseware.syllabus import Quiz
from lms.reports.questions.gathering import UNIT
from lms.reports.questions.versions import version_of

MOST_KEPT = 4_096
LONGEST = 120  # characters of a text that is counted
RIGHT = "=right"  # stands for every right answer of a question without options
Judgement = tuple[int, tuple[str, ...]]


@dataclass(slots=True)
class Judge:
    """One question of one edition: what an answer gains and how it is counted.

    An option counts as `=key`. Where there are no options, right answers count as `=right`, all
    others as `~` and the text, of short texts in small letters.
    """

    question: Question
    version: str
    marks: int
    language: str
    _kept: dict[str | None, Judgement] = field(default_factory=dict)

    def judged(self, raw: str | None) -> Judgement:
        """Give units gained and what was answered, for a payload as JSON text; None is blank."""
        known = self._kept.get(raw)
        if known is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            known = self._kept[raw] = self._judged(json.loads(raw) if raw else {})
        return known

    def _judged(self, payload: object) -> Judgement:
        question = self.question
        if question.is_blank(payload):
            return 0, ()
        gained = question.grade(payload)
        units = round(gained * question.marks * UNIT)
        picked = chosen(payload) & frozenset(question.option_keys)
        if picked:
            return units, tuple(f"={key}" for key in question.option_keys if key in picked)
        if gained == 1:
            return units, (RIGHT,)
        words = " ".join(question.answer_in_words(self.language, payload).split())
        if question.type == "short":
            words = words.casefold()
        return units, (f"~{words[:LONGEST]}",)


def judges_of(quiz: Quiz, language: str) -> Mapping[str, Judge]:
    """Give a judge for each question of a quiz that is marked without a trainer, by its key."""
    return {
        question.key: Judge(question, version_of(question), question.marks, language)
        for question in quiz.questions
        if not question.is_marked_by_hand
    }
