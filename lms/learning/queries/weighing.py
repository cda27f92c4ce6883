"""What attempts come to by today's corrections, or by those that are only thought of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Select, and_, func, select

from lms.base.db import db
from lms.catalogue.edition import Edition
from lms.catalogue.syllabi import syllabus_of
from lms.courseware.answer_keys import differ
from lms.courseware.syllabus import NoSuchItem, Quiz
from lms.learning.attempt import Attempt, AttemptState
from lms.learning.correction import Choice
from lms.learning.grading import Amendment, Given, Result, credits_of, decimal_of, result_of
from lms.learning.queries.answers import checked_of, payloads_of, points_of
from lms.learning.queries.prints import Print, print_of, quiz_in

BATCH = 500  # attempts read at once


@dataclass(frozen=True, slots=True)
class Corrected:
    """A quiz of a course as its newest edition has it, which earlier attempts are held against."""

    course_id: int
    edition_id: int
    edition_number: int
    digest: str
    path: str

    @property
    def quiz(self) -> Quiz:
        """Give the quiz with its present key; raises NotFound where it is no longer there."""
        return quiz_in(syllabus_of(self.edition_id, self.digest), self.path)

    @property
    def earlier(self) -> ColumnElement[bool]:
        """Say which attempts were answered before: those of earlier editions of the course."""
        editions = select(Edition.id).where(
            Edition.course_id == self.course_id, Edition.number < self.edition_number
        )
        return and_(Attempt.quiz == self.path, Attempt.edition_id.in_(editions))


@dataclass(frozen=True, slots=True)
class Weights:
    """Weighs attempts; `wished` are decisions about the newest edition that are not made yet."""

    corrected: Corrected
    wished: Mapping[str, Choice] = field(default_factory=dict)
    _prints: dict[int, Print] = field(default_factory=dict)

    def results(self, attempts: Sequence[Attempt]) -> Iterator[tuple[Attempt, Result]]:
        """Give what each attempt comes to: three statements for all of them."""
        ids = [attempt.id for attempt in attempts]
        payloads, checks, points = payloads_of(ids), checked_of(ids), points_of(ids)
        for attempt in attempts:
            printed = self.printed(attempt.edition_id)
            given = Given(
                payloads.get(attempt.id, {}),
                checks.get(attempt.id, {}),
                points.get(attempt.id, {}),
                self.amendments(attempt.edition_id),
            )
            keys = attempt.arrangement["questions"]
            yield attempt, result_of(printed.quiz, credits_of(printed.quiz, keys, given))

    def printed(self, edition_id: int) -> Print:
        """Give the quiz of an edition with the decisions that stand."""
        if edition_id not in self._prints:
            self._prints[edition_id] = print_of(edition_id, self.corrected.path)
        return self._prints[edition_id]

    def amendments(self, edition_id: int) -> dict[str, tuple[Amendment, ...]]:
        """Give the decisions that stand for an edition, those that are wished in their place."""
        printed = self.printed(edition_id)
        found: dict[str, tuple[Amendment, ...]] = dict(printed.amendments)
        for key, choice in self.wished.items():
            standing = printed.amendments.get(key, ())
            kept = [dated for dated in standing if dated.edition_id != self.corrected.edition_id]
            found[key] = (*kept, *self._wish(printed, key, choice))
        return found

    def _wish(self, printed: Print, key: str, choice: Choice) -> Iterator[Amendment]:
        try:
            own, corrected = printed.quiz.question(key), self.corrected.quiz.question(key)
        except NoSuchItem:
            return
        if differ(own, corrected):
            yield Amendment(choice, corrected)


def handed_in(corrected: Corrected) -> Select[Attempt]:
    """Give the attempts that a correction may change, in the order of their ids."""
    return (
        select(Attempt)
        .where(corrected.earlier, Attempt.state != AttemptState.OPEN)
        .order_by(Attempt.id)
    )


def count_handed_in(corrected: Corrected) -> int:
    """Count them."""
    counted = select(func.count()).select_from(Attempt)
    return db.session.scalars(
        counted.where(corrected.earlier, Attempt.state != AttemptState.OPEN)
    ).one()


def is_changed(attempt: Attempt, result: Result) -> bool:
    """Say whether the result is another one than is stored."""
    return (attempt.marks, attempt.percent, attempt.passed) != (
        decimal_of(result.marks),
        result.percent,
        result.passed,
    )
