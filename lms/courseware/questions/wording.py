"""Comparing typed words with what an author accepts: what is forgiven, and the wildcard `*`."""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from lms.courseware.texts import ByLanguage

LONGEST = 200
CLOSING = " .,;:!?…"
QUOTES = " \"'«»“”„‘’‚"
DASHES = dict.fromkeys("–—‑‐‒−", "-")
SAME = str.maketrans({"ё": "е", **DASHES, "’": "'", "\u00ad": None})
WILDCARD = re.compile(r"(?<!\\)\*+")


class Forgiven(NamedTuple):
    """Something that makes no difference, with an example: `written` counts as `wanted`."""

    what: str
    written: str
    wanted: str


FORGIVEN = (
    Forgiven("capital letters", "REPLY", "reply"),
    Forgiven("ё and е", "счёт", "счет"),
    Forgiven("spaces around and between words", "  a   reply ", "a reply"),
    Forgiven("kinds of dash", "fact–letter", "fact-letter"),
    Forgiven("kinds of apostrophe", "prosecutor’s", "prosecutor's"),
    Forgiven("quotation marks around", "«reply»", "reply"),
    Forgiven("closing punctuation", "reply!", "reply"),
)


def normalised(text: str) -> str:
    """Take away everything that FORGIVEN names, so that equal texts are equal answers."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    collapsed = " ".join(folded.translate(SAME).split())
    bare = None
    while bare != collapsed:
        bare, collapsed = collapsed, collapsed.rstrip(CLOSING).strip(QUOTES)
    return collapsed


def pieces(accepted: str) -> list[str]:
    r"""Divide an accepted answer at its wildcards; `\*` is a plain asterisk."""
    return [piece.replace("\\*", "*") for piece in WILDCARD.split(normalised(accepted))]


def accepts(accepted: str, text: str) -> bool:
    """Say whether a normalised text is the accepted answer, `*` standing for any letters or none.

    Looks from left to right and never back, so that no answer and no pattern makes it slow.
    """
    first, *others = pieces(accepted)
    if not others:
        return text == first
    *middle, last = others
    if len(text) < len(first) + len(last) or not (text.startswith(first) and text.endswith(last)):
        return False
    at, end = len(first), len(text) - len(last)
    for piece in middle:
        found = text.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def accepts_any(accepted: Iterable[str], written: str) -> bool:
    """Say whether what a person wrote is one of the accepted answers."""
    text = normalised(written)
    return bool(text) and any(accepts(answer, text) for answer in accepted)


def shown(accepted: str) -> str:
    """Give an accepted answer as an example for people: without wildcards."""
    return WILDCARD.sub("", accepted).replace("\\*", "*")


def accepted_rules(accept: ByLanguage[tuple[str, ...]]) -> tuple[str, ...]:
    """Tell an author which answers count in each language, and what makes no difference."""
    said = (f"{language}: {', '.join(answers)}" for language, answers in accept.entries)
    return (
        f"accepted: {' | '.join(said)}",
        f"makes no difference: {'; '.join(each.what for each in FORGIVEN)}",
    )
