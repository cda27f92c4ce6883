"""Keys for questions and options that come from elsewhere: short, readable, unique."""

import hashlib
import re
import unicodedata
from collections.abc import Container, Mapping

KEY = re.compile(r"[a-z][a-z0-9-]{0,47}")
MADE = re.compile(r"[a-z]|o-\d+|[io]-[0-9a-f]{6}(-\d+)?")
LONGEST = 48
MOST_READ = 200
LATIN = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh",
        "з": "z", "и": "i", "й": "j", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
        "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "c",
        "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
        "я": "ya",
    }
)  # fmt: skip


def is_key(text: str) -> bool:
    """Say whether a text may stand as a key."""
    return KEY.fullmatch(text) is not None


def key_from(text: str, otherwise: str = "question") -> str:
    """Make a key of a title: Latin letters, digits and hyphens; `otherwise` where none is left."""
    known = text.strip()[:MOST_READ]
    if is_key(known):
        return known
    latin = unicodedata.normalize("NFKD", known.casefold().translate(LATIN))
    plain = "".join(c for c in latin if not unicodedata.combining(c)).translate(LATIN)
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if words and not words[0].isalpha():
        words = f"q-{words}"
    return shortened(words) or otherwise


def shortened(words: str) -> str:
    """Cut at a hyphen where there is one in the second half."""
    if len(words) <= LONGEST:
        return words
    cut = words[:LONGEST]
    at = cut.rfind("-")
    return (cut[:at] if at > LONGEST // 2 else cut).strip("-")


def numbered(key: str, number: int) -> str:
    """Give the `number`-th key of the same name: `key`, `key-2`, `key-3` …"""
    if number == 1:
        return key
    end = f"-{number}"
    return f"{key[: LONGEST - len(end)].rstrip('-')}{end}"


def free(key: str, taken: Container[str]) -> str:
    """Give the first key of this name that is not taken."""
    number = 1
    while numbered(key, number) in taken:
        number += 1
    return numbered(key, number)


def of_text(sign: str, texts: Mapping[str, str], taken: Container[str]) -> str:
    """Give a key that tells neither place nor meaning: whoever sees it learns nothing."""
    said = "\n".join(texts.values())
    return free(f"{sign}-{hashlib.sha256(said.encode()).hexdigest()[:6]}", taken)


def is_ours(key: str) -> bool:
    """Say whether a key was made here for something that came without one."""
    return MADE.fullmatch(key) is not None


def in_turn(count: int) -> list[str]:
    """Give keys for options that have none: `a`, `b` … `z`, `o-27` …"""
    return [chr(97 + n) if n < 26 else f"o-{n + 1}" for n in range(count)]
