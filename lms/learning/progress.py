"""What a person has done in a course: once earned it stays earned, and every event is kept."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.db import Base

THE_COURSE = ""  # stands for the course as a whole where an event names an item


class Cause(StrEnum):
    """Why an item counts as done; or, for the course, what finished it."""

    READ = "read"
    PASSED = "passed"
    FINISHED = "finished"
    TRIED = "tried"
    TRAINER = "trainer"
    RULES = "rules"
    EDITION = "edition"


class Deed(StrEnum):
    """What an event did: set as done, took back what a trainer had set, moved to an edition."""

    DONE = "done"
    TAKEN_BACK = "taken-back"
    MOVED = "moved"


class Completion(Base):
    """An item of the course done, and why; `item` is `<module>/<item>` by the author's keys.

    Read on every page: what stands now, as the events have it. Only
    `lms.learning.operations.ledger` writes either.
    """

    __tablename__ = "completions"
    __table_args__ = (UniqueConstraint("enrolment_id", "item"),)

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id", ondelete="CASCADE"))
    item: Mapped[str] = mapped_column(String(97))
    cause: Mapped[str] = mapped_column(String(16))
    completed_at: Mapped[datetime]


class CompletionEvent(Base):
    """Who did what to which item, when and why; only ever added, a correction is one more.

    `by_id` is the trainer who did it, None where the person's own doing was enough. `reason` is
    what the trainer wrote, or for a move the numbers of the editions.
    """

    __tablename__ = "completion_events"
    __table_args__ = (Index("ix_completion_events_item", "enrolment_id", "item"),)

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id", ondelete="CASCADE"))
    item: Mapped[str] = mapped_column(String(97))
    deed: Mapped[str] = mapped_column(String(16))
    cause: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    happened_at: Mapped[datetime]
