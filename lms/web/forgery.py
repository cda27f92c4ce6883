"""Tokens of forms: Flask-WTF's protection, which weighs a token of a browser only once.

A page sends the token it was drawn with at every answer that is typed. Tokens have no end of
their own (the session they belong to has), so one that was right for a session stays right.
"""

from flask import Flask, current_app, g, request, session
from flask_wtf import CSRFProtect

MOST_KEPT = 4096


class Tokens(CSRFProtect):  # type: ignore[misc]
    """Tokens that were found right, with the sessions they are right for."""

    def __init__(self, app: Flask) -> None:
        """Protect every unsafe route of the application."""
        self.right: set[tuple[str, str]] = set()
        super().__init__(app)

    def protect(self, apply_exemptions: bool = False) -> None:  # noqa: FBT001, FBT002
        """Refuse an unsafe request without the token of its session (400)."""
        if request.method not in current_app.config["WTF_CSRF_METHODS"]:
            return
        pair = (self._get_csrf_token() or "", session.get("csrf_token") or "")
        if pair in self.right:
            g.csrf_valid = True
            return
        super().protect(apply_exemptions=apply_exemptions)
        if g.get("csrf_valid"):
            if len(self.right) >= MOST_KEPT:
                self.right.clear()
            self.right.add(pair)

    def _get_csrf_token(self) -> str | None:
        """A script sends its token in a header; to look for a form there takes time."""
        if request.is_json:
            return request.headers.get("X-CSRFToken")
        token: str | None = super()._get_csrf_token()
        return token
