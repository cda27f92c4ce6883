"""Names: how people, accounts and associations may be called, and when two names are the same."""

import re
import unicodedata

from lms.accounts.refusals import UsernameRefused
from lms.base.i18n import lazy_gettext

SHORTEST_USERNAME = 3  # characters
LONGEST_USERNAME = 40
_USERNAME = re.compile(r"[\w.\-]+")
_QUOTES = str.maketrans(dict.fromkeys("\"'`«»„“”‘’", " "))


def clean(name: str) -> str:
    """A name on one line: composed, without control characters, spaces in a row made one."""
    composed = unicodedata.normalize("NFC", name)
    visible = (" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in composed)
    return " ".join("".join(visible).split())


def clean_username(username: str) -> str:
    """The username as it will be written, or UsernameRefused with what to change."""
    name = unicodedata.normalize("NFKC", username).strip()
    if not SHORTEST_USERNAME <= len(name) <= LONGEST_USERNAME:
        raise UsernameRefused(
            lazy_gettext(
                "Use from %(least)s to %(most)s characters.",
                least=SHORTEST_USERNAME,
                most=LONGEST_USERNAME,
            )
        )
    if not _USERNAME.fullmatch(name):
        raise UsernameRefused(
            lazy_gettext("Use letters, digits, full stops, hyphens and underscores; no spaces.")
        )
    if len(_alphabets(name)) > 1:
        raise UsernameRefused(
            lazy_gettext("Use one alphabet: a name of mixed letters looks like another name.")
        )
    return name


def _alphabets(name: str) -> set[str]:
    """The scripts its letters come from, by their Unicode names: LATIN, CYRILLIC…"""
    return {unicodedata.name(sign, "?").split()[0] for sign in name if sign.isalpha()}


def organisation_key(name: str) -> str:
    """What makes two names of an association the same: no case, quotes, ё or extra spaces."""
    folded = unicodedata.normalize("NFKC", name).casefold().replace("ё", "е")
    return clean(folded.translate(_QUOTES))[:200]
