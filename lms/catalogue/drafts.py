"""Drafts read: the bundle as it would be published, what has changed, what there is to mend."""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from sqlalchemy import Row, select

from lms.base import clock
from lms.base.db import db
from lms.base.errors import NotFound
from lms.catalogue.draft import Draft, DraftFile, QuestionFile
from lms.catalogue.syllabi import bundle_of
from lms.courseware import reader
from lms.courseware.bundle import Bundle
from lms.courseware.problems import Problem
from lms.courseware.syllabus import Syllabus

COURSE = "course.yaml"
MOST_KEPT = 16
OTHER_COURSE = "This is the draft of `%(key)s`: a course keeps its key."

_kept: OrderedDict[tuple[str, str], tuple[Problem, ...]] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Change:
    """A file of the draft against the newest edition."""

    path: str
    is_new: bool
    is_outdated: bool
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What a course reads as in its draft, and where it differs from the newest edition."""

    bundle: Bundle
    edition: Bundle
    changes: tuple[Change, ...]

    @property
    def is_outdated(self) -> bool:
        """Say whether somebody has published one of these files since they were begun."""
        return any(change.is_outdated for change in self.changes)

    def change(self, path: str) -> Change | None:
        """Give the change of a file, or None where it is as in the edition."""
        return next((change for change in self.changes if change.path == path), None)


def manuscript_of(course_id: int, edition_id: int) -> Manuscript:
    """Read the draft of a course over an edition; without a draft it is that edition."""
    edition = bundle_of(edition_id)
    rows = db.session.execute(
        select(DraftFile.path, DraftFile.base_sha256, DraftFile.changed_at, DraftFile.content)
        .join(Draft, Draft.id == DraftFile.draft_id)
        .where(Draft.course_id == course_id)
        .order_by(DraftFile.path)
    ).all()
    differing = [row for row in rows if edition.get(row.path) != row.content]
    whole = dict(edition) | {row.path: row.content for row in differing}
    changes = tuple(_change(row, edition) for row in differing)
    return Manuscript(Bundle(whole), edition, changes)


def _change(row: Row[str, str | None, datetime, bytes], edition: Bundle) -> Change:
    there = sha256_of(edition, row.path)
    return Change(
        path=row.path,
        is_new=there is None,
        is_outdated=there != row.base_sha256,
        changed_at=row.changed_at,
    )


def sha256_of(bundle: Bundle, path: str) -> str | None:
    """Give the digest of a file, or None where it is not there."""
    return hashlib.sha256(bundle[path]).hexdigest() if path in bundle else None


def problems_of(bundle: Bundle, key: str) -> tuple[Problem, ...]:
    """Give what keeps a bundle from being published as this course, and warnings.

    Kept by digest and day: a page that is opened again need not read the course again.
    """
    name = (f"{bundle.digest}{clock.now().date()}", key)
    found = _kept.get(name)
    if found is None:
        found = tuple(_checked(bundle, key)[1])
        with _lock:
            _kept[name] = found
            while len(_kept) > MOST_KEPT:
                _kept.popitem(last=False)
    return found


def _checked(bundle: Bundle, key: str) -> tuple[Syllabus | None, list[Problem]]:
    syllabus, problems = reader.check(bundle, today=clock.now().date())
    if syllabus is not None and syllabus.key != key:
        return None, [other_course(key), *problems]
    return syllabus, problems


def other_course(key: str) -> Problem:
    """Give the problem of a draft that names another course than its own."""
    values = (("key", key),)
    return Problem(COURSE, 1, OTHER_COURSE % dict(values), code="other-course", values=values)


def question_file(course_id: int, key: str, person_id: int) -> QuestionFile:
    """Find a file that this person has brought to this course; raises NotFound."""
    found = db.session.scalar(
        select(QuestionFile).where(
            QuestionFile.course_id == course_id,
            QuestionFile.key == key,
            QuestionFile.brought_by_id == person_id,
        )
    )
    if found is None:
        raise NotFound(key)
    return found
