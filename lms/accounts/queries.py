"""Reading people: who is behind a session, who holds which account."""

from datetime import datetime

from sqlalchemy import select

from lms.accounts.person import Person
from lms.accounts.roles import Grant, Role, RoleGrant, Scope
from lms.accounts.session import UserSession
from lms.accounts.user import User
from lms.base.db import db

_PERSON = (
    select(
        User.id,
        User.username,
        User.display_name,
        User.locale,
        UserSession.id.label("session_id"),
        RoleGrant.role,
        RoleGrant.scope,
        RoleGrant.key,
    )
    .join(UserSession, UserSession.user_id == User.id)
    .outerjoin(RoleGrant, RoleGrant.user_id == User.id)
    .where(User.suspended_at.is_(None), UserSession.ended_at.is_(None))
)


def person_of_session(token_digest: str, at: datetime) -> Person | None:
    """Whoever is signed in by this secret at this moment, with their roles: one statement."""
    rows = db.session.execute(
        _PERSON.where(UserSession.token_digest == token_digest, UserSession.expires_at > at)
    ).all()
    if not rows:
        return None
    first = rows[0]
    grants = tuple(
        Grant(Role(row.role), Scope(row.scope), row.key) for row in rows if row.role is not None
    )
    return Person(
        first.id, first.username, first.display_name, first.locale, first.session_id, grants
    )


def awake(ids: set[int]) -> set[int]:
    """Those of the accounts that may be written to: neither suspended nor gone."""
    if not ids:
        return set()
    query = select(User.id).where(User.id.in_(ids), User.suspended_at.is_(None))
    return set(db.session.scalars(query))
