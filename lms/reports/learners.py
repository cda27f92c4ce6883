"""The people of a course as their trainer sees them: how far, since when, and what comes next.

Names and results only: no address, no username, no answer.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from lms.courseware.scenario import Scenario
from lms.courseware.syllabus import Item, Module, Quiz, Syllabus
from lms.courseware.texts import Text
from lms.learning.enrolment import Standing
from lms.learning.queries.journeys import QuizRecord

Moments = dict[tuple[int, str], datetime]
Records = dict[tuple[int, str], QuizRecord]


@dataclass(frozen=True, slots=True)
class QuizResult:
    """What a person has come to in one quiz; `best` is in per cent, None before any result."""

    path: str
    title: Text
    attempts: int
    best: Decimal | None
    is_open: bool
    passed: bool
    left: int | None
    waits: bool = False

    @property
    def is_exhausted(self) -> bool:
        """Whether it is not passed and may not be tried again: somebody has to help."""
        return not (self.passed or self.is_open or self.waits) and self.left == 0


@dataclass(frozen=True, slots=True)
class Playing:
    """What a person has come to in one scenario; which way they went is theirs."""

    path: str
    times: int
    finished: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """One module of a person: a state for each item, results of quizzes, scenarios played."""

    states: tuple[str, ...]
    quizzes: tuple[QuizResult, ...]
    scenarios: tuple[Playing, ...] = ()

    @property
    def done(self) -> int:
        """Count the items done."""
        return self.states.count("done")


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """One person in the course.

    `stretches` follow the modules of the newest edition; `done` of `total` counts the items of
    the edition that the person began, `next_title` is the first of them that is open and not done.
    """

    key: str
    name: str
    standing: Standing
    edition: int
    enrolled_at: datetime
    started_at: datetime | None
    last_active_at: datetime
    completed_at: datetime | None
    silent_days: int
    done: int
    total: int
    next_title: Text | None
    stretches: tuple[Stretch, ...]

    @property
    def is_stuck_at(self) -> QuizResult | None:
        """Give a quiz that the person has no attempt left for, or None."""
        if self.standing is Standing.FINISHED:
            return None
        quizzes = (quiz for stretch in self.stretches for quiz in stretch.quizzes)
        return next((quiz for quiz in quizzes if quiz.is_exhausted), None)


def stretches_of(
    enrolment_id: int,
    syllabus: Syllabus,
    modules: tuple[Module, ...],
    done: Moments,
    records: Records,
) -> tuple[Stretch, ...]:
    """Give a stretch for each of `modules`, with the items that the person's own edition has."""
    own = {module.key: module for module in syllabus.modules}
    return tuple(
        _stretch(enrolment_id, own[module.key].items if module.key in own else (), done, records)
        for module in modules
    )


def _stretch(
    enrolment_id: int, items: tuple[Item, ...], done: Moments, records: Records
) -> Stretch:
    nothing = QuizRecord()
    seen = [
        (item, (enrolment_id, item.path) in done, records.get((enrolment_id, item.path), nothing))
        for item in items
    ]
    return Stretch(
        states=tuple(_state(is_done, record) for _, is_done, record in seen),
        quizzes=tuple(
            _result(item, record, passed=is_done)
            for item, is_done, record in seen
            if isinstance(item, Quiz)
        ),
        scenarios=tuple(
            Playing(item.path, record.attempts, is_done)
            for item, is_done, record in seen
            if isinstance(item, Scenario)
        ),
    )


def _state(is_done: bool, record: QuizRecord) -> str:  # noqa: FBT001  a pair out of a tuple
    """Name the state for a strip: `done`, `now` or `none`."""
    return "done" if is_done else "now" if record.attempts else "none"


def _result(quiz: Quiz, record: QuizRecord, *, passed: bool) -> QuizResult:
    allowed = quiz.policy.attempts
    return QuizResult(
        path=quiz.path,
        title=quiz.title,
        attempts=record.attempts,
        best=record.best,
        is_open=record.is_open,
        passed=passed,
        left=None if allowed is None else max(0, allowed - record.attempts),
        waits=record.waits,
    )
