"""Who is asking: the bridge between Flask-Login and the domain's Person."""

from flask import Flask, g
from flask_login import LoginManager, current_user

from lms.accounts import queries
from lms.accounts.person import Person
from lms.base import clock
from lms.base.tokens import digest

login_manager = LoginManager()


class SignedIn:
    """What Flask-Login asks of a user, around a Person."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, person: Person, token: str) -> None:
        """Carry the person and the secret of the browser's session."""
        self.person = person
        self.token = token

    def get_id(self) -> str:
        """What the browser keeps: the secret of this one session, not the person's number."""
        return self.token


@login_manager.user_loader  # type: ignore[untyped-decorator]
def load(token: str) -> SignedIn | None:
    """The person behind a browser's secret, unless the session ended or the account sleeps."""
    person = queries.person_of_session(digest(token), clock.now())
    return SignedIn(person, token) if person else None


def init_app(app: Flask) -> None:
    """Tie Flask-Login to the application; sessions must survive a change of network address."""
    login_manager.session_protection = None
    login_manager.init_app(app, add_context_processor=False)


def person_or_none() -> Person | None:
    """The person who asks, or None for a guest."""
    user = current_user._get_current_object()
    return user.person if isinstance(user, SignedIn) else None


def current_person() -> Person:
    """The person who asks; the gate has already turned guests away (RuntimeError otherwise)."""
    person = person_or_none()
    if person is None:
        raise RuntimeError("the gate let a guest through to a signed-in page")
    return person


def forget_person() -> None:
    """After a change of account or language, read the person again."""
    g.pop("_login_user", None)
