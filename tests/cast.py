"""The cast: Anna teaches, Boris learns, Clara counts chairs, Dmitri is turned away."""

from dataclasses import dataclass

from lms.accounts.roles import Grant, Role, RoleGrant, Scope
from lms.accounts.user import User, email_key, username_key
from lms.base import clock
from lms.base.db import db

PASSWORD = "seven quiet rivers"
# argon2id of PASSWORD with the parameters of production, so that no test waits for it
PASSWORD_HASH = (
    "$argon2id$v=19$m=19456,t=2,p=1$OrYsa39gbNISI2lz88ID3A$pHCFow"
    "DuQa+zQEUA3gsh4YZRT92gvnNnjF5DOt1vUgE"
)
CLARAS_CITIES = ("irkutsk", "novosibirsk", "krasnoyarsk")


@dataclass(frozen=True)
class Part:
    """One member of the cast."""

    username: str
    display_name: str
    locale: str = "en"
    grants: tuple[Grant, ...] = ()


ANNA = Part("anna", "Anna Trainer", grants=(Grant(Role.TRAINER, Scope.COURSE, "legal-mechanisms"),))
BORIS = Part("boris", "Boris Leader")
CLARA = Part(
    "clara",
    "Clara Organizer",
    grants=tuple(Grant(Role.ORGANIZER, Scope.CITY, city) for city in CLARAS_CITIES),
)
DMITRI = Part("dmitri", "Dmitri Stranger")
ELENA = Part("elena", "Elena Administrator", grants=(Grant(Role.ADMINISTRATOR, Scope.ALL),))


def join(part: Part, *, email: str | None = None) -> User:
    """Give a member of the cast an account (flushed, not committed)."""
    user = User(
        username=part.username,
        username_key=username_key(part.username),
        display_name=part.display_name,
        email=email_key(email) if email else None,
        password_hash=PASSWORD_HASH,
        locale=part.locale,
        created_at=clock.now(),
    )
    db.session.add(user)
    db.session.flush()
    for grant in part.grants:
        db.session.add(
            RoleGrant(
                user_id=user.id,
                role=grant.role,
                scope=grant.scope,
                key=grant.key,
                granted_at=clock.now(),
            )
        )
    db.session.flush()
    return user
