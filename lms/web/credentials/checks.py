"""Checking a certificate by its code: open to all, telling no more than it must."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms.accounts import guesses
from lms.base import clock
from lms.base.db import transaction
from lms.credentials.certificate import code_of
from lms.credentials.queries import Verdict, verdict_on
from lms.web.accounts.tries import bucket, place
from lms.web.gate import public

bp = Blueprint("certificates", __name__, url_prefix="/certificates")
ZONE = "Europe/Moscow"


@bp.get("/")
@public
def index() -> ResponseReturnValue:
    """Ask for the code; one that was typed leads to its page, however it was written."""
    typed = request.args.get("code", "").strip()
    code = code_of(typed)
    if code is not None:
        return redirect(url_for("certificates.show", code=code))
    return render_template("credentials/checks/index.html", typed=typed)


@bp.get("/<code>/")
@public
def show(code: str) -> ResponseReturnValue:
    """Say whether the certificate is valid; an unknown code is like one that cannot be."""
    verdict = _found(code)
    if verdict is None:
        return render_template("credentials/checks/unknown.html"), 404
    return render_template("credentials/checks/show.html", verdict=verdict, zone=ZONE)


@bp.get("/<code>/status.json")
@public
def status(code: str) -> ResponseReturnValue:
    """Say to a program whether the credential was revoked (1EdTech revocation list of one)."""
    verdict = _found(code)
    if verdict is None:
        return {"error": 404}, 404
    here = url_for("certificates.status", code=verdict.code, _external=True)
    revoked = [
        {
            "id": url_for("certificates.show", code=verdict.code, _external=True),
            "revoked": True,
            "revocationReason": verdict.revocation,
        }
    ]
    issuer = url_for("certificate_keys.issuer", _external=True)
    entries = revoked if verdict.revoked_at else []
    return {"id": here, "issuer": issuer, "revokedCredential": entries}


def _found(code: str) -> Verdict | None:
    """Look a code up; who has missed too often waits (TooManyTries), right or wrong."""
    here, at = bucket(guesses.CODES, place()), clock.now()
    guesses.refuse_if_spent(here, at)
    verdict = verdict_on(code_of(code) or "")
    if verdict is None:
        with transaction():
            guesses.is_within(here, at)
    return verdict
