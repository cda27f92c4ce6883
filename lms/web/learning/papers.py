"""An open attempt as its pages show it: made of views that cannot carry an answer key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lms.base import clock
from lms.base.i18n import current_locale
from lms.base.tokens import fresh_key
from lms.courseware.questions import QuestionView
from lms.courseware.texts import Html, Text
from lms.learning.answer import Answer
from lms.learning.queries.tries import Paper, answers_that_count, checks_of
from lms.web.learning.checked import Checked, checked_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One question of the attempt with what was answered; `base` marks the answer that counts.

    `values` are the fields of its form, by their names. `checked` is None where nothing can be
    checked before handing in.
    """

    number: int
    view: QuestionView
    values: Mapping[str, list[str]]
    is_blank: bool
    base: str
    op_id: str
    saved_at: datetime | None
    page: int = 1
    checked: Checked | None = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole attempt: all questions in the order drawn for it, and the one looked at."""

    key: str
    number: int
    title: Text
    intro: Html | None
    course_key: str
    quiz: str
    current: int
    seconds_left: int | None
    is_over: bool
    entries: tuple[Entry, ...]

    @property
    def page(self) -> int:
        """Give the page of the question looked at, counted from 1."""
        return self.entries[self.current - 1].page

    @property
    def is_paged(self) -> bool:
        """Whether several questions stand on one page."""
        return self.entries[-1].page < len(self.entries)

    @property
    def blank(self) -> list[Entry]:
        """Give the questions without an answer."""
        return [entry for entry in self.entries if entry.is_blank]


@dataclass(frozen=True, slots=True)
class Refused:
    """What a person typed that was no answer, to be shown again with the reason."""

    question: str
    values: Mapping[str, list[str]]
    reason: str


def sheet_of(paper: Paper, wanted: int = 1, refused: Refused | None = None) -> Sheet:
    """Lay out the attempt with question number `wanted` on top."""
    attempt, quiz, at = paper.attempt, paper.quiz, clock.now()
    answers = answers_that_count(attempt.id)
    checks = checks_of(attempt.id) if quiz.policy.tries_allowed else {}
    entries = tuple(
        _entry(paper, number, answers.get(key), checks.get(key, ()), refused)
        for number, key in enumerate(attempt.arrangement["questions"], 1)
    )
    return Sheet(
        key=attempt.key,
        number=attempt.number,
        title=quiz.title,
        intro=quiz.intro,
        course_key=paper.course_key,
        quiz=quiz.path,
        current=min(max(wanted, 1), len(entries)),
        seconds_left=attempt.seconds_left(at),
        is_over=attempt.has_expired(at),
        entries=entries,
    )


def number_of(paper: Paper, question: str) -> int:
    """Give the number of a question in the order drawn, counted from 1; 1 for an unknown one."""
    keys = paper.attempt.arrangement["questions"]
    return keys.index(question) + 1 if question in keys else 1


def _entry(
    paper: Paper,
    number: int,
    answer: Answer | None,
    checks: Sequence[object],
    refused: Refused | None,
) -> Entry:
    arrangement, quiz = paper.attempt.arrangement, paper.quiz
    question = quiz.question(arrangement["questions"][number - 1])
    order = arrangement["options"].get(question.key)
    payload = answer.response if answer else {}
    mine = refused if refused and refused.question == question.key else None
    return Entry(
        number=number,
        view=question.view(current_locale(), order),
        values=mine.values if mine else question.given(payload),
        is_blank=question.is_blank(payload),
        base=answer.op_id if answer else "",
        op_id=fresh_key(),
        saved_at=answer.saved_at if answer else None,
        page=(number - 1) // (quiz.policy.questions_per_page or len(quiz.questions)) + 1,
        checked=checked_of(quiz, question, checks, order),
        error=mine.reason if mine else "",
    )
