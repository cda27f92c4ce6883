"""Folders and zips: what is taken, what is left behind, and every archive that is refused."""

import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from lms.courseware import sources
from lms.courseware.bundle import Bundle, BundleRefused
from lms.courseware.sources import read_folder, read_zip, write_folder
from tests.courseware.samples import good


def zipped(
    *members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content, compress_type=method)
    return stream.getvalue()


def linked(mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("link.md")
    info.create_system = 3
    info.external_attr = mode << 16
    return info


def encrypted() -> bytes:
    data = bytearray(zipped(("a.md", b"secret")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    return bytes(data)


def lying_about_size() -> bytes:
    data = bytearray(zipped(("a.md", b" " * 3_000_000)))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(signature) + offset
        data[at : at + 4] = struct.pack("<I", 1_000)
    return bytes(data)


def wrong_checksum() -> bytes:
    data = bytearray(zipped(("a.md", b"hello there"), method=zipfile.ZIP_STORED))
    at = data.index(b"hello")
    data[at] ^= 0xFF
    return bytes(data)


def with_nul() -> bytes:
    return zipped(("aXb.md", b"x")).replace(b"aXb.md", b"a\0b.md")


def doubled() -> bytes:
    return zipped(("aa.md", b"x"), ("ab.md", b"y")).replace(b"ab.md", b"aa.md")


REFUSED: dict[str, Callable[[], bytes]] = {
    "climbs": lambda: zipped(("../a.md", b"")),
    "climbs within": lambda: zipped(("a/../../b.md", b"")),
    "climbs in windows": lambda: zipped(("..\\a.md", b"")),
    "absolute": lambda: zipped(("/etc/a.md", b"")),
    "drive": lambda: zipped(("C:/a.md", b"")),
    "hidden climb": lambda: zipped((".x/../../a.md", b"")),
    "symbolic link": lambda: zipped((linked(0o120777), b"/etc/passwd")),
    "device": lambda: zipped((linked(0o020644), b"")),
    "pipe": lambda: zipped((linked(0o010644), b"")),
    "same name twice": doubled,
    "nul in the name": with_nul,
    "archive inside": lambda: zipped(("a.zip", b"")),
    "packed tar inside": lambda: zipped(("a.tar.gz", b"")),
    "bomb by ratio": lambda: zipped(("a.md", b" " * 1_900_000)),
    "bomb by size": lambda: zipped(("a.md", b"x" * 2_200_000)),
    "bomb by number": lambda: zipped(*((f"{n}.md", b"") for n in range(2_001))),
    "bomb in all": lambda: zipped(
        *((f"{n}.pdf", bytes(range(256)) * 7_000) for n in range(12)), method=zipfile.ZIP_STORED
    ),
    "lies about its size": lying_about_size,
    "encrypted": encrypted,
    "odd packing": lambda: zipped(("a.md", b"x"), method=zipfile.ZIP_LZMA),
    "wrong checksum": wrong_checksum,
    "program": lambda: zipped(("a.exe", b"MZ")),
    "page": lambda: zipped(("files/a.html", b"<script>")),
    "no zip": lambda: b"not a zip",
    "nothing": lambda: b"",
    "half a zip": lambda: zipped(("a.md", b"x" * 500))[:100],
    "cut in the middle": lambda: zipped(("a.md", b"x" * 500))[20:],
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_strange_zip_is_refused_with_a_reason(name: str) -> None:
    with pytest.raises(BundleRefused) as refused:
        read_zip(REFUSED[name]())
    assert refused.value.reason.endswith(".")
    assert refused.value.reason.isprintable()


def test_a_zip_above_the_limit_is_not_even_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MOST_BYTES", 100)
    with pytest.raises(BundleRefused, match="20 MB"):
        read_zip(zipped(("a.pdf", bytes(range(256)))))


def test_a_zip_of_files_and_a_zip_of_their_folder_are_the_same_bundle() -> None:
    plain = zipped(*good().items())
    inside = zipped(
        ("my course/", b""),
        *((f"my course/{path}", content) for path, content in good().items()),
        ("__MACOSX/._course.yaml", b"x"),
        ("my course/.DS_Store", b"x"),
    )
    assert read_zip(plain) == read_zip(inside) == good()


def test_a_folder_comes_back_byte_for_byte(tmp_path: Path) -> None:
    write_folder(good(), tmp_path / "course")
    assert read_folder(tmp_path / "course") == good()
    write_folder(good(), tmp_path / "course")


def test_what_editors_leave_behind_is_not_read(tmp_path: Path) -> None:
    write_folder(good(), tmp_path)
    for name in (".hidden", "a.md~", "b.swp", "#c.md#", "d.orig", "Thumbs.db"):
        (tmp_path / name).write_text("x")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "a.md").write_text("x")
    assert read_folder(tmp_path) == good()


def test_a_folder_with_other_files_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("mine")
    with pytest.raises(BundleRefused, match="not empty"):
        write_folder(good(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_a_file_is_no_place_for_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("mine")
    with pytest.raises(BundleRefused):
        write_folder(good(), tmp_path / "a")
    with pytest.raises(BundleRefused, match="not a folder"):
        read_folder(tmp_path / "a")


def test_a_link_in_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to("/etc/hostname")
    with pytest.raises(BundleRefused, match="symbolic link"):
        read_folder(tmp_path)


def test_too_large_a_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "a.pdf").open("wb") as file:
        file.truncate(30 * 1024 * 1024)
    with pytest.raises(BundleRefused, match="2 MB"):
        read_folder(tmp_path)


def test_an_empty_folder_is_an_empty_bundle(tmp_path: Path) -> None:
    assert read_folder(tmp_path) == Bundle({})
