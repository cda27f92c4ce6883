"""The signed cookie of a browser: as Flask makes it, with a signer that is made only once."""

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer


class SignedCookies(SecureCookieSessionInterface):
    """Flask's sessions; the signer depends on the settings only."""

    def __init__(self, app: Flask) -> None:
        """Make the signer of this application."""
        self.signer = super().get_signing_serializer(app)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """The signer."""
        del app
        return self.signer


def init_app(app: Flask) -> None:
    """Sign the cookies of the application."""
    app.session_interface = SignedCookies(app)
