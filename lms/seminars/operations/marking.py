"""Telling calendars that something in the schedule is new."""

from lms.base.db import db
from lms.base.insertion import insert_into
from lms.seminars.schedule_mark import THE_ONE, ScheduleMark


def raise_mark() -> None:
    """Raise the mark of the schedule, as part of the present transaction."""
    first = insert_into(ScheduleMark).values(id=THE_ONE, number=1)
    risen = {"number": ScheduleMark.__table__.c.number + 1}
    db.session.execute(first.on_conflict_do_update(index_elements=["id"], set_=risen))
