"""Signing up: an account, what was told about it, and an invitation where there was one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms.accounts.invitation import Invitation, InvitationState
from lms.accounts.names import clean_username
from lms.accounts.operations import associations
from lms.accounts.organisation import Organisation
from lms.accounts.refusals import DeadLink, UsernameTaken
from lms.accounts.roles import RoleGrant
from lms.accounts.user import User, username_key
from lms.base.db import db


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What a person told when signing up; the password only as its hash."""

    username: str
    password_hash: str
    locale: str
    association: str = ""


def sign_up(newcomer: Newcomer, at: datetime) -> User:
    """Open an account; raises UsernameRefused or UsernameTaken.

    An association that is named is a claim, which gives no right until it is confirmed.
    """
    username = clean_username(newcomer.username)
    user = User(
        username=username,
        username_key=username_key(username),
        display_name=username,
        password_hash=newcomer.password_hash,
        locale=newcomer.locale,
        created_at=at,
    )
    db.session.add(user)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise UsernameTaken from error
    if newcomer.association:
        associations.claim(user, newcomer.association, at)
    return user


def sign_up_invited(newcomer: Newcomer, token_digest: str, at: datetime) -> User:
    """Open an account by invitation, with the role and the association it gives.

    The invitation is good once, also under parallel tries: raises DeadLink after that.
    """
    query = select(Invitation).where(Invitation.token_digest == token_digest).with_for_update()
    invitation = db.session.scalar(query)
    if invitation is None or invitation.state(at) is not InvitationState.OPEN:
        raise DeadLink
    user = sign_up(newcomer, at)
    invitation.used_at, invitation.used_by_id = at, user.id
    if grant := invitation.grant:
        db.session.add(
            RoleGrant(
                user_id=user.id,
                role=grant.role,
                scope=grant.scope,
                key=grant.key,
                granted_at=at,
                granted_by_id=invitation.created_by_id,
            )
        )
    if invitation.organisation_id is not None:
        organisation = db.session.get_one(Organisation, invitation.organisation_id)
        associations.admit(user, organisation, at, by_id=invitation.created_by_id)
    return user
