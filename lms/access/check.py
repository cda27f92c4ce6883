"""Asking the table of rules; whatever it does not name is refused."""

from lms.access.permissions import Permission
from lms.access.rules import RULES
from lms.accounts.person import Person
from lms.base.errors import Forbidden


def allows(person: Person | None, permission: Permission, thing: object = None) -> bool:
    """Whether the person may do this with the thing (or at all, when no thing is named)."""
    rule = RULES.get(permission)
    return person is not None and rule is not None and rule(person, thing)


def authorize(person: Person | None, permission: Permission, thing: object = None) -> None:
    """Let pass or raise Forbidden."""
    if not allows(person, permission, thing):
        raise Forbidden(permission)
