"""Handing in a file: a plain form that brings it, and the way back to it for whoever sent it."""

from dataclasses import replace
from typing import BinaryIO, cast

from flask import Blueprint, Response, current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from lms.access.permissions import Permission
from lms.base import clock
from lms.base.db import transaction
from lms.base.i18n import lazy_gettext
from lms.courseware.questions.file import MEGABYTE, MOST_MEGABYTES
from lms.learning.operations.answering import save
from lms.learning.operations.uploading import Parcel, file_question, hand_in_file
from lms.learning.queries.tries import paper_of
from lms.learning.queries.uploads import upload_of
from lms.learning.refusals import (
    AnswerRefused,
    AttemptOver,
    BadOperation,
    NoFileTaken,
    TooManyFiles,
    UnknownQuestion,
)
from lms.learning.upload import Upload
from lms.storage.blob import BlobStore, TooLarge
from lms.storage.kinds import MEDIA_TYPES, kind_of
from lms.web.current import current_person, person_or_none
from lms.web.gate import access
from lms.web.learning.answers import onwards, say_over, say_refused
from lms.web.learning.sendings import sending_of_form

bp = Blueprint("uploads", __name__)
ROOM_FOR_THE_FORM = 64 * 1024
OPENS_NOTHING = "default-src 'none'; sandbox"


@bp.url_value_preprocessor
def make_room(_endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Let a signed-in person send a whole file, before anybody reads the form."""
    if request.method == "POST" and person_or_none() is not None:
        request.max_content_length = MOST_MEGABYTES * MEGABYTE + ROOM_FOR_THE_FORM


@bp.post("/attempts/<key>/files/<question>")
@access(Permission.COURSE_LEARN)
def create(key: str, question: str) -> ResponseReturnValue:
    """Take the file, or take it away, and go where the button said; without either only go."""
    arrived, person = clock.now(), current_person()
    sent = request.files.get("file")
    sending = sending_of_form(question)
    try:
        if sent is not None and sent.filename:
            parcel = _stored(key, question, sent)
            with transaction():
                hand_in_file(person.id, key, sending, parcel, arrived)
        elif request.form.get("remove"):
            with transaction():
                save(person.id, key, replace(sending, fields={}), arrived)
    except AttemptOver as error:
        return say_over(key, error)
    except (AnswerRefused, BadOperation, NoFileTaken, TooManyFiles, UnknownQuestion) as error:
        return say_refused(key, question, error)
    finally:
        request.close()
    return onwards(key, question)


@bp.get("/files/<upload>")
@access(Permission.COURSE_LEARN)
def show(upload: str) -> ResponseReturnValue:
    """Give a file back to whoever sent it."""
    return attachment(upload_of(current_person().id, upload))


def attachment(upload: Upload) -> Response:
    """A file to be saved: it opens nothing, runs nothing and is never shown as a page."""
    response = Response(
        store().path_of(upload.sha256).read_bytes(), content_type=MEDIA_TYPES[upload.kind]
    )
    response.headers.set("Content-Disposition", "attachment", filename=upload.file_name)
    response.headers["Content-Security-Policy"] = OPENS_NOTHING
    return response


def store() -> BlobStore:
    """The files of this installation."""
    return BlobStore(current_app.extensions["lms.settings"].files_dir)


def _stored(key: str, question: str, sent: FileStorage) -> Parcel:
    """Keep the bytes, after a look at whether they are asked for; raises NoFileTaken."""
    asked = file_question(paper_of(current_person().id, key).attempt, question)
    stream = cast(BinaryIO, sent.stream)
    kind = kind_of(stream)
    try:
        blob = store().put(stream, asked.megabytes * MEGABYTE)
    except TooLarge as error:
        words = lazy_gettext("This file is too large; up to %(size)s MB.", size=asked.megabytes)
        raise NoFileTaken(words) from error
    return Parcel(blob, kind or "", sent.filename or "")
