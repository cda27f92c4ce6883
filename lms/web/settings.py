"""The installation's settings, and secrets derived from its one secret key."""

import base64
import hmac

from flask import current_app

from lms.config import Settings


def settings() -> Settings:
    """What this installation chose."""
    chosen: Settings = current_app.extensions["lms.settings"]
    return chosen


def secret_for(purpose: str) -> bytes:
    """A key for one purpose; one key never serves two."""
    return hmac.digest(settings().secret_key.encode(), purpose.encode(), "sha256")


def token_for(purpose: str, op_id: str) -> str:
    """The one-time secret of this wish: the same form sent twice gives the same secret."""
    drawn = hmac.digest(secret_for(purpose), op_id.encode(), "sha256")
    return base64.urlsafe_b64encode(drawn).rstrip(b"=").decode()
