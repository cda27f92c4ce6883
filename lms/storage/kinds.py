"""What a file is, told by its bytes: a name can say anything."""

import codecs
from types import MappingProxyType
from typing import BinaryIO
from zipfile import ZipFile

from lms.base.zips import BROKEN

HEAD = 4096  # bytes that are enough to know a beginning
MEDIA_TYPES = MappingProxyType(
    {
        "pdf": "application/pdf",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "odt": "application/vnd.oasis.opendocument.text",
        "txt": "text/plain; charset=utf-8",
        "jpg": "image/jpeg",
        "png": "image/png",
        "webp": "image/webp",
        "mp3": "audio/mpeg",
        "m4a": "audio/mp4",
        "ogg": "audio/ogg",
    }
)
BEGINNINGS = (
    (b"%PDF-", 0, "pdf"),
    (b"\xff\xd8\xff", 0, "jpg"),
    (b"\x89PNG\r\n\x1a\n", 0, "png"),
    (b"WEBP", 8, "webp"),
    (b"ID3", 0, "mp3"),
    (b"\xff\xfb", 0, "mp3"),
    (b"\xff\xf3", 0, "mp3"),
    (b"ftyp", 4, "m4a"),
    (b"OggS", 0, "ogg"),
)
ODT = b"application/vnd.oasis.opendocument.text"


def kind_of(stream: BinaryIO) -> str | None:
    """Name the kind of a file, None for one that is not known; the stream is rewound."""
    head = stream.read(HEAD)
    found = next((kind for mark, at, kind in BEGINNINGS if head.startswith(mark, at)), None)
    if head.startswith(b"PK\x03\x04"):
        found = _packed(stream)
    elif found is None and head and _is_text(head):
        found = "txt" if _is_text(head + stream.read(), whole=True) else None
    stream.seek(0)
    return found


def _packed(stream: BinaryIO) -> str | None:
    """Look into the list of a zip; nothing but the short name of the type is unpacked."""
    try:
        with ZipFile(stream) as packed:
            names = set(packed.namelist())
            if {"[Content_Types].xml", "word/document.xml"} <= names:
                return None if "word/vbaProject.bin" in names else "docx"
            if "mimetype" in names:
                with packed.open("mimetype") as inside:
                    return "odt" if inside.read(len(ODT) + 1).strip() == ODT else None
    except BROKEN:
        return None
    return None


def _is_text(content: bytes, *, whole: bool = False) -> bool:
    """Whether this is the beginning of a text in UTF-8, or a whole one, without control signs."""
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(content, final=whole)
    except UnicodeDecodeError:
        return False
    return all(sign.isprintable() or sign in "\t\n\r\f\ufeff" or ord(sign) > 127 for sign in text)
