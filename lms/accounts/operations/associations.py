"""Who belongs to which association: claimed by people, confirmed and put in order by the centre."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from lms.accounts.invitation import Invitation
from lms.accounts.names import clean, organisation_key
from lms.accounts.organisation import Membership, Organisation
from lms.accounts.person import Person
from lms.accounts.refusals import MergedWithItself, OrganisationNameTaken
from lms.accounts.roles import RoleGrant, Scope
from lms.accounts.user import User
from lms.base.db import db, lock
from lms.base.errors import NotFound
from lms.base.insertion import insert_into
from lms.base.tokens import fresh_key


def claim(user: User, name: str, at: datetime) -> None:
    """A person says where they belong; the association is found by its name or made.

    Saying it again changes nothing. A claim gives no right and shows nothing to others.
    """
    organisation = _find_or_make(clean(name)[:200], at)
    insert = insert_into(Membership).values(
        user_id=user.id, organisation_id=organisation.id, claimed_at=at
    )
    db.session.execute(
        insert.on_conflict_do_nothing(
            index_elements=[Membership.user_id, Membership.organisation_id]
        )
    )


def admit(user: User, organisation: Organisation, at: datetime, *, by_id: int | None) -> None:
    """A person belongs to an association because the centre says so."""
    membership = db.session.scalar(
        select(Membership).where(
            Membership.user_id == user.id, Membership.organisation_id == organisation.id
        )
    )
    if membership is None:
        membership = Membership(user_id=user.id, organisation_id=organisation.id, claimed_at=at)
        db.session.add(membership)
    membership.confirmed_at, membership.confirmed_by_id = at, by_id


def _find_or_make(name: str, at: datetime) -> Organisation:
    """The association of this name; two people who name it at once get the same one."""
    insert = insert_into(Organisation).values(
        key=fresh_key(), name=name, name_key=organisation_key(name), created_at=at
    )
    db.session.execute(insert.on_conflict_do_nothing(index_elements=[Organisation.name_key]))
    query = select(Organisation).where(Organisation.name_key == organisation_key(name))
    return db.session.scalars(query).one()


def found(name: str, at: datetime) -> Organisation:
    """The centre writes down an association; it needs no confirmation."""
    organisation = Organisation(
        key=fresh_key(),
        name=clean(name)[:200],
        name_key=organisation_key(name),
        created_at=at,
        confirmed_at=at,
    )
    db.session.add(organisation)
    _flush_named()
    return organisation


def confirm(organisation_id: int, name: str, at: datetime) -> None:
    """The centre knows this association, by this name."""
    (organisation,) = lock(Organisation, [organisation_id])
    organisation.name = clean(name)[:200]
    organisation.name_key = organisation_key(name)
    organisation.confirmed_at = organisation.confirmed_at or at
    _flush_named()


def _flush_named() -> None:
    try:
        db.session.flush()
    except IntegrityError as error:
        raise OrganisationNameTaken from error


def merge(double_id: int, into_id: int) -> None:
    """Two rows were one association: all that belongs to the double moves, the double goes.

    Who is in both is in the remaining one, confirmed if either was.
    """
    if double_id == into_id:
        raise MergedWithItself
    rows = {row.id: row for row in lock(Organisation, [double_id, into_id])}
    if len(rows) != 2:
        raise NotFound
    double, into = rows[double_id], rows[into_id]
    stays = {row.user_id: row for row in _members(into_id)}
    for row in _members(double_id):
        twin = stays.get(row.user_id)
        if twin is None:
            row.organisation_id = into_id
        elif twin.confirmed_at is None and row.confirmed_at is not None:
            twin.confirmed_at, twin.confirmed_by_id = row.confirmed_at, row.confirmed_by_id
    db.session.flush()
    _move_the_rest(double, into)
    db.session.execute(delete(Membership).where(Membership.organisation_id == double_id))
    db.session.execute(delete(Organisation).where(Organisation.id == double_id))


def _members(organisation_id: int) -> list[Membership]:
    query = select(Membership).where(Membership.organisation_id == organisation_id)
    return list(db.session.scalars(query.order_by(Membership.id).with_for_update()))


def _move_the_rest(double: Organisation, into: Organisation) -> None:
    """Invitations and roles that were given for the double."""
    db.session.execute(
        update(Invitation)
        .where(Invitation.organisation_id == double.id)
        .values(organisation_id=into.id)
    )
    for noun, key in ((Invitation, Invitation.scope_key), (RoleGrant, RoleGrant.key)):
        for row in db.session.scalars(
            select(noun).where(noun.scope == Scope.ORGANISATION, key == double.key)
        ):
            setattr(row, key.key, into.key)


def confirm_membership(organisation_id: int, user_id: int, by: Person, at: datetime) -> None:
    """The centre knows that the person belongs there (NotFound when nobody claimed it)."""
    query = select(Membership).where(
        Membership.organisation_id == organisation_id, Membership.user_id == user_id
    )
    membership = db.session.scalar(query.with_for_update())
    if membership is None:
        raise NotFound
    if membership.confirmed_at is None:
        membership.confirmed_at, membership.confirmed_by_id = at, by.id


def end_membership(organisation_id: int, user_id: int) -> None:
    """The person does not belong there (any more); once more changes nothing."""
    db.session.execute(
        delete(Membership).where(
            Membership.organisation_id == organisation_id, Membership.user_id == user_id
        )
    )
