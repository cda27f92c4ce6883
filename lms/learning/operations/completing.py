"""Marking items as done; what is earned stays earned."""

from datetime import datetime

from sqlalchemy import case, func, literal, select, update

from lms.base.db import UtcDateTime, db
from lms.base.errors import NotFound
from lms.courseware.completion import missing_before, rule_of
from lms.courseware.syllabus import Lesson, NoSuchItem
from lms.learning.enrolment import Enrolment
from lms.learning.operations.ledger import Hand, ledger_of
from lms.learning.progress import Cause
from lms.learning.queries.places import Place
from lms.learning.refusals import ItemLocked, NotALesson, NotSetByHand


def mark_read(place: Place, module_key: str, item_key: str, at: datetime) -> bool:
    """Mark a lesson as read; tells whether the whole course is done by it.

    Raises NotFound for an item the person's edition does not have, NotALesson for a quiz and
    ItemLocked for what is not open yet.
    """
    try:
        item = place.syllabus.item(module_key, item_key)
    except NoSuchItem as error:
        raise NotFound(item_key) from error
    if not isinstance(item, Lesson):
        raise NotALesson
    if missing_before(place.syllabus, item.path, place.done):
        raise ItemLocked
    return note(place.enrolment_id, item.path, Cause.READ, at)


def note(enrolment_id: int, item: str, deed: Cause, at: datetime) -> bool:
    """Note what a person did with an item; where its rule is met by that, it is done for good.

    Tells whether the course became complete by it. The rule is that of the edition the person is
    in now; an item that this edition no longer has changes nothing.
    """
    return settle(held_at_work(enrolment_id, at), item, {deed}, at)


def settle(enrolment: Enrolment, item: str, deeds: set[Cause], at: datetime) -> bool:
    """Write an item down as done where its rule is met by these deeds; the enrolment is held.

    Tells whether the course became complete by it.
    """
    ledger = ledger_of(enrolment)
    try:
        rule = rule_of(ledger.syllabus, ledger.syllabus.item_at(item))
    except NoSuchItem:
        return False
    met = rule.met_by & deeds
    return bool(met) and ledger.earn(item, Cause(min(met)), at)


def set_by_hand(enrolment_id: int, item: str, at: datetime, hand: Hand) -> bool:
    """Set an item as done for somebody; tells whether the course became complete by it.

    A repeat changes nothing. Raises NotFound for an item that the person's edition does not have.
    """
    ledger = ledger_of(held_enrolment(enrolment_id))
    try:
        ledger.syllabus.item_at(item)
    except NoSuchItem as error:
        raise NotFound(item) from error
    if item in ledger.causes:
        return False
    return ledger.earn(item, Cause.TRAINER, at, hand)


def take_back(enrolment_id: int, item: str, at: datetime, hand: Hand) -> None:
    """Undo what a trainer set by hand, and nothing else; raises NotSetByHand."""
    ledger = ledger_of(held_enrolment(enrolment_id))
    if ledger.causes.get(item) != Cause.TRAINER:
        raise NotSetByHand
    ledger.take_back(item, at, hand)


def held_enrolment(enrolment_id: int) -> Enrolment:
    """Hold an enrolment until the transaction ends.

    Whoever writes what is done holds it first: two last items at the same moment would otherwise
    each miss the other. Not so firmly that what was just added below it and refers to it stands
    in the way: two who each wait for the other's new row would wait for ever.
    """
    return db.session.scalars(
        select(Enrolment)
        .where(Enrolment.id == enrolment_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()


def held_at_work(enrolment_id: int, at: datetime) -> Enrolment:
    """Hold an enrolment like `held_enrolment` and note that the person has done something.

    One statement: what is written is held.
    """
    moment = literal(at, UtcDateTime())
    return db.session.scalars(
        update(Enrolment)
        .where(Enrolment.id == enrolment_id)
        .values(
            started_at=func.coalesce(Enrolment.started_at, moment),
            last_active_at=case(
                (Enrolment.last_active_at < moment, moment), else_=Enrolment.last_active_at
            ),
        )
        .returning(Enrolment)
        .execution_options(synchronize_session=False, populate_existing=True)
    ).one()
