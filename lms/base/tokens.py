"""Secrets and public keys: drawn here, kept only as digests."""

import hashlib
import secrets


def fresh_token() -> str:
    """A secret of 256 random bits, safe in an address."""
    return secrets.token_urlsafe(32)


def fresh_key() -> str:
    """A public identity of 96 random bits for addresses: not secret, but not to be guessed."""
    return secrets.token_urlsafe(12)


def digest(token: str) -> str:
    """What is stored of a secret: its SHA-256 as 64 hexadecimal digits."""
    return hashlib.sha256(token.encode()).hexdigest()


# Letters and digits that nobody mixes up when reading them out on the telephone.
SPOKEN = "ACDEFGHJKLMNPQRTUVWXY34679"


def spoken_code(groups: int) -> str:
    """A code of groups of four that is read out easily: `K7QM-3FTA-XW9D` has 56 random bits."""
    letters = "".join(secrets.choice(SPOKEN) for _ in range(4 * groups))
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))
