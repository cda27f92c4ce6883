"""Zip packages of other programs: opened with the same care as a course in a zip."""

import stat
import zipfile
from io import BytesIO
from pathlib import PurePosixPath

from lms.base.i18n import lazy_gettext
from lms.base.zips import BROKEN
from lms.courseware.exchange.decoding import check_size
from lms.courseware.exchange.rows import FileRefused

MOST_FILES = 25_000
MOST_BYTES = 64 * 1024 * 1024
MOST_RATIO = 200
SMALL = 64 * 1024
CHUNK = 64 * 1024
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
SIGN = b"PK\x03\x04"


def unpacked(content: bytes) -> dict[str, bytes]:
    """Give the files of a zip by path; raises FileRefused for anything unusual in it."""
    check_size(len(content))
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            _check(members)
            return _contents(archive, members)
    except BROKEN as error:
        raise FileRefused(
            lazy_gettext("The zip is damaged or is no zip. Export it again.")
        ) from error


def _check(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_FILES or sum(one.file_size for one in members) > MOST_BYTES:
        raise FileRefused(lazy_gettext("The zip unpacks to far too much. Divide it."))
    if len({one.filename for one in members}) < len(members):
        raise FileRefused(lazy_gettext("The zip has two files of the same name."))
    for one in members:
        reason = _unusual(one)
        if reason:
            raise FileRefused(
                lazy_gettext(
                    "The zip has an unusual file (%(name)s). Make an ordinary zip without "
                    "passwords, links and archives inside.",
                    name=ascii(one.orig_filename[:60]),
                )
            )


def _unusual(one: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(one.filename)
    kind = stat.S_IFMT(one.external_attr >> 16)
    return (
        one.filename != one.orig_filename
        or path.is_absolute()
        or ".." in path.parts
        or "\\" in one.orig_filename
        or ":" in one.filename
        or bool(one.flag_bits & 0x1)
        or kind not in (0, stat.S_IFREG)
        or one.compress_type not in METHODS
        or (one.file_size > SMALL and one.file_size > MOST_RATIO * max(one.compress_size, 1))
    )


def _contents(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    """Unpack by pieces and stop at the limit: what a zip declares need not be true."""
    contents: dict[str, bytes] = {}
    left = MOST_BYTES
    for one in members:
        content = bytearray()
        with archive.open(one) as stream:
            while piece := stream.read(CHUNK):
                content += piece
                if len(content) > min(left, one.file_size):
                    raise FileRefused(lazy_gettext("The zip unpacks to far too much. Divide it."))
        contents[one.filename] = bytes(content)
        left -= len(content)
    return contents
