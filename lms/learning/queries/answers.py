"""What was answered and what was given for it, of many attempts at once."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Select, func, select

from lms.base.db import db
from lms.learning.answer import Answer
from lms.learning.check import Check
from lms.learning.grading import Points
from lms.learning.mark import Mark

Payloads = dict[str, object]


def payloads_of(attempt_ids: Sequence[int]) -> dict[int, Payloads]:
    """Give the answers that count by attempt and question, in one statement."""
    newest = (
        select(func.max(Answer.id))
        .where(Answer.attempt_id.in_(attempt_ids), Answer.aside.is_(False))
        .group_by(Answer.attempt_id, Answer.question)
    )
    rows = db.session.execute(
        select(Answer.attempt_id, Answer.question, Answer.response).where(Answer.id.in_(newest))
    )
    found: dict[int, Payloads] = defaultdict(dict)
    for attempt_id, question, response in rows:
        found[attempt_id][question] = response
    return found


def checked_of(attempt_ids: Sequence[int]) -> dict[int, dict[str, list[object]]]:
    """Give what was checked by attempt and question, oldest first, in one statement."""
    rows = db.session.execute(
        select(Check.attempt_id, Check.question, Check.response)
        .where(Check.attempt_id.in_(attempt_ids))
        .order_by(Check.attempt_id, Check.question, Check.number)
    )
    found: dict[int, dict[str, list[object]]] = defaultdict(lambda: defaultdict(list))
    for attempt_id, question, response in rows:
        found[attempt_id][question].append(response)
    return found


def points_of(attempt_ids: Sequence[int]) -> dict[int, dict[str, Points]]:
    """Give the points of the last sitting by attempt and question, in one statement."""
    found: dict[int, dict[str, Points]] = defaultdict(dict)
    for mark in db.session.scalars(_marks(attempt_ids)):
        found[mark.attempt_id][mark.question] = mark.points
    return found


def marks_of(attempt_id: int) -> dict[str, Mark]:
    """Give the marks of the last sitting of one attempt by question; empty before the first."""
    return {mark.question: mark for mark in db.session.scalars(_marks([attempt_id]))}


def _marks(attempt_ids: Sequence[int]) -> Select[Mark]:
    """The marks of several attempts, those of the last sitting last."""
    return (
        select(Mark)
        .where(Mark.attempt_id.in_(attempt_ids))
        .order_by(Mark.attempt_id, Mark.question, Mark.number)
    )
