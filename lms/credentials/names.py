"""Names as they are printed: with the letters that the typeface has, and no others."""

import unicodedata

from lms.credentials.refusals import UnprintableName

SIGNS = frozenset(" -'’.,–()")
# Latin and Cyrillic as far as Libertinus Serif goes: the national alphabets of Russia and Europe.
LETTERS = (
    ("A", "Z"),
    ("a", "z"),
    ("\u00c0", "\u00d6"),
    ("\u00d8", "\u00f6"),
    ("\u00f8", "\u024f"),
    ("\u0400", "\u0481"),
    ("\u048a", "\u04ff"),
    ("\u0510", "\u0513"),
    ("\u051a", "\u051d"),
    ("\u1e00", "\u1eff"),
)
MARKS = ("\u0300", "\u036f")


def as_printed(name: str) -> str:
    """Give the name in its composed form with single spaces; raises UnprintableName."""
    composed = unicodedata.normalize("NFC", " ".join(name.split()))
    if not composed or not _is_letter(composed[0]):
        raise UnprintableName
    if all(map(_is_known, composed)):
        return composed
    raise UnprintableName


def _is_known(sign: str) -> bool:
    return sign in SIGNS or _is_letter(sign) or MARKS[0] <= sign <= MARKS[1]


def _is_letter(sign: str) -> bool:
    return any(first <= sign <= last for first, last in LETTERS)
