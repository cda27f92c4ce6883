"""From bytes to text: the encodings that files of questions really come in."""

import codecs
import re

from lms.base.i18n import lazy_gettext
from lms.courseware.exchange.rows import FileRefused

MOST_BYTES = 20 * 1024 * 1024
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
SPACES = str.maketrans({"\u2028": "\n", "\u2029": "\n", "\x0c": "\n", "\ufeff": None})
ENOUGH_RUSSIAN = 0.75
HIGH = frozenset({0x00, 0x04})  # the high bytes of Latin and Cyrillic
ENOUGH_HIGH = 0.9
SAMPLE = 200_000


def check_size(size: int) -> None:
    """Refuse what is larger than 20 MB; raises FileRefused."""
    if size > MOST_BYTES:
        raise FileRefused(
            lazy_gettext("The file is larger than 20 MB. Divide it, or make its pictures smaller.")
        )


def text_of(content: bytes) -> str:
    """Decode UTF-8, UTF-16 or Windows-1251, with line ends of any system; raises FileRefused."""
    check_size(len(content))
    text = decoded(content).replace("\r\n", "\n").replace("\r", "\n").translate(SPACES)
    bad = CONTROL.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        raise FileRefused(
            lazy_gettext(
                "There is an invisible control character on line %(line)s: this is no text file, "
                "or it is damaged. Save it again as UTF-8.",
                line=line,
            ),
            line,
        )
    return text


def decoded(content: bytes) -> str:
    """Find the encoding by its mark, by its zero bytes, or by what reads as Russian."""
    for mark, name in MARKS:
        if content.startswith(mark):
            return _strictly(content, name)
    for first, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = content[first:400:2]
        if len(high) > 1 and sum(byte in HIGH for byte in high) >= ENOUGH_HIGH * len(high):
            return _strictly(content, name)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _russian(content, error)


def _strictly(content: bytes, name: str) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise FileRefused(
            lazy_gettext(
                "The file is damaged on line %(line)s: a sign is cut in two. Save it again as "
                "UTF-8.",
                line=line,
            ),
            line,
        ) from error


def _russian(content: bytes, error: UnicodeDecodeError) -> str:
    """Read Windows-1251 where nearly all signs beyond Latin are Russian letters or its marks."""
    text = content.decode("cp1251", errors="replace")
    beyond = [sign for sign in text[:SAMPLE] if sign > "\x7f"]
    usual = sum("а" <= sign.lower() <= "я" or sign in "ёЁ«»„“”–—…№\xa0’" for sign in beyond)
    small = sum("а" <= sign <= "я" for sign in beyond)
    if "\ufffd" not in text and usual >= ENOUGH_RUSSIAN * len(beyond) and small * 2 >= usual:
        return text
    line = content[: error.start].count(b"\n") + 1
    raise FileRefused(
        lazy_gettext(
            "The file is neither UTF-8 nor UTF-16 nor Windows-1251 (line %(line)s). Save it again "
            "as UTF-8.",
            line=line,
        ),
        line,
    ) from error
