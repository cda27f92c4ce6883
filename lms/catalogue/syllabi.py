"""Syllabi of published editions: unpacked once a process and kept under their digest.

An edition never changes, so what is kept here is never stale and nothing has to be invalidated.
"""

from collections import OrderedDict
from importlib import import_module
from threading import Lock

from sqlalchemy import select

from lms.base.db import db
from lms.catalogue.edition import Edition, EditionFile
from lms.courseware import compiled
from lms.courseware.bundle import Bundle
from lms.courseware.syllabus import Syllabus

MOST_KEPT = 64
# Needed only after a change of the compiler: a worker starts without Markdown and YAML.
READER = "lms.courseware.reader"

_kept: OrderedDict[str, Syllabus] = OrderedDict()
_lock = Lock()


def syllabus_of(edition_id: int, digest: str) -> Syllabus:
    """Give the syllabus of an edition; a statement is needed only the first time."""
    found = _kept.get(digest)
    if found is None:
        found = _unpacked(edition_id)
        with _lock:
            _kept[digest] = found
            while len(_kept) > MOST_KEPT:
                _kept.popitem(last=False)
    return found


def bundle_of(edition_id: int) -> Bundle:
    """Give the files of an edition, byte for byte."""
    rows = db.session.execute(
        select(EditionFile.path, EditionFile.content).where(EditionFile.edition_id == edition_id)
    )
    return Bundle({row.path: row.content for row in rows})


def _unpacked(edition_id: int) -> Syllabus:
    """Load what was compiled at publish, or compile again where the compiler is another one."""
    text = db.session.scalars(select(Edition.compiled).where(Edition.id == edition_id)).one()
    try:
        return compiled.load(text)
    except compiled.OtherCompiler:
        syllabus: Syllabus = import_module(READER).read(bundle_of(edition_id))
        return syllabus
