"""Questions whose key was corrected after people had answered, and what was decided about them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

from lms.base.db import db
from lms.base.errors import NotFound
from lms.catalogue.edition import Edition
from lms.catalogue.queries import TaughtCourse
from lms.catalogue.syllabi import syllabus_of
from lms.courseware.answer_keys import differ
from lms.courseware.questions import Question
from lms.courseware.syllabus import NoSuchItem, Quiz
from lms.learning.attempt import Attempt, AttemptState
from lms.learning.correction import Choice, Correction, Regrading
from lms.learning.queries.prints import quiz_in
from lms.learning.queries.weighing import Corrected


@dataclass(frozen=True, slots=True)
class ChangedQuestion:
    """A question with another key now; `before` are the earlier ones that people answered."""

    before: tuple[Question, ...]
    now: Question
    attempts: int
    decision: Correction | None

    @property
    def key(self) -> str:
        """Give the key of the question."""
        return self.now.key

    @property
    def choice(self) -> Choice | None:
        """Give what was decided last."""
        return Choice(self.decision.choice) if self.decision else None

    @property
    def base(self) -> int:
        """Give the number of the last decision, 0 before the first."""
        return self.decision.number if self.decision else 0


@dataclass(frozen=True, slots=True)
class ChangedQuiz:
    """A quiz with the questions that were corrected."""

    corrected: Corrected
    quiz: Quiz
    questions: tuple[ChangedQuestion, ...]

    @property
    def undecided(self) -> int:
        """Count the questions nobody has decided about."""
        return sum(question.decision is None for question in self.questions)

    @property
    def waits(self) -> bool:
        """Whether something was decided that is not carried out yet."""
        return any(q.decision and q.decision.carried_out_at is None for q in self.questions)


def changed_quizzes(taught: TaughtCourse) -> list[ChangedQuiz]:
    """Give the quizzes of a course whose key was changed under people's answers."""
    number = taught.course.edition_number
    answered = _answered_editions(taught.course.id, number)
    found = []
    for quiz in taught.syllabus.quizzes:
        corrected = Corrected(taught.course.id, taught.edition_id, number, taught.digest, quiz.path)
        questions = tuple(_changed(corrected, quiz, answered.get(quiz.path, {})))
        if questions:
            found.append(ChangedQuiz(corrected, quiz, questions))
    return found


def decided(*, again: bool = False) -> list[Corrected]:
    """Give the quizzes with decisions that are not carried out yet, or with any, oldest first."""
    query = (
        select(Correction.course_id, Edition.id, Edition.number, Edition.digest, Correction.quiz)
        .join(Edition, Edition.id == Correction.edition_id)
        .distinct()
        .order_by(Correction.course_id, Edition.number, Correction.quiz)
    )
    waiting = query if again else query.where(Correction.carried_out_at.is_(None))
    return [Corrected(*row) for row in db.session.execute(waiting)]


def first_regrading(attempt_id: int) -> Regrading | None:
    """Give the first correction of a result: what it was before any of them."""
    return db.session.scalar(
        select(Regrading).where(Regrading.attempt_id == attempt_id).order_by(Regrading.id).limit(1)
    )


def _changed(
    corrected: Corrected, quiz: Quiz, answered: dict[int, tuple[str, int]]
) -> Iterator[ChangedQuestion]:
    """The questions that some edition with answers marks by another key than the newest."""
    earlier = [
        (_quiz_or_none(edition_id, digest, quiz.path), attempts)
        for edition_id, (digest, attempts) in sorted(answered.items())
    ]
    decisions = _decisions(corrected)
    for question in quiz.questions:
        before: list[Question] = []
        attempts = 0
        for printed, count in earlier:
            old = _question_or_none(printed, question.key)
            if old is not None and differ(old, question):
                attempts += count
                before += [] if any(not differ(old, other) for other in before) else [old]
        if before:
            decision = decisions.get(question.key)
            yield ChangedQuestion(tuple(before), question, attempts, decision)


def _answered_editions(course_id: int, number: int) -> dict[str, dict[int, tuple[str, int]]]:
    """By quiz: the earlier editions in which it was handed in, with how many attempts."""
    rows = db.session.execute(
        select(Attempt.quiz, Edition.id, Edition.digest, func.count())
        .join(Edition, Edition.id == Attempt.edition_id)
        .where(
            Edition.course_id == course_id,
            Edition.number < number,
            Attempt.state != AttemptState.OPEN,
        )
        .group_by(Attempt.quiz, Edition.id, Edition.digest)
    )
    found: dict[str, dict[int, tuple[str, int]]] = defaultdict(dict)
    for quiz, edition_id, digest, count in rows:
        found[quiz][edition_id] = (digest, count)
    return found


def _decisions(corrected: Corrected) -> dict[str, Correction]:
    """What was decided last about each question of the newest edition."""
    rows = db.session.scalars(
        select(Correction)
        .where(Correction.edition_id == corrected.edition_id, Correction.quiz == corrected.path)
        .order_by(Correction.number)
    )
    return {correction.question: correction for correction in rows}


def _quiz_or_none(edition_id: int, digest: str, path: str) -> Quiz | None:
    try:
        return quiz_in(syllabus_of(edition_id, digest), path)
    except NotFound:
        return None


def _question_or_none(quiz: Quiz | None, key: str) -> Question | None:
    try:
        return quiz.question(key) if quiz else None
    except NoSuchItem:
        return None
