"""What other rules would mean: who would finish by them, before anybody is moved to them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select

from lms.base.db import db
from lms.courseware.completion import counted_items, is_complete, rule_of
from lms.courseware.syllabus import Item, Quiz, Syllabus
from lms.learning.attempt import Attempt, AttemptState
from lms.learning.enrolment import Enrolment
from lms.learning.grade import Grade
from lms.learning.playthrough import Playthrough
from lms.learning.progress import Cause, Completion

BATCH = 500
HANDED_IN = (AttemptState.SUBMITTED, AttemptState.FINISHED)


@dataclass(frozen=True, slots=True)
class Foresight:
    """The people a move would concern: `people` in all, of whom `finished` have finished before.

    `gain` would finish by the move. `keep` have finished, would not have by these rules, and stay
    finished: what is earned is never taken away, so nobody ever loses.
    """

    people: int = 0
    finished: int = 0
    gain: int = 0
    keep: int = 0
    lose: int = 0


@dataclass(frozen=True, slots=True)
class Account:
    """What one person has done: what stands, and everything that any rule could ask for."""

    enrolment_id: int
    has_finished: bool
    done: Set[str]
    deeds: Mapping[str, Set[Cause]]
    grades: Mapping[str, Decimal]

    def deeds_in(self, item: Item) -> Set[Cause]:
        """Give what was done with an item; a grade may be enough for a lower pass mark."""
        known = self.deeds.get(item.path, frozenset())
        grade = self.grades.get(item.path)
        if isinstance(item, Quiz) and grade is not None and grade >= item.policy.pass_percent:
            return known | {Cause.PASSED}
        return known


def foresee(course_id: int, syllabus: Syllabus, but_edition_id: int | None = None) -> Foresight:
    """Count what these rules would mean to everybody in the course.

    Those who are in the edition `but_edition_id` already are left out.
    """
    people = finished = gain = keep = 0
    for account in accounts_in(course_id, but_edition_id):
        done = account.done | newly_done(syllabus, account).keys()
        would = is_complete(syllabus, done)
        people += 1
        finished += account.has_finished
        gain += would and not account.has_finished
        keep += account.has_finished and not would
    return Foresight(people, finished, gain, keep)


def people_in_older_editions(course_id: int, newest_id: int) -> int:
    """Count who is in the course and reads an older edition."""
    query = select(func.count()).select_from(Enrolment)
    older = (Enrolment.edition_id != newest_id) & Enrolment.withdrawn_at.is_(None)
    return db.session.scalar(query.where(Enrolment.course_id == course_id, older)) or 0


def newly_done(syllabus: Syllabus, account: Account) -> dict[str, Cause]:
    """Give the items whose rule is met by what the person did long ago, and by what."""
    found: dict[str, Cause] = {}
    for item in counted_items(syllabus):
        if item.path in account.done:
            continue
        met = rule_of(syllabus, item).met_by & account.deeds_in(item)
        if met:
            found[item.path] = Cause(min(met))
    return found


def accounts_in(course_id: int, but_edition_id: int | None = None) -> Iterator[Account]:
    """Give everybody who is in the course, in batches."""
    query = select(Enrolment.id, Enrolment.completed_at).where(
        Enrolment.course_id == course_id, Enrolment.withdrawn_at.is_(None)
    )
    if but_edition_id is not None:
        query = query.where(Enrolment.edition_id != but_edition_id)
    rows = db.session.execute(query.order_by(Enrolment.id)).all()
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        yield from accounts_of({row.id: row.completed_at is not None for row in batch})


def accounts_of(finished: Mapping[int, bool]) -> Iterator[Account]:
    """Give the accounts of some enrolments, each with whether it has finished the course."""
    done: dict[int, set[str]] = defaultdict(set)
    deeds: dict[int, dict[str, set[Cause]]] = defaultdict(lambda: defaultdict(set))
    standing = select(Completion.enrolment_id, Completion.item, Completion.cause)
    for enrolment_id, item, cause in db.session.execute(
        standing.where(Completion.enrolment_id.in_(finished))
    ):
        done[enrolment_id].add(item)
        deeds[enrolment_id][item].add(Cause(cause))
    for enrolment_id, quiz in db.session.execute(
        select(Attempt.enrolment_id, Attempt.quiz)
        .where(Attempt.enrolment_id.in_(finished), Attempt.state.in_(HANDED_IN))
        .distinct()
    ):
        deeds[enrolment_id][quiz].add(Cause.TRIED)
    for enrolment_id, scenario in db.session.execute(
        select(Playthrough.enrolment_id, Playthrough.scenario)
        .where(Playthrough.enrolment_id.in_(finished), Playthrough.finished_at.is_not(None))
        .distinct()
    ):
        deeds[enrolment_id][scenario].add(Cause.FINISHED)
    grades = _grades_of(finished)
    for enrolment_id, has_finished in finished.items():
        yield Account(
            enrolment_id,
            has_finished,
            done[enrolment_id],
            deeds[enrolment_id],
            grades[enrolment_id],
        )


def _grades_of(enrolment_ids: Mapping[int, bool]) -> Mapping[int, Mapping[str, Decimal]]:
    """What counts for each quiz, in per cent."""
    grades: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for grade in db.session.scalars(select(Grade).where(Grade.enrolment_id.in_(enrolment_ids))):
        if grade.percent is not None:
            grades[grade.enrolment_id][grade.item] = grade.percent
    return grades
