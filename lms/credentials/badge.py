"""A certificate as an Open Badges 3.0 credential: what it says, before it is signed.

Whoever holds the file can show what they have done; the name stands in it as a salted digest, so
that only somebody who knows the name can tell whose it is, unless the holder lets it be shown.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lms.courseware.syllabus import Syllabus

CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """What a credential tells; `locale` is the language of its words."""

    code: str
    name: str
    name_is_shown: bool
    completed_at: datetime
    course_key: str
    syllabus: Syllabus
    locale: str


def credential(badge: Badge, base_url: str, site: str, words: str) -> dict[str, Any]:
    """Put the credential together; `site` names the issuer, `words` tell what had to be done."""
    address = f"{base_url}/certificates/{badge.code}/"
    subject = f"{address}#holder"
    return {
        "@context": list(CONTEXTS),
        "id": address,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": issuer(base_url, site),
        "validFrom": f"{badge.completed_at:%Y-%m-%dT%H:%M:%SZ}",
        "name": badge.syllabus.title.in_(badge.locale),
        "credentialSubject": {
            "id": subject,
            "type": ["AchievementSubject"],
            "identifier": [_identity(badge)],
            "achievement": _achievement(badge, base_url, words),
        },
        "credentialStatus": {
            "id": f"{address}status.json",
            "type": "1EdTechRevocationList",
        },
        "iss": f"{base_url}/certificates/issuer.json",
        "jti": address,
        "sub": subject,
        "nbf": int(badge.completed_at.timestamp()),
    }


def issuer(base_url: str, site: str) -> dict[str, Any]:
    """Give the profile of who issues: the site itself."""
    return {
        "id": f"{base_url}/certificates/issuer.json",
        "type": ["Profile"],
        "name": site,
        "url": f"{base_url}/",
    }


def _achievement(badge: Badge, base_url: str, words: str) -> dict[str, Any]:
    return {
        "id": f"{base_url}/courses/{badge.course_key}/",
        "type": ["Achievement"],
        "achievementType": "Course",
        "name": badge.syllabus.title.in_(badge.locale),
        "description": badge.syllabus.summary.in_(badge.locale),
        "criteria": {"narrative": words},
        "inLanguage": badge.locale,
    }


def _identity(badge: Badge) -> dict[str, Any]:
    """Name the holder in clear, or by a digest salted with the code."""
    identity = {"type": "IdentityObject", "identityType": "name"}
    if badge.name_is_shown:
        return {**identity, "hashed": False, "identityHash": badge.name}
    salted = hashlib.sha256(f"{badge.name}{badge.code}".encode()).hexdigest()
    return {**identity, "hashed": True, "identityHash": f"sha256${salted}", "salt": badge.code}
