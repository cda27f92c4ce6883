"""What a file is, by its bytes and whatever it is called."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.courseware.questions.file import KINDS
from lms.storage.kinds import MEDIA_TYPES, ODT, kind_of


def packed(*members: tuple[str, bytes]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


DOCX = packed(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>"))
MACROS = packed(
    ("[Content_Types].xml", b""), ("word/document.xml", b""), ("word/vbaProject.bin", b"")
)
PAGE = b"<!doctype html><script>alert(1)</script>"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n...", "pdf"),
        (b"\xff\xd8\xff\xe0....JFIF", "jpg"),
        (b"\x89PNG\r\n\x1a\n....", "png"),
        (b"RIFF....WEBPVP8 ", "webp"),
        (b"ID3\x04....", "mp3"),
        (b"\x00\x00\x00\x20ftypM4A ....", "m4a"),
        (b"OggS\x00....", "ogg"),
        (DOCX, "docx"),
        (packed(("mimetype", ODT)), "odt"),
        ("Обращение к главе города.\r\n\tС уважением.".encode(), "txt"),
        (("я" * 5000).encode(), "txt"),
        (b"", None),
        (b"\x00\x01\x02", None),
        (b"\xff\xfe" + "text".encode("utf-16-le"), None),
        (b"MZ\x90\x00\x03", None),
        (b"text" * 2000 + b"\x00", None),
        (MACROS, None),
        (packed(("any.txt", b"x")), None),
        (packed(("mimetype", b"application/epub+zip")), None),
        (DOCX[:40], None),
        (b"PK\x03\x04" + b"\xff" * 200, None),
        (b"GIF89a", "txt"),
        (PAGE, "txt"),
    ],
)
def test_a_kind_is_told_by_its_bytes(content: bytes, kind: str | None) -> None:
    stream = BytesIO(content)
    assert kind_of(stream) == kind
    assert stream.read() == content, "the stream is rewound"


def test_a_page_is_at_most_a_text() -> None:
    """What looks like a page to a browser is given back as plain text, to be saved."""
    assert MEDIA_TYPES["txt"].startswith("text/plain")
    assert not any(
        "html" in kind or "svg" in kind or kind == "xml" for kind in MEDIA_TYPES.values()
    )


def test_every_kind_that_may_be_asked_for_is_known() -> None:
    assert set(KINDS) == set(MEDIA_TYPES)


@given(st.binary(max_size=400) | st.binary(max_size=200).map(lambda tail: b"PK\x03\x04" + tail))
def test_any_bytes_are_looked_at_without_a_fall(content: bytes) -> None:
    assert kind_of(BytesIO(content)) in {None, *MEDIA_TYPES}


def test_a_damaged_archive_is_no_kind_and_no_fall() -> None:
    """A deflated content that cannot be unpacked fails in zlib's own words."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODT * 40)
    content = bytearray(stream.getvalue())
    start = 30 + len("mimetype")  # behind the header of the first member
    content[start : start + 4] = b"\xff\xff\xff\xff"
    assert kind_of(BytesIO(bytes(content))) is None
