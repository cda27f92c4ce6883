"""Where bundles come from and go to: a folder, a zip."""

import re
import stat
import zipfile
from io import BytesIO
from pathlib import Path, PurePosixPath

from lms.base.zips import BROKEN
from lms.courseware.bundle import (
    MOST_BYTES,
    MOST_BYTES_IN_FILE,
    MOST_FILES,
    Bundle,
    BundleRefused,
    check_path,
    check_sizes,
    shown,
)

MOST_RATIO = 100
SMALL = 64 * 1024  # below this a high ratio is only a file of spaces
CHUNK = 64 * 1024
LEFT_BEHIND = re.compile(
    r"\..*|#.*#|.*~|.*\.(swp|swo|bak|orig|tmp)|Thumbs\.db|desktop\.ini|__MACOSX"
)
NESTED = re.compile(r"\.(zip|gz|tgz|tar|7z|rar|bz2|xz)\Z", re.IGNORECASE)
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


def is_left_behind(path: str) -> bool:
    """Say whether a system or an editor left this file: dotfiles, backups, swap files."""
    return any(LEFT_BEHIND.fullmatch(part) for part in path.split("/"))


def read_folder(path: Path) -> Bundle:
    """Take every file below `path`, without dotfiles and backups; raises BundleRefused."""
    if not path.is_dir():
        raise BundleRefused(f"{shown(path.name)} is not a folder.")
    files = {}
    for file in sorted(path.rglob("*")):
        name = file.relative_to(path).as_posix()
        if is_left_behind(name):
            continue
        if file.is_symlink():
            raise BundleRefused(f"{shown(name)} is a symbolic link. Put the file itself there.")
        if file.is_file():
            files[name] = file
        if len(files) > MOST_FILES:
            break
    check_sizes({name: file.stat().st_size for name, file in files.items()})
    return Bundle({name: file.read_bytes() for name, file in files.items()})


def write_folder(bundle: Bundle, directory: Path) -> None:
    """Write the files byte for byte; raises BundleRefused where other files already are."""
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        if directory.is_dir() and _holds(directory, bundle):
            return
        raise BundleRefused(f"{shown(str(directory))} is not empty. Choose a new folder.")
    for name, content in bundle.items():
        target = directory / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _holds(directory: Path, bundle: Bundle) -> bool:
    try:
        return read_folder(directory) == bundle
    except BundleRefused:
        return False


def read_zip(data: bytes) -> Bundle:
    """Take every file of a zip; raises BundleRefused for anything unusual.

    A zip of a folder is read like the folder: one common first part of all paths is left out.
    """
    if len(data) > MOST_BYTES:
        raise BundleRefused("The zip is larger than 20 MB. Make the pictures smaller.")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return Bundle(_unpacked(archive))
    except BROKEN as error:
        raise BundleRefused("The zip is damaged or is no zip. Make it again.") from error


def _unpacked(archive: zipfile.ZipFile) -> dict[str, bytes]:
    members = archive.infolist()
    if len(members) > MOST_FILES:
        raise BundleRefused(f"A course has at most {MOST_FILES} files; the zip has {len(members)}.")
    for member in members:
        _check_member(member)
    files = [m for m in members if not m.is_dir() and not is_left_behind(m.filename)]
    top = _top_folder([member.filename for member in files])
    _check_declared(files, top)
    contents: dict[str, bytes] = {}
    left = MOST_BYTES
    for member in files:
        content = _content(archive, member, left)
        contents[member.filename.removeprefix(top)] = content
        left -= len(content)
    return contents


def _check_member(member: zipfile.ZipInfo) -> None:
    name = shown(member.orig_filename)
    if member.filename != member.orig_filename:
        raise BundleRefused(f"{name}: the name of this file is damaged.")
    climbs = ".." in member.filename.split("/") or "\\" in member.filename
    if climbs or member.filename.startswith("/"):
        check_path(member.filename)
    if member.flag_bits & 0x1:
        raise BundleRefused(f"{name} is encrypted. Make the zip without a password.")
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise BundleRefused(f"{name} is a link or a device. Put the file itself into the zip.")
    if NESTED.search(member.filename):
        raise BundleRefused(f"{name} is an archive inside the zip. Unpack it first.")
    if member.compress_type not in METHODS:
        raise BundleRefused(f"{name} is packed in an unusual way. Make an ordinary zip.")


def _check_declared(files: list[zipfile.ZipInfo], top: str) -> None:
    names = [member.filename for member in files]
    if len(set(names)) < len(names):
        raise BundleRefused("The zip has two files of the same name.")
    check_sizes({member.filename.removeprefix(top): member.file_size for member in files})
    for member in files:
        ratio = member.file_size / max(member.compress_size, 1)
        if member.file_size > SMALL and ratio > MOST_RATIO:
            raise BundleRefused(f"{shown(member.filename)} is packed suspiciously tightly.")


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> bytes:
    """Unpack by pieces and stop at the limit: what a zip declares need not be true."""
    limit = min(left, MOST_BYTES_IN_FILE)
    content = bytearray()
    with archive.open(member) as stream:
        while piece := stream.read(CHUNK):
            content += piece
            if len(content) > limit:
                raise BundleRefused(f"{shown(member.filename)} unpacks to more than it says.")
    return bytes(content)


def _top_folder(names: list[str]) -> str:
    """Give the folder that holds everything, with its slash, or nothing."""
    tops = {PurePosixPath(name).parts[0] for name in names if name}
    top = f"{tops.pop()}/" if len(tops) == 1 else ""
    return top if f"{top}course.yaml" in names else ""
