"""What the leader of a side has earned: an item that the trainer set as done by hand."""

from sqlalchemy import select

from lms.base import clock
from lms.base.db import db
from lms.learning.enrolment import Enrolment
from lms.learning.operations.completing import set_by_hand
from lms.learning.operations.ledger import Hand

BY_HAND = "start/check"


def earned(leader_id: int, trainer_id: int) -> None:
    """Set the quiz as done."""
    enrolment_id = db.session.scalars(
        select(Enrolment.id).where(Enrolment.user_id == leader_id)
    ).one()
    set_by_hand(enrolment_id, BY_HAND, clock.now(), Hand(trainer_id, "Done on paper in the room"))
