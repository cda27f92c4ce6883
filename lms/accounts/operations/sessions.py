"""Signing in and out: a session begins, is ended here, or from another device."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, update

from lms.accounts.refusals import WrongPassword
from lms.accounts.roles import RoleGrant
from lms.accounts.session import A_DAY, OWN_DEVICE, UserSession
from lms.accounts.user import User
from lms.base.db import db, lock
from lms.base.errors import NotFound


@dataclass(frozen=True, slots=True)
class Seat:
    """Where somebody sits down: the secret the browser is given, and what kind of browser it is."""

    token_digest: str
    device: str


def begin(
    user_id: int, password_hash: str, seat: Seat, at: datetime, *, own_device: bool
) -> UserSession:
    """A person sits down at a browser: for 24 hours, or 30 days at a leader's own device.

    Whoever holds a role signs in every day: their session opens more than their own things.
    Raises WrongPassword when the account was suspended or its password changed since it was
    checked.
    """
    (user,) = lock(User, [user_id])
    if not user.is_active or user.password_hash != password_hash:
        raise WrongPassword
    held = db.session.scalar(select(RoleGrant.id).where(RoleGrant.user_id == user.id).limit(1))
    lasts = OWN_DEVICE if own_device and held is None else A_DAY
    session = UserSession(
        user_id=user.id,
        token_digest=seat.token_digest,
        device=seat.device[:60],
        signed_in_at=at,
        expires_at=at + lasts,
    )
    db.session.add(session)
    return session


def end(user_id: int, key: str, at: datetime) -> None:
    """End one of a person's own sessions (NotFound for anybody else's)."""
    mine = UserSession.user_id == user_id
    named = UserSession.token_digest.startswith(key, autoescape=True)
    found = db.session.scalars(select(UserSession).where(mine, named)).first()
    if found is None or len(key) != len(found.key):
        raise NotFound
    if found.ended_at is None:
        found.ended_at = at


def end_by_digest(token_digest: str, at: datetime) -> None:
    """End the session a browser holds, if it holds one."""
    _end(at, UserSession.token_digest == token_digest)


def end_others(user_id: int, but: int, at: datetime) -> None:
    """End all sessions of a person but this one."""
    _end(at, UserSession.user_id == user_id, UserSession.id != but)


def end_all(user_id: int, at: datetime) -> None:
    """End all sessions of a person."""
    _end(at, UserSession.user_id == user_id)


def shorten(user_id: int, at: datetime) -> None:
    """A role was given: sessions that would last for weeks now end within a day."""
    db.session.execute(
        update(UserSession)
        .where(UserSession.user_id == user_id, UserSession.expires_at > at + A_DAY)
        .values(expires_at=at + A_DAY)
    )


def _end(at: datetime, *which: ColumnElement[bool]) -> None:
    db.session.execute(
        update(UserSession).where(*which, UserSession.ended_at.is_(None)).values(ended_at=at)
    )
