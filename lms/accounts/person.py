"""The person who asks: what a request knows of whoever is signed in."""

from dataclasses import dataclass

from lms.accounts.roles import Grant, Role, Scope


@dataclass(frozen=True, slots=True)
class Person:
    """A signed-in person, read with one statement; never an ORM row, never changed."""

    id: int
    username: str
    display_name: str
    locale: str
    session_id: int
    grants: tuple[Grant, ...] = ()

    def may_act_as(self, role: Role, scope: Scope | None = None, key: str | None = None) -> bool:
        """Whether the person holds the role for this scope (or for any, when none is named)."""
        return any(
            grant.role is role
            and (
                scope is None
                or grant.scope is Scope.ALL
                or (grant.scope, grant.key) == (scope, key)
            )
            for grant in self.grants
        )

    def keys_for(self, role: Role, scope: Scope) -> frozenset[str] | None:
        """The keys the role is held for; None means all of them."""
        held = [grant for grant in self.grants if grant.role is role]
        if any(grant.scope is Scope.ALL for grant in held):
            return None
        return frozenset(grant.key for grant in held if grant.scope is scope)

    @property
    def is_trainer(self) -> bool:
        """Teaches at least one course."""
        return self.may_act_as(Role.TRAINER)

    @property
    def is_organizer(self) -> bool:
        """Runs seminars in at least one city."""
        return self.may_act_as(Role.ORGANIZER)

    @property
    def is_administrator(self) -> bool:
        """Looks after people, organisations and roles."""
        return self.may_act_as(Role.ADMINISTRATOR)
