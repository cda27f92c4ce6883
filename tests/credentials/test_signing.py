"""The signed credential: judged by a library that is not ours; tampering shows; keys rotate."""

import base64
import json
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import RSAKey
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier

from lms.courseware.reader import read
from lms.credentials.badge import Badge, credential
from lms.credentials.signing import add_key, key_ring, public_half
from tests.courseware.samples import good

BASE = "https://example.org"
KEYS = f"{BASE}/certificates/keys/"


def said(*, shown: bool = False) -> dict[str, Any]:
    badge = Badge(
        code="ACDE-FGHJ-KLMN",
        name="Boris Borisovich",
        name_is_shown=shown,
        completed_at=datetime(2026, 11, 5, 9, tzinfo=UTC),
        course_key="law",
        syllabus=read(good()),
        locale="en",
    )
    return credential(badge, BASE, "Leader trainings", "Everything was done.")


def verifier(key: RSAKey) -> OB3Verifier:
    """An independent judge that knows nothing but what we publish."""
    published = RSAKey.import_key(public_half(key))
    return OB3Verifier(published.as_pem(private=False))


def part(token: str, number: int) -> dict[str, Any]:
    text = token.split(".")[number]
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return found


def test_another_library_finds_it_good(tmp_path: Path) -> None:
    ring = key_ring(tmp_path)
    token = ring.sign(said(), KEYS)
    found = verifier(ring.keys[-1]).verify(token)
    assert found.issuer.id == f"{BASE}/certificates/issuer.json"
    assert found.id == f"{BASE}/certificates/ACDE-FGHJ-KLMN/"
    assert part(token, 0)["kid"] == f"{KEYS}{ring.keys[-1].kid}.json"


def test_tampering_shows(tmp_path: Path) -> None:
    ring = key_ring(tmp_path)
    head, body, signature = ring.sign(said(), KEYS).split(".")
    changed = {**part(f"{head}.{body}", 1), "name": "Another course"}
    other = base64.urlsafe_b64encode(json.dumps(changed).encode()).rstrip(b"=").decode()
    for token in (f"{head}.{other}.{signature}", f"{head}.{body}.{signature[:-6]}AAAAAA"):
        with pytest.raises(OB3VerificationError):
            verifier(ring.keys[-1]).verify(token)


def test_a_key_of_somebody_else_does_not_sign_for_us(tmp_path: Path) -> None:
    foreign = key_ring(tmp_path / "foreign").sign(said(), KEYS)
    with pytest.raises(OB3VerificationError):
        verifier(key_ring(tmp_path / "own").keys[-1]).verify(foreign)


def test_the_name_is_told_only_where_it_is_shown(tmp_path: Path) -> None:
    token = key_ring(tmp_path).sign(said(), KEYS)
    assert "Boris" not in json.dumps(part(token, 1))
    shown = key_ring(tmp_path).sign(said(shown=True), KEYS)
    assert "Boris Borisovich" in json.dumps(part(shown, 1))


def test_the_same_certificate_gives_the_same_file(tmp_path: Path) -> None:
    assert key_ring(tmp_path).sign(said(), KEYS) == key_ring(tmp_path).sign(said(), KEYS)


def test_a_key_is_made_once_and_read_by_nobody_else(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    first = key_ring(folder).keys[0].kid
    assert key_ring(folder).keys[0].kid == first
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_what_an_older_key_signed_stays_good(tmp_path: Path) -> None:
    old = key_ring(tmp_path).sign(said(), KEYS)
    add_key(tmp_path)
    ring = key_ring(tmp_path)
    new = ring.sign(said(), KEYS)
    assert len(ring.public()["keys"]) == 2
    assert part(old, 0)["kid"] != part(new, 0)["kid"]
    for token in (old, new):
        kid = part(token, 0)["kid"].removeprefix(KEYS).removesuffix(".json")
        key = ring.find(kid)
        assert key is not None
        verifier(key).verify(token)


def test_no_private_part_is_published(tmp_path: Path) -> None:
    (key,) = key_ring(tmp_path).public()["keys"]
    assert not {"d", "p", "q", "dp", "dq", "qi"} & key.keys()
