"""Signed credentials (Open Badges 3.0, VC-JWT), and the keys they are signed with.

The keys lie in a folder of the installation, one file each, readable by nobody else; the newest
signs, and the older ones stay so that what they signed can be checked. Their public halves are
published. Source of the format: 1EdTech Open Badges 3.0, section 8.2 (JSON Web Token proof).
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from joserfc import jwt
from joserfc.jwk import RSAKey

ALGORITHM = "RS256"  # the one every verifier of Open Badges has to know
BITS = 2048
NAME = "key-{:04}.json"


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The keys of an installation, the one that signs last."""

    keys: tuple[RSAKey, ...]

    def public(self) -> dict[str, Any]:
        """Give the public halves as a JSON Web Key Set (RFC 7517)."""
        return {"keys": [public_half(key) for key in self.keys]}

    def find(self, kid: str) -> RSAKey | None:
        """Find a key by its name; None where there is none."""
        return next((key for key in self.keys if key.kid == kid), None)

    def sign(self, credential: Mapping[str, Any], keys_address: str) -> str:
        """Sign a credential with the newest key; `keys_address` is where its public half is."""
        key = self.keys[-1]
        header = {"alg": ALGORITHM, "typ": "JWT", "kid": f"{keys_address}{key.kid}.json"}
        return jwt.encode(header, dict(credential), key, algorithms=[ALGORITHM])


def key_ring(folder: Path) -> KeyRing:
    """Read the keys; the first is made when it is first asked for."""
    names = _names(folder)
    if not names:
        add_key(folder)
        names = _names(folder)
    return KeyRing(tuple(_read(folder / name) for name in names))


def add_key(folder: Path) -> RSAKey:
    """Make a key that signs from now on; two who make one at once make two or the same."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = RSAKey.generate_key(BITS, auto_kid=True)
    draft = folder / f"{uuid4().hex}.draft"
    with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        json.dump(key.as_dict(private=True), file)
    number = len(_names(folder)) + 1
    try:
        os.link(draft, folder / NAME.format(number))  # whole or not at all, and never over another
    except FileExistsError:
        return _read(folder / NAME.format(number))
    finally:
        draft.unlink()
    return key


def public_half(key: RSAKey) -> dict[str, Any]:
    """Give what may be published of a key."""
    return {**key.as_dict(private=False), "use": "sig", "alg": ALGORITHM}


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("key-*.json"))


def _read(path: Path) -> RSAKey:
    return RSAKey.import_key(json.loads(path.read_text()))
