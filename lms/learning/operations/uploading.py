"""Handing in a file as an answer: its bytes are stored already, here it gets its place."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from lms.base.db import db
from lms.base.errors import NotFound
from lms.base.i18n import lazy_gettext
from lms.base.tokens import fresh_key
from lms.courseware.questions.file import LONGEST_NAME, File
from lms.courseware.syllabus import NoSuchItem
from lms.learning.attempt import Attempt
from lms.learning.operations.answering import Saved, Sending, save
from lms.learning.operations.finishing import held_attempt
from lms.learning.queries.prints import print_of
from lms.learning.refusals import AttemptOver, NoFileTaken, TooManyFiles, UnknownQuestion
from lms.learning.upload import Upload
from lms.storage.blob import Blob

MOST_FILES = 20  # for one question of one attempt


@dataclass(frozen=True, slots=True)
class Parcel:
    """A file as it came: where its bytes are, what they are, and what it is called."""

    blob: Blob
    kind: str
    name: str


def hand_in_file(person_id: int, key: str, sending: Sending, parcel: Parcel, at: datetime) -> Saved:
    """Make a stored file the answer to a question of the person's open attempt.

    `sending` names the question and the sending; its fields are not read. A repeat of it gives
    what is stored. Raises NotFound, AttemptOver, UnknownQuestion, NoFileTaken and TooManyFiles.
    """
    attempt = held_attempt(person_id, key)
    if attempt.is_over(at):
        raise AttemptOver
    check(file_question(attempt, sending.question), parcel)
    upload = _upload(attempt, sending.question, parcel, at)
    fields = {"answer": [upload.key, upload.name]}
    return save(person_id, key, Sending(sending.question, fields, sending.op_id, sending.base), at)


def file_question(attempt: Attempt, key: str) -> File:
    """Find a question of the attempt that takes a file; raises UnknownQuestion."""
    if key not in attempt.arrangement["questions"]:
        raise UnknownQuestion
    try:
        question = print_of(attempt.edition_id, attempt.quiz).quiz.question(key)
    except (NoSuchItem, NotFound) as error:
        raise UnknownQuestion from error
    if not isinstance(question, File):
        raise UnknownQuestion
    return question


def check(question: File, parcel: Parcel) -> None:
    """Refuse what the question does not take; raises NoFileTaken."""
    if parcel.kind not in question.kinds:
        raise NoFileTaken(
            lazy_gettext(
                "This is not a file of a kind that is taken here: %(kinds)s. What counts is what "
                "is in it, not its name.",
                kinds=", ".join(question.kinds),
            )
        )
    if parcel.blob.bytes == 0:
        raise NoFileTaken(lazy_gettext("This file is empty. Choose another."))


def plain_name(name: str) -> str:
    """Give a name as text of one line: no path, nothing invisible, at most 120 characters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(sign if sign.isprintable() else " " for sign in last)
    words = " ".join(shown.split()) or "file"
    stem, dot, ending = words.rpartition(".")
    if len(words) <= LONGEST_NAME or not dot or len(ending) > 8:
        return words[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"


def _upload(attempt: Attempt, question: str, parcel: Parcel, at: datetime) -> Upload:
    """Find the same file among those sent for the question, or add it."""
    mine = (Upload.attempt_id == attempt.id, Upload.question == question)
    name = plain_name(parcel.name)
    known = db.session.scalar(
        select(Upload).where(*mine, Upload.sha256 == parcel.blob.sha256, Upload.name == name)
    )
    if known is not None:
        return known
    counted = select(func.count()).select_from(Upload).where(*mine)
    if db.session.scalars(counted).one() >= MOST_FILES:
        raise TooManyFiles
    upload = Upload(
        key=fresh_key(),
        attempt_id=attempt.id,
        question=question,
        sha256=parcel.blob.sha256,
        bytes=parcel.blob.bytes,
        kind=parcel.kind,
        name=name,
        uploaded_at=at,
    )
    db.session.add(upload)
    db.session.flush()
    return upload
