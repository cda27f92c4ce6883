"""Reading certificates: one's own, those of a course, and one by its code."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from lms.accounts.user import User
from lms.base.db import db
from lms.base.errors import NotFound
from lms.base.paging import Page, page_of
from lms.catalogue.course import Course
from lms.catalogue.edition import Edition
from lms.catalogue.syllabi import syllabus_of
from lms.courseware.syllabus import Syllabus
from lms.credentials.badge import Badge
from lms.credentials.certificate import Certificate, CertificateEvent, Tongue
from lms.credentials.refusals import NotConfirmed, NotValid
from lms.learning.enrolment import Enrolment


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate with its course, as its holder or a trainer sees it."""

    certificate: Certificate
    course_key: str
    syllabus: Syllabus

    def checked(self) -> "Held":
        """Give it for a download; raises NotValid and NotConfirmed."""
        if not self.certificate.is_valid:
            raise NotValid
        if not self.certificate.is_confirmed:
            raise NotConfirmed
        return self

    @property
    def tongue(self) -> Tongue:
        """Give the languages it speaks."""
        return Tongue(self.certificate.tongue or Tongue.BOTH)

    @property
    def badge(self) -> Badge:
        """Give what its credential tells."""
        return Badge(
            code=self.certificate.code,
            name=self.certificate.printed_name or "",
            name_is_shown=self.certificate.name_is_shown,
            completed_at=self.certificate.completed_at,
            course_key=self.course_key,
            syllabus=self.syllabus,
            locale="en" if self.tongue is Tongue.ENGLISH else "ru",
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What anybody who has the code may know; the name only where the holder shows it."""

    code: str
    number: str
    syllabus: Syllabus
    completed_at: datetime
    revoked_at: datetime | None
    revocation: str
    name: str | None


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """A course finished before there were certificates."""

    course_key: str
    syllabus: Syllabus
    completed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """A certificate in the list of a course; `name` is the one people have on this site."""

    certificate: Certificate
    name: str


_HELD = (
    select(Certificate, Course.key, Edition.id, Edition.digest)
    .join(Course, Course.id == Certificate.course_id)
    .join(Edition, Edition.id == Certificate.edition_id)
)


def certificates_of(person_id: int) -> list[Held]:
    """Give a person's certificates, the newest first."""
    query = _HELD.where(Certificate.user_id == person_id)
    rows = db.session.execute(query.order_by(Certificate.completed_at.desc(), Certificate.id))
    return [_held(row) for row in rows]


def certificate_of(person_id: int, key: str) -> Held:
    """Find a person's own; a foreign one is NotFound like one that is not there."""
    query = _HELD.where(Certificate.user_id == person_id, Certificate.key == key)
    row = db.session.execute(query).one_or_none()
    if row is None:
        raise NotFound(key)
    return _held(row)


def unclaimed_by(person_id: int) -> list[Unclaimed]:
    """Give the finished courses whose certificate the person lacks."""
    rows = db.session.execute(
        select(Course.key, Edition.id, Edition.digest, Enrolment.completed_at)
        .join(Enrolment, Enrolment.course_id == Course.id)
        .join(Edition, Edition.id == Enrolment.edition_id)
        .outerjoin(
            Certificate,
            (Certificate.user_id == Enrolment.user_id)
            & (Certificate.course_id == Enrolment.course_id),
        )
        .where(
            Enrolment.user_id == person_id,
            Enrolment.completed_at.is_not(None),
            Certificate.id.is_(None),
        )
        .order_by(Enrolment.completed_at.desc())
    )
    found = [Unclaimed(row.key, syllabus_of(row.id, row.digest), row[3]) for row in rows]
    return [one for one in found if one.syllabus.rules.certificate == "completion"]


def verdict_on(code: str) -> Verdict | None:
    """Say what a code stands for, or None. Who is suspended is named to nobody."""
    row = db.session.execute(
        _HELD.add_columns(User.suspended_at)
        .join(User, User.id == Certificate.user_id)
        .where(Certificate.code == code)
    ).one_or_none()
    if row is None:
        return None
    one = row.Certificate
    return Verdict(
        code=one.code,
        number=one.number,
        syllabus=syllabus_of(row.id, row.digest),
        completed_at=one.completed_at,
        revoked_at=one.revoked_at,
        revocation=one.revocation,
        name=one.printed_name if one.name_is_shown and row.suspended_at is None else None,
    )


def certificates_in(course_id: int, number: int) -> Page[Any]:
    """Give a page of the certificates of a course, the newest first."""
    return page_of(_lines(course_id).order_by(Certificate.id.desc()), number)


def certificate_in(course_id: int, key: str) -> Line:
    """Find one certificate of a course; raises NotFound."""
    row = db.session.execute(_lines(course_id).where(Certificate.key == key)).one_or_none()
    if row is None:
        raise NotFound(key)
    return Line(row[0], row[1])


def listed_in(course_id: int) -> list[Held]:
    """Give what a trainer may print: valid, confirmed, and allowed by its holder, who is awake."""
    rows = db.session.execute(
        _HELD.join(User, User.id == Certificate.user_id)
        .where(
            Certificate.course_id == course_id,
            Certificate.is_listed,
            Certificate.revoked_at.is_(None),
            Certificate.printed_name.is_not(None),
            User.suspended_at.is_(None),
        )
        .order_by(Certificate.id)
    )
    return [_held(row) for row in rows]


def events_of(certificate_id: int) -> list[tuple[CertificateEvent, str | None]]:
    """Give what has happened to a certificate, oldest first, each with the name of who did it."""
    rows = db.session.execute(
        select(CertificateEvent, User.display_name)
        .outerjoin(User, User.id == CertificateEvent.by_id)
        .where(CertificateEvent.certificate_id == certificate_id)
        .order_by(CertificateEvent.id)
    )
    return [(row[0], row[1]) for row in rows]


def _lines(course_id: int) -> Select[Certificate, str]:
    return (
        select(Certificate, User.display_name)
        .join(User, User.id == Certificate.user_id)
        .where(Certificate.course_id == course_id)
    )


def _held(row: Any) -> Held:
    return Held(row[0], row[1], syllabus_of(row[2], row[3]))
