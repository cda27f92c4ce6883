"""Another rule for one person at one quiz: given with a reason, withdrawn, never erased."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.db import Base
from lms.base.tokens import fresh_key


class Override(Base):
    """More time, more attempts, other dates or no waiting for one enrolment at one quiz.

    `extra_minutes` and `extra_attempts` add up with those of other overrides in force; of the dates
    those given last count, instead of the dates for everybody. It is in force from the moment it is
    given to `until` (None: to the end), unless it is withdrawn. `op_id` marks the sending: given
    twice it is given once.
    """

    __tablename__ = "overrides"
    __table_args__ = (UniqueConstraint("enrolment_id", "op_id"),)

    key: Mapped[str] = mapped_column(String(24), unique=True, default=fresh_key)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id", ondelete="CASCADE"))
    quiz: Mapped[str] = mapped_column(String(97))
    op_id: Mapped[str] = mapped_column(String(40))
    extra_minutes: Mapped[int] = mapped_column(default=0)
    extra_attempts: Mapped[int] = mapped_column(default=0)
    last_start_at: Mapped[datetime | None]
    hard_end_at: Mapped[datetime | None]
    wait_waived: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(String(300))
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    given_at: Mapped[datetime]
    until: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    withdrawn_at: Mapped[datetime | None]

    def is_in_force(self, at: datetime) -> bool:
        """Whether it counts at this moment."""
        return self.withdrawn_at is None and (self.until is None or at < self.until)
