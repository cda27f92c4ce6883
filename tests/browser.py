"""A test client that signs people in and keeps the test's own reading apart from the request's."""

from typing import Any

from flask import g
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from lms.accounts.session import UserSession
from lms.accounts.user import User
from lms.base import clock
from lms.base.db import db, transaction
from lms.base.tokens import digest, fresh_token


def forget() -> None:
    """Clear what a request keeps in its context."""
    for name in list(g):
        g.pop(name)


class Browser(FlaskClient):
    """One browser, with one person in front of it or none."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request; what the test itself has written is committed first.

        The request runs in the test's own application context, so what the last request left
        there (who was signed in, which language) is forgotten before and after.
        """
        db.session.commit()
        forget()
        try:
            return super().open(*args, **kwargs)
        finally:
            forget()

    def sign_in(self, user: User) -> "Browser":
        """Sit a person down here, without the form."""
        token = fresh_token()
        with transaction():
            db.session.add(
                UserSession(
                    user_id=user.id,
                    token_digest=digest(token),
                    device="Test browser",
                    signed_in_at=clock.now(),
                    expires_at=clock.now().replace(year=clock.now().year + 1),
                )
            )
        with self.session_transaction() as cookie:
            cookie["_user_id"] = token
            cookie["_fresh"] = True
        return self
