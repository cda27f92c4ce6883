"""Passwords: what is refused, how they are kept, and what a guess costs.

Length and a list of what everybody tries decide, nothing else: no rules of composition, no
expiry (NIST SP 800-63B section 3.1.1.2). Kept as argon2id with 19 MiB, two passes and one lane
(OWASP Password Storage Cheat Sheet); at most two are computed at once in a process, so that
guessing cannot eat the memory of the machine.
"""

import unicodedata
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from lms.accounts.refusals import PasswordRefused
from lms.accounts.user import username_key
from lms.base.i18n import lazy_gettext, lazy_ngettext

SHORTEST = 10  # characters
LONGEST = 256
COMMON = Path(__file__).parent / "common_passwords.txt"

_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_room = BoundedSemaphore(2)
# Of a password that nobody knows: an account that does not exist costs as much as one that does.
_NOBODY = (
    "$argon2id$v=19$m=19456,t=2,p=1$tNrs3oS+lDDufUxGppvJXg"
    "$Uwx/A5aGwy0IWZ+ieto47ikf3ksFbg4CC8y5DKs0Dyg"
)


def _normal(password: str) -> str:
    """The same password typed on any keyboard or device gives the same letters (NFKC)."""
    return unicodedata.normalize("NFKC", password)


def hashed(password: str) -> str:
    """What is stored of a password; takes about 30 ms on purpose."""
    with _room:
        return _hasher.hash(_normal(password))


def matches(password_hash: str | None, password: str) -> bool:
    """Whether this is the password; None (no such account) takes as long and is never right."""
    with _room:
        try:
            _hasher.verify(password_hash or _NOBODY, _normal(password))
        except (VerificationError, InvalidHashError):
            return False
    return password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Whether the hash was made with older, weaker settings."""
    return _hasher.check_needs_rehash(password_hash)


def refuse_weak(password: str, username: str) -> None:
    """Let a password pass or raise PasswordRefused with what to change."""
    normal = _normal(password)
    if len(normal) < SHORTEST:
        raise PasswordRefused(
            lazy_ngettext(
                "Use at least %(num)s character. Three or four words are easy to keep in mind.",
                "Use at least %(num)s characters. Three or four words are easy to keep in mind.",
                SHORTEST,
            )
        )
    if len(normal) > LONGEST:
        raise PasswordRefused(
            lazy_ngettext(
                "Use at most %(num)s character.", "Use at most %(num)s characters.", LONGEST
            )
        )
    folded = normal.casefold()
    if folded in _common() or _repeats(folded) or folded == username_key(username):
        raise PasswordRefused(
            lazy_gettext(
                "This password is among the first that anybody would try. "
                "Take three or four words that only you would put together."
            )
        )


def _repeats(folded: str) -> bool:
    """Whether it is one or two letters over and over, or a piece of at most four repeated."""
    return any(folded == (folded[:size] * len(folded))[: len(folded)] for size in range(1, 5))


@cache
def _common() -> frozenset[str]:
    """The passwords that are tried first; read once a process."""
    return frozenset(COMMON.read_text("utf-8").split("\n"))
