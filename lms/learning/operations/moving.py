"""Moving people to the newest edition: what they have done comes along, and may finish the course.

Nobody loses anything: what is finished stays finished, whatever the new edition asks for.
"""

from datetime import datetime

from sqlalchemy import select

from lms.base.db import db
from lms.catalogue.course import Course
from lms.catalogue.edition import Edition
from lms.catalogue.queries import newest_edition
from lms.learning.enrolment import Enrolment
from lms.learning.operations.completing import held_enrolment
from lms.learning.operations.ledger import Hand, ledger_of
from lms.learning.progress import THE_COURSE, Cause, Deed
from lms.learning.queries.foresight import Account, accounts_of, newly_done

BATCH = 100


def move_some(course_id: int, by_id: int, at: datetime) -> int:
    """Move the next people of older editions; gives how many, 0 when nobody is left."""
    edition = newest_edition(db.session.get_one(Course, course_id))
    rows = db.session.execute(
        select(Enrolment.id, Edition.number)
        .join(Edition, Edition.id == Enrolment.edition_id)
        .where(
            Enrolment.course_id == course_id,
            Enrolment.withdrawn_at.is_(None),
            Enrolment.edition_id != edition.id,
        )
        .order_by(Enrolment.id)
        .limit(BATCH)
    ).all()
    for enrolment_id, number in rows:
        enrolment = held_enrolment(enrolment_id)
        if enrolment.edition_id != edition.id:
            _move(enrolment, edition, Hand(by_id, f"{number} → {edition.number}"), at)
    return len(rows)


def _move(enrolment: Enrolment, edition: Edition, hand: Hand, at: datetime) -> None:
    enrolment.edition_id = edition.id
    ledger = ledger_of(enrolment)
    ledger.note(THE_COURSE, Deed.MOVED, Cause.EDITION, at, hand)
    account = _account(enrolment.id)
    for item, cause in newly_done(ledger.syllabus, account).items():
        ledger.earn(item, cause, at)
    ledger.settle(at)
    db.session.flush()


def _account(enrolment_id: int) -> Account:
    (account,) = accounts_of({enrolment_id: False})
    return account
