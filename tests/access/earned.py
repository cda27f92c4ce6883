"""What the leader of a side has earned: an item set as done by hand, and a certificate."""

from sqlalchemy import select

from lms.base import clock
from lms.base.db import db
from lms.base.tokens import spoken_code
from lms.catalogue.course import Course
from lms.credentials.certificate import Certificate, CertificateDeed, CertificateEvent, Tongue
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


def certified(leader_id: int, course_key: str) -> None:
    """Give the leader a certificate of the course as if they had finished it, in a name."""
    course = db.session.scalars(select(Course).where(Course.key == course_key)).one()
    edition_id = db.session.scalars(
        select(Enrolment.edition_id).where(Enrolment.user_id == leader_id)
    ).one()
    at = clock.now()
    certificate = Certificate(
        code=spoken_code(3),
        user_id=leader_id,
        course_id=course.id,
        edition_id=edition_id,
        completed_at=at,
        awarded_at=at,
        revocation="",
        is_listed=True,
    )
    certificate.confirm("Name On The Paper", Tongue.BOTH, at)
    db.session.add(certificate)
    db.session.flush()
    db.session.add(
        CertificateEvent(
            certificate_id=certificate.id,
            deed=CertificateDeed.AWARDED,
            reason="",
            happened_at=at,
        )
    )
