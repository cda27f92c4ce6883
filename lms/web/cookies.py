"""The signed cookie of a browser: as Flask makes it, with signer and checked signatures kept.

A signature is checked once a process and cookie; how old it is, at every request.
"""

from functools import lru_cache

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask.wrappers import Response as BaseResponse
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.http import parse_cookie

from lms.base import clock

MOST_KEPT = 2048
PLAIN = (str, int, type(None))


class SignedCookies(SecureCookieSessionInterface):
    """Flask's sessions; the signer depends on the settings only."""

    def __init__(self, app: Flask) -> None:
        """Make the signer of this application."""
        self.name = self.get_cookie_name(app)
        self.signer = super().get_signing_serializer(app)
        self.checked = lru_cache(MOST_KEPT)(self._checked)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """The signer."""
        del app
        return self.signer

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Read the cookie of a request; one that is not ours, or too old, counts as none."""
        header = request.environ.get("HTTP_COOKIE")
        if not header or self.signer is None:
            return super().open_session(app, request)
        words, signed_at = self.checked(header)
        age = clock.now().timestamp() - signed_at
        if words is None or not 0 <= age <= app.permanent_session_lifetime.total_seconds():
            return super().open_session(app, request)
        return self.session_class(words)

    def save_session(self, app: Flask, session: SessionMixin, response: BaseResponse) -> None:
        """Send the cookie again when something in it has changed.

        Flask would mark every answer that looked into it as varying by cookie: what is signed in
        is never kept by anybody on the way (`no-store`), and what is shared looks into none.
        """
        if session.modified:
            super().save_session(app, session, response)

    def _checked(self, header: str) -> tuple[dict[str, str | int | None] | None, float]:
        """Give what the cookie in a header says and when it was signed (seconds since 1970).

        None for what is not ours, and for words that a request might change in place, such as
        messages to be shown once.
        """
        value = parse_cookie(header).get(self.name)
        if not value or self.signer is None:
            return None, 0
        try:
            words, signed_at = self.signer.loads(value, return_timestamp=True)
        except BadSignature:
            return None, 0
        if not all(isinstance(word, PLAIN) for word in words.values()):
            return None, 0
        return words, signed_at.timestamp()


def init_app(app: Flask) -> None:
    """Sign the cookies of the application."""
    app.session_interface = SignedCookies(app)
