"""Reading people: who is behind a session, who holds which account."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from lms.accounts.invitation import Invitation, InvitationState
from lms.accounts.person import Person
from lms.accounts.roles import Grant, Role, RoleGrant, Scope
from lms.accounts.session import UserSession
from lms.accounts.token import AccountToken, Purpose
from lms.accounts.user import User, email_key, username_key
from lms.base.db import db
from lms.base.prepared import Prepared

_users, _sessions, _grants = User.__table__, UserSession.__table__, RoleGrant.__table__

# Asked on every signed-in request: tables instead of nouns, and the statement is built once.
_PERSON = Prepared(
    select(
        _users.c.id,
        _users.c.username,
        _users.c.display_name,
        _users.c.locale,
        _sessions.c.id.label("session_id"),
        _grants.c.role,
        _grants.c.scope,
        _grants.c.key,
    )
    .select_from(_users)
    .join(_sessions, _sessions.c.user_id == _users.c.id)
    .outerjoin(_grants, _grants.c.user_id == _users.c.id)
    .where(
        _users.c.suspended_at.is_(None),
        _sessions.c.ended_at.is_(None),
        _sessions.c.token_digest == bindparam("token_digest"),
        _sessions.c.expires_at > bindparam("at"),
    )
)


def person_of_session(token_digest: str, at: datetime) -> Person | None:
    """Whoever is signed in by this secret at this moment, with their roles: one statement."""
    rows = _PERSON(token_digest=token_digest, at=at)
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


@dataclass(frozen=True, slots=True)
class Account:
    """What signing in needs to know of an account, free of the database."""

    id: int
    password_hash: str
    is_active: bool
    created_at: datetime


def account_named(login: str) -> Account | None:
    """The account of a username, or of a confirmed address: one statement in any case."""
    user = user_named(login)
    if user is None:
        return None
    return Account(user.id, user.password_hash, user.is_active, user.created_at)


def user_named(login: str) -> User | None:
    """Who signs in with this name; a username has no @, an address has one."""
    if "@" in login:
        return user_with_email(login)
    query = select(User).where(User.username_key == username_key(login))
    return db.session.scalar(query)


def user_with_email(email: str) -> User | None:
    """Whose confirmed address this is."""
    return db.session.scalar(select(User).where(User.email == email_key(email)))


def is_taken(username: str) -> bool:
    """Whether somebody signs in with this name already."""
    query = select(User.id).where(User.username_key == username_key(username))
    return db.session.scalar(query) is not None


def open_invitation(token_digest: str, at: datetime) -> Invitation | None:
    """The invitation behind an address, if it is still good."""
    found = db.session.scalar(select(Invitation).where(Invitation.token_digest == token_digest))
    return found if found and found.state(at) is InvitationState.OPEN else None


def token_and_user(
    token_digest: str, purpose: Purpose, at: datetime
) -> tuple[AccountToken, User] | None:
    """A one-time secret and whose it is, if it is still good; using it looks again."""
    query = select(AccountToken, User).join(User, User.id == AccountToken.user_id)
    row = db.session.execute(
        query.where(AccountToken.token_digest == token_digest, AccountToken.purpose == purpose)
    ).first()
    if row is None or not row[0].is_good(row[1], at):
        return None
    return row[0], row[1]


def account_of(person: Person) -> User:
    """A person's own account."""
    return db.session.get_one(User, person.id)


def waiting_email(person: Person, at: datetime) -> str | None:
    """The address a person gave last and has not confirmed yet."""
    query = (
        select(AccountToken, User)
        .join(User, User.id == AccountToken.user_id)
        .where(AccountToken.user_id == person.id, AccountToken.purpose == Purpose.CONFIRM_EMAIL)
        .order_by(AccountToken.id.desc())
    )
    row = db.session.execute(query.limit(1)).first()
    return row[0].email if row and row[0].is_good(row[1], at) else None


def open_sessions(person: Person, at: datetime) -> list[UserSession]:
    """Where a person is signed in, the newest first."""
    query = select(UserSession).where(
        UserSession.user_id == person.id,
        UserSession.ended_at.is_(None),
        UserSession.expires_at > at,
    )
    return list(db.session.scalars(query.order_by(UserSession.signed_in_at.desc())))
