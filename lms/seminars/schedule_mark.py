"""A number that rises with every change of the schedule: one look tells that nothing is new."""

from sqlalchemy.orm import Mapped

from lms.base.db import Base

THE_ONE = 1


class ScheduleMark(Base):
    """One row. Whoever changes the schedule holds it to the end of their transaction.

    Moments alone would not do: a clock may be set back, and of two changes at once the earlier
    moment may become visible later.
    """

    __tablename__ = "schedule_marks"

    number: Mapped[int]
