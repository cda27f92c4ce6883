"""The record of one person in a course: every item with its day, every attempt with its result."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby

from sqlalchemy import select

from lms.base.db import db
from lms.base.errors import NotFound
from lms.catalogue.queries import TaughtCourse
from lms.courseware.completion import missing_before, rule_of
from lms.courseware.rules import Rule
from lms.courseware.syllabus import Item, Quiz
from lms.courseware.texts import Text
from lms.learning.attempt import Attempt
from lms.learning.playthrough import Playthrough
from lms.learning.progress import THE_COURSE
from lms.learning.queries.happenings import Happening, happenings_of
from lms.learning.queries.journeys import completions_of
from lms.reports.learners import Learner
from lms.reports.roll import learner_in


@dataclass(frozen=True, slots=True)
class Try:
    """One attempt: when, and what it came to in per cent; the answers are not the trainer's."""

    number: int
    started_at: datetime
    submitted_at: datetime | None
    percent: Decimal | None
    passed: bool | None


@dataclass(frozen=True, slots=True)
class Played:
    """One playthrough: when; what was decided is not the trainer's."""

    number: int
    started_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class RecordItem:
    """An item of the person's own edition; `tries` belong to a quiz, `plays` to a scenario.

    `missing` is what keeps it closed, `happenings` what has happened to it, oldest first.
    """

    item: Item
    done_at: datetime | None
    tries: tuple[Try, ...]
    left: int | None
    rule: type[Rule]
    missing: tuple[Item, ...]
    happenings: tuple[Happening, ...]
    plays: tuple[Played, ...] = ()

    @property
    def title(self) -> Text:
        """Give the title of the item."""
        return self.item.title

    @property
    def is_quiz(self) -> bool:
        """Whether it is a quiz."""
        return isinstance(self.item, Quiz)

    @property
    def is_by_hand(self) -> bool:
        """Whether it counts as done because a trainer says so, and for nothing else."""
        return self.done_at is not None and bool(self.happenings) and self.happenings[-1].is_by_hand


@dataclass(frozen=True, slots=True)
class RecordModule:
    """One module of the person's own edition."""

    title: Text
    items: tuple[RecordItem, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """A person with everything done, in the order of the edition they began.

    `happenings` are those of the course as a whole.
    """

    enrolment_id: int
    learner: Learner
    modules: tuple[RecordModule, ...]
    happenings: tuple[Happening, ...]


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """One item of one person."""

    enrolment_id: int
    learner: Learner
    course_title: Text
    record: RecordItem

    @property
    def item(self) -> Item:
        """Give the item."""
        return self.record.item


def record_of(taught: TaughtCourse, key: str, at: datetime) -> Record:
    """Find one person of the course by the key of the enrolment; raises NotFound."""
    enrolment_id, learner, syllabus = learner_in(taught, key, at)
    done, tries = completions_of([enrolment_id]), _tries_of(enrolment_id)
    happenings = happenings_of([enrolment_id])
    paths = {item.path for item in syllabus.items if (enrolment_id, item.path) in done}
    plays = _plays_of(enrolment_id)

    def seen(item: Item) -> RecordItem:
        attempts = tries.get(item.path, ())
        allowed = item.policy.attempts if isinstance(item, Quiz) else None
        return RecordItem(
            item,
            done.get((enrolment_id, item.path)),
            attempts,
            None if allowed is None else max(0, allowed - len(attempts)),
            rule_of(syllabus, item),
            tuple(map(syllabus.item_at, missing_before(syllabus, item.path, paths))),
            happenings.get((enrolment_id, item.path), ()),
            plays.get(item.path, ()),
        )

    return Record(
        enrolment_id,
        learner,
        tuple(
            RecordModule(module.title, tuple(seen(item) for item in module.items))
            for module in syllabus.modules
        ),
        happenings.get((enrolment_id, THE_COURSE), ()),
    )


def item_record(taught: TaughtCourse, key: str, path: str, at: datetime) -> ItemRecord:
    """Find one item of one person of the course; raises NotFound."""
    record = record_of(taught, key, at)
    for module in record.modules:
        for item in module.items:
            if item.item.path == path:
                return ItemRecord(record.enrolment_id, record.learner, taught.syllabus.title, item)
    raise NotFound(path)


def _tries_of(enrolment_id: int) -> dict[str, tuple[Try, ...]]:
    """Give the attempts by the path of their quiz, oldest first."""
    rows = db.session.execute(
        select(
            Attempt.quiz,
            Attempt.number,
            Attempt.started_at,
            Attempt.submitted_at,
            Attempt.percent,
            Attempt.passed,
        )
        .where(Attempt.enrolment_id == enrolment_id)
        .order_by(Attempt.quiz, Attempt.number)
    )
    return {
        quiz: tuple(Try(*row[1:]) for row in group)
        for quiz, group in groupby(rows, key=lambda row: row.quiz)
    }


def _plays_of(enrolment_id: int) -> dict[str, tuple[Played, ...]]:
    """Give the playthroughs by the path of their scenario, oldest first."""
    rows = db.session.execute(
        select(
            Playthrough.scenario,
            Playthrough.number,
            Playthrough.started_at,
            Playthrough.finished_at,
        )
        .where(Playthrough.enrolment_id == enrolment_id)
        .order_by(Playthrough.scenario, Playthrough.number)
    )
    return {
        scenario: tuple(Played(*row[1:]) for row in group)
        for scenario, group in groupby(rows, key=lambda row: row.scenario)
    }
