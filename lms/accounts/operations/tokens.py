"""One-time secrets: given out, and used up once."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from lms.accounts.refusals import DeadLink
from lms.accounts.token import AccountToken, Purpose, binding
from lms.accounts.user import User
from lms.base.db import db, lock
from lms.base.tokens import digest


def issue(
    user: User,
    purpose: Purpose,
    token: str,
    at: datetime,
    lasts: timedelta,
    email: str | None = None,
) -> None:
    """Remember a secret by its digest, good for this account as it is now."""
    db.session.add(
        AccountToken(
            user_id=user.id,
            purpose=purpose,
            token_digest=digest(token),
            email=email,
            bound_to=binding(user, purpose),
            created_at=at,
            expires_at=at + lasts,
        )
    )


def spend(token_digest: str, purpose: Purpose, at: datetime) -> tuple[AccountToken, User]:
    """Use a one-time secret up, under the lock of its account; raises DeadLink."""
    query = select(AccountToken).where(
        AccountToken.token_digest == token_digest, AccountToken.purpose == purpose
    )
    token = db.session.scalar(query)
    if token is None:
        raise DeadLink
    (user,) = lock(User, [token.user_id])
    db.session.refresh(token)
    if not token.is_good(user, at):
        raise DeadLink
    token.used_at = at
    return token, user


def kill_later(token: AccountToken, at: datetime) -> None:
    """Spend every secret of the same account that was given out after this one."""
    db.session.execute(
        update(AccountToken)
        .where(
            AccountToken.user_id == token.user_id,
            AccountToken.id > token.id,
            AccountToken.used_at.is_(None),
        )
        .values(used_at=at)
    )
