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
