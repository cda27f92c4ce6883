"""Pictures and hand-outs: that they are what they say, and how large they show."""

import hashlib
import re
import struct
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException, ElementTree

from lms.courseware.advice import say
from lms.courseware.bundle import Bundle
from lms.courseware.problems import Problem
from lms.courseware.syllabus import CourseFile

FOLDER = "files/"
LARGEST_SVG = 50 * 1024
LARGE_PHOTO = 150 * 1024
SVG = "{http://www.w3.org/2000/svg}"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
SVG_ELEMENTS = frozenset(
    {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
    | {"text", "tspan", "textPath", "title", "desc", "defs", "symbol", "use", "style", "switch"}
    | {"linearGradient", "radialGradient", "stop", "marker", "clipPath", "mask", "pattern"}
    | {"filter", "feGaussianBlur", "feOffset", "feMerge", "feMergeNode", "feColorMatrix"}
    | {"feBlend", "feFlood", "feComposite", "feDropShadow"}
)
REACHES_OUT = re.compile(r"@import|url\((?!\s*['\"]?#)|expression\s*\(|javascript:|\\", re.I)
PIXELS = re.compile(r"\s*([0-9]{1,5}(?:\.[0-9]*)?)(?:px)?\s*")

Size = tuple[int, int] | None


def course_files(bundle: Bundle) -> tuple[tuple[CourseFile, ...], list[Problem]]:
    """Look at everything in `files/`; what is not as it says comes back as problems."""
    files: list[CourseFile] = []
    problems: list[Problem] = []
    for path in (path for path in bundle if path.startswith(FOLDER)):
        content = bundle[path]
        problems += flaws(path, content)
        width, height = size_of(path, content) or (None, None)
        name = f"{hashlib.sha256(content).hexdigest()}.{extension(path)}"
        files.append(
            CourseFile(path=path, name=name, bytes=len(content), width=width, height=height)
        )
    return tuple(files), problems


def extension(path: str) -> str:
    """Give what follows the last dot."""
    return path.rpartition(".")[2]


def flaws(path: str, content: bytes) -> Iterator[Problem]:
    """Say what is wrong with one picture or hand-out."""
    kind = extension(path)
    if kind == "svg":
        yield from svg_flaws(path, content)
    elif kind == "pdf":
        if not content.startswith(b"%PDF-"):
            yield say("not-what-it-says", path, kind="pdf")
    elif kind not in SIZES:
        yield say("not-a-picture", path)
    elif raster_size(kind, content) is None:
        yield say("not-what-it-says", path, kind=kind)
    else:
        if len(content) > LARGE_PHOTO:
            yield say("heavy-picture", path, kilobytes=str(len(content) // 1024))
        if kind == "jpg" and b"Exif\x00\x00" in content[:65_536]:
            yield say("photo-tells-more", path)


def svg_flaws(path: str, content: bytes) -> Iterator[Problem]:
    """Say what in a drawing could act or reach out; a drawing only draws."""
    if len(content) > LARGEST_SVG:
        yield say("svg-too-large", path, kilobytes=str(len(content) // 1024))
        return
    root = svg_root(content)
    if root is None:
        yield say("svg-unreadable", path)
        return
    if b"<?xml-stylesheet" in content:
        yield say("svg-not-a-drawing", path, what="<?xml-stylesheet?>")
    found = {what for element in root.iter() for what in svg_offences(element)}
    for what in sorted(found):
        yield say("svg-not-a-drawing", path, what=what)


def svg_root(content: bytes) -> Element | None:
    """Parse a drawing in UTF-8 without document type or entities; None if it is anything else."""
    try:
        content.decode("utf-8")
        root: Element = ElementTree.fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError):
        return None
    declared = re.match(rb"\s*(?:\xef\xbb\xbf)?<\?xml[^>]*encoding=['\"]([^'\"]*)", content)
    is_utf8 = declared is None or declared[1].lower() in (b"utf-8", b"us-ascii")
    return root if is_utf8 and root.tag == f"{SVG}svg" else None


def svg_offences(element: Element) -> Iterator[str]:
    """Name what an element has that a drawing does not need."""
    name = str(element.tag).removeprefix(SVG)
    if name not in SVG_ELEMENTS:
        yield f"<{name.rpartition('}')[2]}>"
    if name == "style" and REACHES_OUT.search("".join(element.itertext())):
        yield "a style that loads something"
    for attribute, value in element.attrib.items():
        local = attribute.rpartition("}")[2].lower()
        is_link = local in ("href", "src")
        if local.startswith("on") or local == "base":
            yield local
        elif is_link and not value.strip().startswith("#"):
            yield f"{local} to another file"
        elif not is_link and REACHES_OUT.search(value):
            yield f"{local} that loads something"


def size_of(path: str, content: bytes) -> Size:
    """Give width and height in pixels where they are known."""
    kind = extension(path)
    if kind == "svg":
        root = svg_root(content) if len(content) <= LARGEST_SVG else None
        return svg_size(root) if root is not None else None
    return raster_size(kind, content)


def svg_size(root: Element) -> Size:
    """Give the size of a drawing from its attributes, else from its viewBox."""
    width, height = root.get("width", ""), root.get("height", "")
    if not (PIXELS.fullmatch(width) and PIXELS.fullmatch(height)):
        box = root.get("viewBox", "").replace(",", " ").split()
        width, height = (box[2], box[3]) if len(box) == 4 else ("", "")
    across, down = PIXELS.fullmatch(width), PIXELS.fullmatch(height)
    if not across or not down:
        return None
    size = round(float(across[1])), round(float(down[1]))
    return size if min(size) > 0 else None


def raster_size(kind: str, content: bytes) -> Size:
    """Give the size of a picture of dots; None if the content is not of that kind."""
    read = SIZES.get(kind)
    try:
        return read(content) if read else None
    except (struct.error, IndexError):
        return None


def _png_size(content: bytes) -> Size:
    if not content.startswith(b"\x89PNG\r\n\x1a\n") or content[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _jpg_size(content: bytes) -> Size:
    if not content.startswith(b"\xff\xd8\xff"):
        return None
    at = 2
    while content[at] == 0xFF:
        marker, length = content[at + 1], struct.unpack(">H", content[at + 2 : at + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None


def _webp_size(content: bytes) -> Size:
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        return None
    form, body = content[12:16], content[20:30]
    if form == b"VP8X":
        width = int.from_bytes(body[4:7], "little") + 1
        return width, int.from_bytes(body[7:10], "little") + 1
    if form == b"VP8L":
        bits = struct.unpack("<I", body[1:5])[0]
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if form == b"VP8 ":
        width, height = struct.unpack("<HH", body[6:10])
        return width & 0x3FFF, height & 0x3FFF
    return None


SIZES = {"png": _png_size, "jpg": _jpg_size, "webp": _webp_size}
