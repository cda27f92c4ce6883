"""Awarding a certificate, confirming the name on it, revoking it and taking that back."""

from datetime import datetime

from sqlalchemy import Select, select

from lms.accounts.user import User
from lms.base.db import db, lock
from lms.base.errors import NotFound
from lms.base.insertion import insert_once
from lms.base.tokens import fresh_key, spoken_code
from lms.catalogue.course import Course
from lms.catalogue.edition import Edition
from lms.catalogue.syllabi import syllabus_of
from lms.credentials import letters
from lms.credentials.certificate import Certificate, CertificateDeed, CertificateEvent, Tongue
from lms.credentials.criteria import has_earned
from lms.credentials.names import as_printed
from lms.learning.enrolment import Enrolment
from lms.learning.operations.completing import held_enrolment

GROUPS = 3  # of four letters in a code


def award(enrolment: Enrolment, at: datetime) -> None:
    """Give the certificate where it is earned, once; the enrolment is held.

    One that had lost its validity because the course was open again is valid again.
    """
    edition = db.session.get_one(Edition, enrolment.edition_id)
    if not has_earned(enrolment, syllabus_of(edition.id, edition.digest)):
        return
    certificate_id = _added(enrolment, at)
    if certificate_id is not None:
        _note(certificate_id, CertificateDeed.AWARDED, at)
        letters.awarded(db.session.get_one(User, enrolment.user_id), str(certificate_id))
        return
    certificate = _of(enrolment)
    if not certificate.is_valid and _last_deed(certificate.id) == CertificateDeed.REOPENED:
        _restored(certificate, at, None)


def reopen(enrolment: Enrolment, at: datetime) -> None:
    """Let the certificate count no more: the course is open again, as nobody had earned it."""
    certificate = db.session.scalar(_query(enrolment))
    if certificate is not None and certificate.is_valid:
        certificate.revoke("", at)
        event_id = _note(certificate.id, CertificateDeed.REOPENED, at)
        letters.revoked(db.session.get_one(User, certificate.user_id), str(event_id))


def claim(person_id: int, course_key: str, at: datetime) -> Certificate:
    """Give a person the certificate of a course they finished before there were certificates.

    A repeat gives the same. Raises NotFound where nothing is earned.
    """
    enrolment_id = db.session.scalar(
        select(Enrolment.id)
        .join(Course, Course.id == Enrolment.course_id)
        .where(Course.key == course_key, Enrolment.user_id == person_id)
    )
    if enrolment_id is None:
        raise NotFound(course_key)
    enrolment = held_enrolment(enrolment_id)
    award(enrolment, at)
    found = db.session.scalar(_query(enrolment))
    if found is None:
        raise NotFound(course_key)
    return found


def award_some(after_id: int, at: datetime, most: int = 100) -> tuple[int, int]:
    """Give the next people who have finished a course the certificate they lack.

    Gives how many enrolments were looked at, and the id of the last: to go on from there.
    """
    has_one = (
        select(Certificate.id)
        .where(
            Certificate.user_id == Enrolment.user_id, Certificate.course_id == Enrolment.course_id
        )
        .exists()
    )
    ids = db.session.scalars(
        select(Enrolment.id)
        .where(Enrolment.id > after_id, Enrolment.completed_at.is_not(None), ~has_one)
        .order_by(Enrolment.id)
        .limit(most)
    ).all()
    for enrolment_id in ids:
        award(held_enrolment(enrolment_id), at)
    return len(ids), ids[-1] if ids else after_id


def confirm(person_id: int, key: str, name: str, tongue: Tongue, at: datetime) -> Certificate:
    """Take the name as the holder wants it printed; raises NotFound and UnprintableName."""
    name = as_printed(name)
    certificate = _held(select(Certificate.id).where(Certificate.user_id == person_id), key)
    if (certificate.printed_name, certificate.tongue) != (name, tongue):
        certificate.confirm(name, tongue, at)
        _note(certificate.id, CertificateDeed.CONFIRMED, at)
    return certificate


def open_up(person_id: int, key: str, *, name_is_shown: bool, is_listed: bool) -> None:
    """Let the holder choose who may read the name; raises NotFound."""
    certificate = _held(select(Certificate.id).where(Certificate.user_id == person_id), key)
    certificate.name_is_shown, certificate.is_listed = name_is_shown, is_listed


def revoke(course_id: int, key: str, *, reason: str, by_id: int, at: datetime) -> None:
    """Let a certificate of the course count no more; a repeat changes nothing.

    Raises NotFound. The reason is read by the holder and by whoever checks the code.
    """
    certificate = _held(select(Certificate.id).where(Certificate.course_id == course_id), key)
    if certificate.is_valid:
        certificate.revoke(reason, at)
        event_id = _note(certificate.id, CertificateDeed.REVOKED, at, reason, by_id)
        letters.revoked(db.session.get_one(User, certificate.user_id), str(event_id))


def restore(course_id: int, key: str, *, by_id: int, at: datetime) -> None:
    """Take a revocation back; a repeat changes nothing. Raises NotFound."""
    certificate = _held(select(Certificate.id).where(Certificate.course_id == course_id), key)
    if not certificate.is_valid:
        _restored(certificate, at, by_id)


def _added(enrolment: Enrolment, at: datetime) -> int | None:
    """Add the row; None where the person has one. A code that is taken is drawn again."""
    while True:
        added = insert_once(
            Certificate,
            key=fresh_key(),
            code=spoken_code(GROUPS),
            user_id=enrolment.user_id,
            course_id=enrolment.course_id,
            edition_id=enrolment.edition_id,
            completed_at=enrolment.completed_at or at,
            awarded_at=at,
            name_is_shown=False,
            is_listed=False,
            revocation="",
        )
        if added is not None or db.session.scalar(_query(enrolment)) is not None:
            return added


def _query(enrolment: Enrolment) -> Select[Certificate]:
    return (
        select(Certificate)
        .where(
            Certificate.user_id == enrolment.user_id,
            Certificate.course_id == enrolment.course_id,
        )
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )


def _of(enrolment: Enrolment) -> Certificate:
    return db.session.scalars(_query(enrolment)).one()


def _held(mine: Select[int], key: str) -> Certificate:
    """Find a certificate among `mine` and hold it until the transaction ends."""
    found = db.session.scalars(mine.where(Certificate.key == key)).one_or_none()
    if found is None:
        raise NotFound(key)
    return lock(Certificate, [found])[0]


def _restored(certificate: Certificate, at: datetime, by_id: int | None) -> None:
    certificate.restore()
    event_id = _note(certificate.id, CertificateDeed.RESTORED, at, by_id=by_id)
    letters.restored(db.session.get_one(User, certificate.user_id), str(event_id))


def _last_deed(certificate_id: int) -> str | None:
    return db.session.scalar(
        select(CertificateEvent.deed)
        .where(
            CertificateEvent.certificate_id == certificate_id,
            CertificateEvent.deed != CertificateDeed.CONFIRMED,
        )
        .order_by(CertificateEvent.id.desc())
        .limit(1)
    )


def _note(
    certificate_id: int,
    deed: CertificateDeed,
    at: datetime,
    reason: str = "",
    by_id: int | None = None,
) -> int | None:
    """Add an event."""
    return insert_once(
        CertificateEvent,
        certificate_id=certificate_id,
        deed=deed,
        reason=reason,
        by_id=by_id,
        happened_at=at,
    )
