"""A question checked during the attempt: each try is written down and never changed."""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.db import Base
from lms.courseware.policy import Policy
from lms.courseware.questions import Question


class Check(Base):
    """One try at a question whose answer was checked at once; `number` counts from 1.

    `response` is what was checked, `fraction` what it was worth at that moment, exact like `2/3`
    and before any penalty. `op_id` marks the sending: a repeat finds what is stored.
    """

    __tablename__ = "checks"
    __table_args__ = (
        UniqueConstraint("attempt_id", "op_id"),
        UniqueConstraint("attempt_id", "question", "number"),
    )

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(String(48))
    number: Mapped[int]
    op_id: Mapped[str] = mapped_column(String(40))
    response: Mapped[Any] = mapped_column(JSON)
    fraction: Mapped[str] = mapped_column(String(40))
    checked_at: Mapped[datetime]


def is_locked(question: Question, policy: Policy, checked: Sequence[object]) -> bool:
    """Whether nothing more can be tried: the last try was right, or it was the last one allowed."""
    if not checked:
        return False
    return len(checked) >= policy.tries_allowed or question.grade(checked[-1]) == 1


def tries_at_question(
    question: Question, policy: Policy, checked: Sequence[object], saved: object
) -> list[object]:
    """Give every try that counts: those checked, and what was saved since and never checked."""
    tries = list(checked)
    if is_locked(question, policy, checked) or question.is_blank(saved):
        return tries
    return tries if tries and tries[-1] == saved else [*tries, saved]


def part_of(
    question: Question, policy: Policy, checked: Sequence[object], saved: object
) -> Fraction:
    """Give the exact part of the marks in [0, 1] that all this has gained."""
    return gained(question, policy, tries_at_question(question, policy, checked, saved))[0]


def gained(question: Question, policy: Policy, tries: Sequence[object]) -> tuple[Fraction, int]:
    """Give the exact part of the marks gained by the tries, and the place of the try that counts.

    The best try counts, less the penalty for each one before it, never below 0; so trying again
    can never cost what is already gained. The place is 0 for the first; no try gives nothing.
    """
    parts = [
        (max(question.grade(response) - policy.penalty_part * place, Fraction(0)), -place)
        for place, response in enumerate(tries)
    ]
    part, place = max(parts, default=(Fraction(0), 0))
    return part, -place
