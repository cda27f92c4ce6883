"""People, associations and invitations as those see them who look after them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, func, or_, select

from lms.accounts.invitation import Invitation
from lms.accounts.organisation import Membership, Organisation
from lms.accounts.roles import RoleGrant
from lms.accounts.session import UserSession
from lms.accounts.user import User, email_key, username_key
from lms.base.db import db
from lms.base.paging import Page, page_of

FEWEST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """An association with how many belong to it and how many say so."""

    organisation: Organisation
    members: int
    claims: int


@dataclass(frozen=True, slots=True)
class Member:
    """A person in an association; `confirmed_at` is None for a claim."""

    username: str
    display_name: str
    claimed_at: datetime
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """An invitation with the association it leads to."""

    invitation: Invitation
    organisation_name: str | None


def people(words: str, number: int) -> Page[User]:
    """Accounts whose username has these letters in it, or whose address is exactly this.

    Fewer than three letters find nobody: there is no list of everybody.
    """
    key = username_key(words)
    if len(key) < FEWEST_LETTERS:
        return Page([], 1, 1, 0)
    named = User.username_key.contains(key, autoescape=True)
    query = select(User).where(or_(named, User.email == email_key(words)))
    found = page_of(query.order_by(User.username_key), number)
    return Page([row[0] for row in found.items], found.number, found.last, found.total)


def account(username: str) -> User | None:
    """The account of this name."""
    query = select(User).where(User.username_key == username_key(username))
    return db.session.scalar(query)


def roles_of(user_id: int) -> list[RoleGrant]:
    """What a person is here, in the order it was given."""
    query = select(RoleGrant).where(RoleGrant.user_id == user_id).order_by(RoleGrant.id)
    return list(db.session.scalars(query))


def open_session_count(user_id: int, at: datetime) -> int:
    """On how many devices a person is signed in."""
    query = select(func.count(UserSession.id)).where(
        UserSession.user_id == user_id,
        UserSession.ended_at.is_(None),
        UserSession.expires_at > at,
    )
    return db.session.scalar(query) or 0


def associations_of(user_id: int) -> list[tuple[Organisation, Membership]]:
    """Where a person belongs or says so."""
    query = select(Organisation, Membership).join(
        Membership, Membership.organisation_id == Organisation.id
    )
    rows = db.session.execute(
        query.where(Membership.user_id == user_id).order_by(Organisation.name)
    )
    return [(organisation, membership) for organisation, membership in rows]


def organisations(number: int) -> Page[OrganisationLine]:
    """All associations: those that wait for somebody first, then by name."""
    query = _with_counts().order_by(Organisation.confirmed_at.is_not(None), Organisation.name_key)
    found = page_of(query, number)
    return Page(
        [OrganisationLine(*row) for row in found.items], found.number, found.last, found.total
    )


def _with_counts() -> Select[tuple[Organisation, int, int]]:
    counted = (
        select(
            Membership.organisation_id.label("id"),
            func.count(Membership.confirmed_at).label("members"),
            func.count(Membership.id).label("all"),
        )
        .group_by(Membership.organisation_id)
        .subquery()
    )
    members = func.coalesce(counted.c.members, 0)
    claims = func.coalesce(counted.c["all"], 0) - members
    return select(Organisation, members, claims).outerjoin(counted, counted.c.id == Organisation.id)


def organisation(key: str) -> Organisation | None:
    """One association."""
    return db.session.scalar(select(Organisation).where(Organisation.key == key))


def other_organisations(but: int | None = None) -> list[Organisation]:
    """All associations but this one, by name, to choose from."""
    query = select(Organisation).order_by(Organisation.name_key)
    return list(db.session.scalars(query.where(Organisation.id != but) if but else query))


def members(organisation_id: int, number: int) -> Page[Member]:
    """Who belongs to an association or says so: claims first."""
    query = (
        select(User.username, User.display_name, Membership.claimed_at, Membership.confirmed_at)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.organisation_id == organisation_id)
        .order_by(Membership.confirmed_at.is_not(None), User.username_key)
    )
    found = page_of(query, number)
    return Page([Member(*row) for row in found.items], found.number, found.last, found.total)


def invitations(number: int) -> Page[InvitationLine]:
    """All invitations, the newest first."""
    query = (
        select(Invitation, Organisation.name)
        .outerjoin(Organisation, Organisation.id == Invitation.organisation_id)
        .order_by(Invitation.id.desc())
    )
    found = page_of(query, number)
    return Page(
        [InvitationLine(*row) for row in found.items], found.number, found.last, found.total
    )


def invitation(key: str) -> Invitation | None:
    """One invitation by its name in addresses."""
    named = Invitation.token_digest.startswith(key, autoescape=True)
    found = db.session.scalars(select(Invitation).where(named)).first()
    return found if found is not None and found.key == key else None


def waiting(at: datetime) -> tuple[int, int, int]:
    """How many associations, memberships and open invitations wait: one statement."""
    is_open = and_(
        Invitation.used_at.is_(None), Invitation.withdrawn_at.is_(None), Invitation.expires_at > at
    )
    row = db.session.execute(
        select(
            select(func.count(Organisation.id))
            .where(Organisation.confirmed_at.is_(None))
            .scalar_subquery(),
            select(func.count(Membership.id))
            .where(Membership.confirmed_at.is_(None))
            .scalar_subquery(),
            select(func.count(Invitation.id)).where(is_open).scalar_subquery(),
        )
    ).one()
    return row[0], row[1], row[2]
