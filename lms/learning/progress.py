"""What a person has done in a course: once earned it stays earned."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.db import Base


class Cause(StrEnum):
    """Why an item counts as done."""

    READ = "read"
    PASSED = "passed"


class Completion(Base):
    """An item of the course done, and why; `item` is `<module>/<item>` by the author's keys."""

    __tablename__ = "completions"
    __table_args__ = (UniqueConstraint("enrolment_id", "item"),)

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id", ondelete="CASCADE"))
    item: Mapped[str] = mapped_column(String(97))
    cause: Mapped[str] = mapped_column(String(16))
    completed_at: Mapped[datetime]
