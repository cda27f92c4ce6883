"""Roles, held for a scope: everything, one city, one course or one organisation."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.base.db import Base


class Role(StrEnum):
    """What a person does here; everybody with an account is a leader."""

    TRAINER = "trainer"
    ORGANIZER = "organizer"
    ADMINISTRATOR = "administrator"


class Scope(StrEnum):
    """What a role is held for."""

    ALL = "all"
    CITY = "city"
    COURSE = "course"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role for a scope, as carried by the person who asks; `key` is empty for `all`."""

    role: Role
    scope: Scope
    key: str = ""


class RoleGrant(Base):
    """Who was given which role, for what, by whom and when."""

    __tablename__ = "role_grants"
    __table_args__ = (
        UniqueConstraint("user_id", "role", "scope", "key"),
        CheckConstraint("(scope = 'all') = (key = '')", name="key_unless_all"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    role: Mapped[str]
    scope: Mapped[str]
    key: Mapped[str] = mapped_column(default="")
    granted_at: Mapped[datetime]
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    @property
    def grant(self) -> Grant:
        """The role and what it is held for."""
        return Grant(Role(self.role), Scope(self.scope), self.key)
