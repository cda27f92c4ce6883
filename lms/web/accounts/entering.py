"""Sitting down at a browser: a new session, with nothing left of whoever sat there before."""

from datetime import datetime

from flask import request, session

from lms.accounts.operations import sessions
from lms.accounts.operations.sessions import Seat
from lms.base import clock
from lms.base.tokens import digest, fresh_token
from lms.web.accounts.browsers import device_label
from lms.web.current import forget_person

SECRET = "_user_id"  # noqa: S105 (where Flask-Login looks for what `SignedIn.get_id` gave)


class Arrival:
    """One sign-in: begun inside the transaction, handed to the browser after it."""

    def __init__(self, *, own_device: bool = False) -> None:
        """Draw the secret the browser will hold."""
        self.own_device = own_device
        self.at: datetime = clock.now()
        self._token = fresh_token()

    def begin(self, user_id: int, password_hash: str) -> None:
        """Write the session down and end the one this browser had; raises WrongPassword."""
        if before := session.get(SECRET):
            sessions.end_by_digest(digest(before), self.at)
        seat = Seat(digest(self._token), device_label(request.user_agent.string))
        sessions.begin(user_id, password_hash, seat, self.at, own_device=self.own_device)

    def sit_down(self) -> None:
        """Give the browser its secret and throw away all that its cookie held before."""
        session.clear()
        session[SECRET] = self._token
        session["_fresh"] = True
        session.permanent = self.own_device
        forget_person()


def get_up() -> None:
    """Throw away all that the browser's cookie held."""
    session.clear()
    forget_person()
