"""Browsers that have signed in to an account before: nobody's guessing locks them out of it.

The browser keeps a mark for each account, which tells nothing and opens nothing: it only gives
the browser a count of its own (OWASP, "Slow Down Online Guessing Attacks with Device Cookies").
"""

import hmac
from datetime import timedelta

from flask import request
from werkzeug import Response

from lms.base.tokens import fresh_key
from lms.web.settings import secret_for, settings

LASTS = timedelta(days=180)
MOST = 5  # accounts remembered in one browser
BETWEEN, WITHIN = "~", "."


def mark_of(user_id: int) -> str | None:
    """The mark this browser holds for the account, if it is genuine."""
    for mark in _marks():
        nonce, _, seal = mark.partition(WITHIN)
        if hmac.compare_digest(seal.encode(), _seal(nonce, user_id).encode()):
            return mark
    return None


def remember(response: Response, user_id: int) -> None:
    """Give this browser a mark for the account, unless it has one."""
    if mark_of(user_id) is not None:
        return
    nonce = fresh_key()
    marks = [f"{nonce}{WITHIN}{_seal(nonce, user_id)}", *_marks()][:MOST]
    response.set_cookie(
        _cookie(),
        BETWEEN.join(marks),
        max_age=LASTS,
        httponly=True,
        samesite="Lax",
        secure=settings().secure,
    )


def _marks() -> list[str]:
    return [mark for mark in request.cookies.get(_cookie(), "").split(BETWEEN) if mark][:MOST]


def _cookie() -> str:
    return "__Host-known" if settings().secure else "known"


def _seal(nonce: str, user_id: int) -> str:
    return hmac.new(
        secret_for("known browser"), f"{nonce}|{user_id}".encode(), "sha256"
    ).hexdigest()
