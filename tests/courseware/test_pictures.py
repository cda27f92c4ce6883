"""Drawings only draw; pictures are what their names say."""

import struct

import pytest

from lms.courseware.pictures import flaws, size_of

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
BAD_DRAWINGS = {
    "script": HEAD + "><script>alert(1)</script></svg>",
    "script in other letters": HEAD + "><SCRIPT>alert(1)</SCRIPT></svg>",
    "script of another space": HEAD + '><script xmlns="http://www.w3.org/1999/xhtml"/></svg>',
    "event": HEAD + 'onload="alert(1)"></svg>',
    "event inside": HEAD + '><g onclick="alert(1)"/></svg>',
    "foreign object": HEAD + "><foreignObject><p/></foreignObject></svg>",
    "html inside": HEAD + '><p xmlns="http://www.w3.org/1999/xhtml">x</p></svg>',
    "picture inside": HEAD + '><image href="https://evil.example/p.gif"/></svg>',
    "link": HEAD + '><a href="https://evil.example/"><text>x</text></a></svg>',
    "use of elsewhere": HEAD + '><use href="https://evil.example/a.svg#x"/></svg>',
    "old use of elsewhere": HEAD + '><use xlink:href="data:image/svg+xml,x"/></svg>',
    "animation": HEAD + '><animate attributeName="href" to="javascript:alert(1)"/></svg>',
    "set": HEAD + '><set attributeName="onload" to="alert(1)"/></svg>',
    "style that imports": HEAD + "><style>@import 'https://evil.example/a.css';</style></svg>",
    "style that loads": HEAD + "><style>g{fill:url(https://evil.example/a)}</style></svg>",
    "style with escapes": HEAD + "><style>g{fill:u\\72l(https://evil.example/a)}</style></svg>",
    "attribute that loads": HEAD + '><g style="fill:url(//evil.example/a)"/></svg>',
    "fill that loads": HEAD + "><g fill=\"url( 'https://evil.example/a')\"/></svg>",
    "base": HEAD + 'xml:base="https://evil.example/"></svg>',
    "style sheet": '<?xml-stylesheet href="https://e.example/a.css"?>' + HEAD + "/>",
    "document type": "<!DOCTYPE svg>" + HEAD + "/>",
    "entities": '<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + HEAD + ">&a;</svg>",
    "outside entity": '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hosts">]>'
    + HEAD
    + ">&a;</svg>",
    "no drawing": "<html><body/></html>",
    "not closed": HEAD + "><g>",
    "nothing": "",
    "much too deep": HEAD + ">" + "<g>" * 9_000,
    "too large": HEAD + ">" + " " * 51_200 + "</svg>",
    "other encoding": '<?xml version="1.0" encoding="utf-7"?>' + HEAD + "/>",
}


@pytest.mark.parametrize("name", BAD_DRAWINGS)
def test_a_drawing_that_does_more_than_draw_is_refused(name: str) -> None:
    assert [p for p in flaws("files/a.svg", BAD_DRAWINGS[name].encode()) if p.is_error]


def test_a_drawing_in_other_bytes_is_refused() -> None:
    assert list(flaws("files/a.svg", (HEAD + "/>").encode("utf-16")))


def test_a_plain_drawing_is_taken_with_its_size() -> None:
    drawing = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        + HEAD
        + 'viewBox="0 0 320.4 200"><title>Шаги</title>'
        '<style>.a{fill:url(#b)}</style><defs><linearGradient id="b"/></defs>'
        '<use href="#b"/><rect fill="url(#b)" clip-path="url(\'#c\')"/></svg>'
    ).encode()
    assert list(flaws("files/a.svg", drawing)) == []
    assert size_of("files/a.svg", drawing) == (320, 200)
    sized = (HEAD + 'width="10px" height="20"/>').encode()
    assert size_of("files/a.svg", sized) == (10, 20)
    assert size_of("files/a.svg", (HEAD + 'width="100%"/>').encode()) is None


PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480) + b"\x08\x02\0\0\0"
JPG = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x11\x08" + struct.pack(">HH", 480, 640) + b"\x03" * 9
WEBP = {
    "VP8X": b"RIFF\0\0\0\0WEBPVP8X\0\0\0\0" + b"\0\0\0\0" + b"\x7f\x02\0" + b"\xdf\x01\0",
    "VP8L": b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f" + struct.pack("<I", 639 | 479 << 14) + b"\0" * 5,
    "VP8 ": b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0" + b"\0" * 6 + struct.pack("<HH", 640, 480),
}


def test_the_size_of_a_picture_is_read_from_its_head() -> None:
    assert size_of("files/a.png", PNG) == (640, 480)
    assert size_of("files/a.jpg", JPG) == (640, 480)
    for head in WEBP.values():
        assert size_of("files/a.webp", head) == (640, 480)


@pytest.mark.parametrize("kind", ["png", "jpg", "webp", "pdf"])
@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"<html>", b"\xff\xd8\xff", b"RIFF....WEBP", PNG[:14]]
)
def test_a_file_that_is_not_what_it_says_is_refused(kind: str, content: bytes) -> None:
    assert [p.code for p in flaws(f"files/a.{kind}", content)] == ["not-what-it-says"]


def test_text_does_not_belong_among_the_files() -> None:
    assert [p.code for p in flaws("files/a.md", b"x")] == ["not-a-picture"]


def test_a_heavy_picture_and_camera_data_are_warned_of() -> None:
    photo = JPG.replace(b"\xff\xe0\0\x04ab", b"\xff\xe1\0\x0aExif\0\0ab") + b"\0" * 200_000
    found = list(flaws("files/a.jpg", photo))
    assert sorted(p.code for p in found) == ["heavy-picture", "photo-tells-more"]
    assert not any(p.is_error for p in found)
