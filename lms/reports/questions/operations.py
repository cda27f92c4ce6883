"""Analyses quizzes: reads every finished attempt once, in batches, and stores what comes of it.

Time is taken from when answers were saved: the time before a save belongs to the question that is
saved, so the times of an attempt add up to the attempt. Nothing is said where that would not be
honest: of an attempt whose answers to several questions arrived in the same second (they waited on
a phone without a line), and of a question before which somebody was away for half an hour.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import DateTime, Integer, Text, cast, func, select, type_coerce

from lms.base import clock
from lms.base.db import db
from lms.base.insertion import insert_into
from lms.catalogue.course import Course
from lms.catalogue.edition import Edition
from lms.catalogue.syllabi import syllabus_of
from lms.courseware.syllabus import NoSuchItem, Quiz
from lms.learning.answer import Answer
from lms.learning.attempt import Attempt, AttemptState
from lms.learning.enrolment import Enrolment
from lms.learning.mark import Mark
from lms.reports.questions.analysis import Analysis
from lms.reports.questions.figures import dumped, figures_of
from lms.reports.questions.gathering import Gathering, Reply
from lms.reports.questions.judging import Judge, judges_of

BATCH = 500  # attempts read at a time
AWAY = timedelta(minutes=30)
TOGETHER = timedelta(seconds=1)
FOR_EVER = timedelta(days=36_500)
# Attempt, question, whether aside, saved at, response as JSON text.
Saves = Sequence[tuple[int, str, int, datetime, str]]
# Millions of rows: tables instead of nouns, answers as text and moments as the engine gives them.
_MOMENT = DateTime(timezone=True)
_attempts, _answers, _enrolments = Attempt.__table__, Answer.__table__, Enrolment.__table__


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A quiz with what was handed in so far: how many attempts, and when the newest."""

    course_id: int
    course: str
    quiz: str
    attempts: int
    newest_at: datetime


@dataclass(frozen=True, slots=True)
class Analysed:
    """The two answers to «of which attempts?»: the first of each person, and all."""

    first: Gathering
    all: Gathering


def quizzes_handed_in(course: str | None = None, *, changed: bool = False) -> list[HandedIn]:
    """Give the quizzes that somebody has handed in; `changed`: more than the last analysis saw."""
    count, newest = func.count(Attempt.id), func.max(Attempt.submitted_at)
    query = (
        select(Enrolment.course_id, Course.key, Attempt.quiz, count, newest)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(Course, Course.id == Enrolment.course_id)
        .where(Attempt.state == AttemptState.FINISHED, Attempt.submitted_at.is_not(None))
        .group_by(Enrolment.course_id, Course.key, Attempt.quiz)
        .order_by(Course.key, Attempt.quiz)
    )
    if course is not None:
        query = query.where(Course.key == course)
    if changed:
        query = query.outerjoin(
            Analysis,
            (Analysis.course_id == Enrolment.course_id) & (Analysis.quiz == Attempt.quiz),
        ).having((func.max(Analysis.attempts).is_(None)) | (func.max(Analysis.attempts) != count))
    return [
        HandedIn(course_id, key, quiz, attempts, newest_at)
        for course_id, key, quiz, attempts, newest_at in db.session.execute(query)
        if newest_at is not None
    ]


def gathered(handed: HandedIn, advance: Callable[[int], object] = lambda _: None) -> Analysed:
    """Read all finished attempts at a quiz; `advance` is told how many more are read."""
    first, later, known = Gathering(), Gathering(), _Editions(handed.quiz)
    for batch in _batches(handed):
        saves = _saves([row.id for row in batch])
        points = _points([row.id for row in batch])
        for row in batch:
            quiz = known.printed(row.edition_id)
            replies = _replies(row, quiz, saves.get(row.id, ()), points.get(row.id, {}))
            (first if row.is_first else later).take(row.enrolment_id, replies)
        advance(len(batch))
    later.merge(first)
    return Analysed(first, later)


def store(handed: HandedIn, analysed: Analysed) -> None:
    """Keep what was computed. Of two that did so at once, whoever saw more attempts is kept."""
    values = {
        "course_id": handed.course_id,
        "quiz": handed.quiz,
        "figures": {
            "first": dumped(figures_of(analysed.first)),
            "all": dumped(figures_of(analysed.all)),
        },
        "attempts": handed.attempts,
        "newest_at": handed.newest_at,
        "computed_at": clock.now(),
    }
    adding = insert_into(Analysis).values(values)
    new = {name: adding.excluded[name] for name in values if name not in ("course_id", "quiz")}
    db.session.execute(
        adding.on_conflict_do_update(
            index_elements=["course_id", "quiz"],
            set_=new,
            where=Analysis.__table__.c.attempts <= adding.excluded["attempts"],
        )
    )


@dataclass(frozen=True, slots=True)
class _Print:
    """A quiz as one edition has it: its judges by the keys of its questions.

    Where questions are drawn, only the attempt knows which were asked.
    """

    judges: Mapping[str, Judge]
    is_drawn: bool

    def asked(self, arrangement: str) -> Iterable[str]:
        """Give the keys of the questions that were asked, for an arrangement as JSON text."""
        return json.loads(arrangement).get("questions", ()) if self.is_drawn else self.judges


class _Editions:
    """A quiz in each edition that was tried, prepared once."""

    def __init__(self, quiz: str) -> None:
        self._quiz = quiz
        self._known: dict[int, _Print] = {}
        self._versions: dict[str, Judge] = {}

    def printed(self, edition_id: int) -> _Print:
        """Give the quiz of an edition; one without questions where it is no longer a quiz."""
        if edition_id not in self._known:
            self._known[edition_id] = self._made(edition_id)
        return self._known[edition_id]

    def _made(self, edition_id: int) -> _Print:
        digest = db.session.scalars(select(Edition.digest).where(Edition.id == edition_id)).one()
        syllabus = syllabus_of(edition_id, digest)
        try:
            item = syllabus.item_at(self._quiz)
        except NoSuchItem:
            return _Print({}, is_drawn=False)
        if not isinstance(item, Quiz):
            return _Print({}, is_drawn=False)
        made = judges_of(item, syllabus.languages[0])
        known = {key: self._versions.setdefault(each.version, each) for key, each in made.items()}
        return _Print(known, is_drawn=bool(item.policy.pools))


def _batches(handed: HandedIn) -> Iterator[Sequence[Any]]:
    """All finished attempts in the order they were begun, without ever holding all of them."""
    earlier = _attempts.alias()
    before = (
        select(earlier.c.id)
        .where(
            earlier.c.enrolment_id == _attempts.c.enrolment_id,
            earlier.c.quiz == _attempts.c.quiz,
            earlier.c.number < _attempts.c.number,
            earlier.c.state == AttemptState.FINISHED,
        )
        .exists()
    )
    query = (
        select(
            _attempts.c.id,
            _attempts.c.enrolment_id,
            _attempts.c.edition_id,
            type_coerce(_attempts.c.started_at, _MOMENT).label("started_at"),
            cast(_attempts.c.arrangement, Text).label("arrangement"),
            (~before).label("is_first"),
        )
        .join(_enrolments, _enrolments.c.id == _attempts.c.enrolment_id)
        .where(
            _enrolments.c.course_id == handed.course_id,
            _attempts.c.quiz == handed.quiz,
            _attempts.c.state == AttemptState.FINISHED,
        )
        .order_by(_attempts.c.id)
        .limit(BATCH)
    )
    last = 0
    while batch := db.session.execute(query.where(_attempts.c.id > last)).all():
        yield batch
        last = batch[-1].id


def _saves(attempt_ids: Sequence[int]) -> dict[int, Saves]:
    """Everything saved in these attempts, in the order it came in."""
    rows = db.session.execute(
        select(
            _answers.c.attempt_id,
            _answers.c.question,
            type_coerce(_answers.c.aside, Integer),
            type_coerce(_answers.c.saved_at, _MOMENT),
            cast(_answers.c.response, Text),
        )
        .where(_answers.c.attempt_id.in_(attempt_ids))
        .order_by(_answers.c.attempt_id, _answers.c.id)
    )
    saves: dict[int, Any] = defaultdict(list)
    for row in rows:
        saves[row[0]].append(row)
    return saves


def _points(attempt_ids: Sequence[int]) -> dict[int, dict[str, Mapping[str, object]]]:
    """What trainers gave by hand, by attempt and question: the newest mark counts."""
    rows = db.session.execute(
        select(Mark.attempt_id, Mark.question, Mark.points)
        .where(Mark.attempt_id.in_(attempt_ids))
        .order_by(Mark.number)
    )
    points: dict[int, dict[str, Mapping[str, object]]] = defaultdict(dict)
    for attempt_id, question, given in rows:
        points[attempt_id][question] = given
    return points


def _replies(
    row: Any, quiz: _Print, saves: Saves, points: Mapping[str, Mapping[str, object]]
) -> list[Reply]:
    """What an attempt says to each of its questions: the newest answer that is not aside."""
    newest = {question: response for _, question, aside, _, response in saves if not aside}
    seconds = seconds_taken(row.started_at, saves)
    judges, replies = quiz.judges, []
    for key in quiz.asked(row.arrangement):
        judge = judges.get(key)
        if judge is None:
            continue
        raw = newest.get(key)
        judged = judge.judged_by_hand(raw, points.get(key)) if judge.by_hand else judge.judged(raw)
        if judged is not None:
            units, parts = judged
            taken = seconds.get(key) if parts else None
            replies.append(Reply(judge.version, judge.marks, units, parts, taken))
    return replies


def seconds_taken(started_at: datetime, saves: Saves) -> dict[str, int]:
    """Give the whole seconds each question took; empty where the times would not be honest."""
    taken: dict[str, timedelta] = {}
    before, moment = "", started_at
    for _, question, _, saved_at, _ in saves:
        gap = saved_at - moment
        if gap < TOGETHER and before and question != before:
            return {}
        # Once somebody was away, the time of the question stays above what is told.
        taken[question] = taken[question] + gap if question in taken else gap
        if gap > AWAY:
            taken[question] += FOR_EVER
        before, moment = question, saved_at
    return {key: int(gap.total_seconds()) for key, gap in taken.items() if gap < FOR_EVER}
