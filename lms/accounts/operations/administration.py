"""What administrators do: roles, suspensions, invitations. Somebody is always left to do it."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, literal, or_, select

from lms.accounts.invitation import Invitation, InvitationState
from lms.accounts.names import clean
from lms.accounts.operations import sessions
from lms.accounts.person import Person
from lms.accounts.refusals import (
    InvitationSpent,
    LastAdministrator,
    NotYourself,
    RoleRefused,
)
from lms.accounts.roles import Grant, Role, RoleGrant, Scope
from lms.accounts.session import UserSession
from lms.accounts.throttle import Throttle
from lms.accounts.token import AccountToken
from lms.accounts.user import User
from lms.base.db import db, lock
from lms.base.errors import NotFound

KEPT = timedelta(days=30)
SCOPES = {
    Role.ADMINISTRATOR: frozenset({Scope.ALL}),
    Role.ORGANIZER: frozenset({Scope.ALL, Scope.CITY}),
    Role.TRAINER: frozenset({Scope.ALL, Scope.COURSE}),
}


def grant_role(user_id: int, grant: Grant, by: Person, at: datetime) -> None:
    """Give a person a role for a scope; once more changes nothing. Raises RoleRefused."""
    refuse_scope(grant)
    (user,) = lock(User, [user_id])
    held = select(RoleGrant.id).where(
        RoleGrant.user_id == user.id,
        RoleGrant.role == grant.role,
        RoleGrant.scope == grant.scope,
        RoleGrant.key == grant.key,
    )
    if db.session.scalar(held) is not None:
        return
    db.session.add(
        RoleGrant(
            user_id=user.id,
            role=grant.role,
            scope=grant.scope,
            key=grant.key,
            granted_at=at,
            granted_by_id=by.id,
        )
    )
    sessions.shorten(user.id, at)


def refuse_scope(grant: Grant) -> None:
    """Raise RoleRefused when such a role is not held for such a scope."""
    if grant.scope not in SCOPES[grant.role] or (grant.scope is Scope.ALL) != (grant.key == ""):
        raise RoleRefused


def revoke_role(user_id: int, grant_id: int) -> None:
    """Take a role back, which is done once; raises LastAdministrator, or NotFound for another's."""
    _hold_administrators()
    held = db.session.get(RoleGrant, grant_id)
    if held is None:
        return
    if held.user_id != user_id:
        raise NotFound
    if held.role == Role.ADMINISTRATOR:
        _refuse_last(user_id)
    db.session.delete(held)


def suspend(user_id: int, by: Person, at: datetime) -> None:
    """Close an account and end its sessions at once; raises NotYourself or LastAdministrator."""
    if user_id == by.id:
        raise NotYourself
    _hold_administrators()
    (user,) = lock(User, [user_id])
    is_administrator = select(RoleGrant.id).where(
        RoleGrant.user_id == user_id, RoleGrant.role == Role.ADMINISTRATOR
    )
    if db.session.scalar(is_administrator) is not None:
        _refuse_last(user_id)
    if user.suspended_at is None:
        user.suspended_at = at
    sessions.end_all(user.id, at)


def restore(user_id: int) -> None:
    """Open a suspended account again; the person signs in anew."""
    (user,) = lock(User, [user_id])
    user.suspended_at = None


def _hold_administrators() -> None:
    """Two administrators who take each other's role at once do it one after the other."""
    query = select(RoleGrant.id).where(RoleGrant.role == Role.ADMINISTRATOR)
    db.session.execute(query.order_by(RoleGrant.id).with_for_update())


def _refuse_last(user_id: int) -> None:
    """Raise LastAdministrator unless another one can still sign in."""
    others = (
        select(func.count(User.id.distinct()))
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .where(
            RoleGrant.role == Role.ADMINISTRATOR,
            User.suspended_at.is_(None),
            User.id != user_id,
        )
    )
    if not db.session.scalar(others):
        raise LastAdministrator


def withdraw_invitation(invitation_id: int, at: datetime) -> None:
    """The address is good no longer; raises InvitationSpent when it was used."""
    (invitation,) = lock(Invitation, [invitation_id])
    if invitation.state(at) in (InvitationState.USED, InvitationState.WITHDRAWN):
        raise InvitationSpent
    invitation.withdrawn_at = at


def invite(invitation: Invitation) -> Invitation:
    """Write an invitation down; the same secret again gives the first one. Raises RoleRefused."""
    if invitation.grant is not None:
        refuse_scope(invitation.grant)
    invitation.note = clean(invitation.note)[:120]
    known = select(Invitation).where(Invitation.token_digest == invitation.token_digest)
    first = db.session.scalar(known)
    if first is None:
        db.session.add(invitation)
    return first or invitation


def forget_what_is_over(at: datetime) -> int:
    """Remove sessions and secrets that ended a month ago, and counts that are over; how many."""
    before = at - KEPT
    over = (
        delete(UserSession).where(
            or_(UserSession.expires_at < before, UserSession.ended_at < before)
        ),
        delete(AccountToken).where(AccountToken.expires_at < before),
        delete(Throttle).where(Throttle.window_ends_at < at),
    )
    return sum(len(db.session.execute(statement.returning(literal(1))).all()) for statement in over)
