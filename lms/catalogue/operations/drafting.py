"""Writing the next edition of a course: files saved, discarded, questions brought in, published."""

from collections.abc import Mapping

from sqlalchemy import delete, select

from lms.accounts.person import Person
from lms.base import clock
from lms.base.db import db, lock
from lms.base.insertion import insert_once
from lms.catalogue.course import Course
from lms.catalogue.draft import Draft, DraftFile, QuestionFile
from lms.catalogue.drafts import Manuscript, manuscript_of, problems_of, sha256_of
from lms.catalogue.operations.publishing import Publication, publish
from lms.catalogue.queries import newest_edition
from lms.catalogue.refusals import (
    ChangedMeanwhile,
    DraftOutdated,
    FileRefusedByCourse,
    NothingToPublish,
    QuestionsPlaced,
)
from lms.courseware.bundle import Bundle, BundleRefused
from lms.courseware.exchange.importing import Outcome, Place, Understood, put_into
from lms.courseware.exchange.placing import Wish
from lms.courseware.problems import CourseRefused

MOST_WAITING = 5  # files of questions one person may leave lying in a course


def save(course_id: int, path: str, content: bytes, basis: str | None, by: Person) -> bool:
    """Save a file of the draft; False where it is saved like this already.

    `basis` is the sha256 of what the person has seen. Raises ChangedMeanwhile where that is not
    what is there now, FileRefusedByCourse for what no course may hold.
    """
    manuscript = _held(course_id)
    if manuscript.bundle.get(path) == content:
        return False
    if sha256_of(manuscript.bundle, path) != basis:
        raise ChangedMeanwhile
    _write(course_id, manuscript, {path: content}, by)
    return True


def put_questions(
    course_id: int, key: str, found: Understood, where: tuple[Place, Wish], by: Person
) -> Outcome:
    """Put the rows of a brought file into a quiz of the draft; all of them or none.

    Raises QuestionsPlaced for a file that was put somewhere before, and what `put_into` raises.
    """
    manuscript = _held(course_id)
    brought = db.session.scalars(
        select(QuestionFile).where(QuestionFile.key == key, QuestionFile.course_id == course_id)
    ).one()
    if brought.placed_in is not None:
        raise QuestionsPlaced
    place, wish = where
    outcome = put_into(manuscript.bundle, found, place, wish)
    _write(course_id, manuscript, outcome.files, by)
    brought.placed_in = f"{place.module}/{place.quiz}"
    brought.content = b""
    db.session.flush()
    return outcome


def bring(course_id: int, key: str, brought: dict[str, object], by: Person) -> str:
    """Keep a file of questions until it is placed; a repeat of `key` keeps the first.

    `brought` holds name, format, language and content.
    """
    waiting = db.session.scalars(
        select(QuestionFile.id)
        .where(QuestionFile.brought_by_id == by.id, QuestionFile.course_id == course_id)
        .order_by(QuestionFile.id.desc())
        .offset(MOST_WAITING - 1)
    ).all()
    db.session.execute(delete(QuestionFile).where(QuestionFile.id.in_(waiting)))
    insert_once(
        QuestionFile,
        key=key,
        course_id=course_id,
        brought_by_id=by.id,
        brought_at=clock.now(),
        placed_in=None,
        **brought,
    )
    return key


def discard(course_id: int, path: str | None = None) -> int:
    """Forget one changed file, or the whole draft; gives how many files went."""
    lock(Course, [course_id])
    draft_id = db.session.scalar(select(Draft.id).where(Draft.course_id == course_id))
    files = delete(DraftFile).where(DraftFile.draft_id == draft_id)
    if path is not None:
        files = files.where(DraftFile.path == path)
    ids = db.session.scalars(files.returning(DraftFile.id)).all()
    left = db.session.scalar(select(DraftFile.id).where(DraftFile.draft_id == draft_id).limit(1))
    if left is None:
        db.session.execute(delete(Draft).where(Draft.id == draft_id))
    return len(ids)


def keep(course_id: int, path: str) -> None:
    """Say that the draft's file goes over what was published after it was begun."""
    manuscript = _held(course_id)
    file = _files(course_id).get(path)
    if file is not None:
        file.base_sha256 = sha256_of(manuscript.edition, path)
        db.session.flush()


def publish_draft(course_id: int, notes: str, by: Person) -> Publication:
    """Print the draft as the next edition and forget it.

    Raises NothingToPublish, DraftOutdated, and CourseRefused with everything there is to mend; a
    draft that names another course is refused like that.
    """
    manuscript = _held(course_id)
    key = db.session.get_one(Course, course_id).key
    if not manuscript.changes:
        raise NothingToPublish
    if manuscript.is_outdated:
        raise DraftOutdated
    problems = problems_of(manuscript.bundle, key)
    if any(problem.is_error for problem in problems):
        raise CourseRefused(problems)
    publication = publish(manuscript.bundle, by=by, notes=notes)
    discard(course_id)
    return publication


def _held(course_id: int) -> Manuscript:
    """Read the draft while nobody else can write it."""
    course = lock(Course, [course_id])[0]
    return manuscript_of(course_id, newest_edition(course).id)


def _files(course_id: int) -> dict[str, DraftFile]:
    query = select(DraftFile).join(Draft, Draft.id == DraftFile.draft_id)
    rows = db.session.scalars(query.where(Draft.course_id == course_id))
    return {row.path: row for row in rows}


def _write(course_id: int, manuscript: Manuscript, files: Mapping[str, bytes], by: Person) -> None:
    """Write files of the draft; what is again as in the edition is no change any more."""
    try:
        Bundle(dict(manuscript.bundle) | dict(files))
    except BundleRefused as error:
        raise FileRefusedByCourse(error.reason) from error
    there = _files(course_id)
    insert_once(Draft, course_id=course_id, begun_at=clock.now(), begun_by_id=by.id)
    draft_id = db.session.scalars(select(Draft.id).where(Draft.course_id == course_id)).one()
    for path, content in files.items():
        file = there.get(path)
        if manuscript.edition.get(path) == content:
            if file is not None:
                db.session.delete(file)
            continue
        if file is None:
            file = DraftFile(
                draft_id=draft_id, path=path, base_sha256=sha256_of(manuscript.edition, path)
            )
            db.session.add(file)
        file.content, file.changed_at, file.changed_by_id = content, clock.now(), by.id
    db.session.flush()
