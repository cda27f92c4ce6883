"""An address that lets one person sign up, with a role where the centre gives one."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.roles import Grant, Role, Scope
from lms.base.db import Base


class InvitationState(StrEnum):
    """Where an invitation stands."""

    OPEN = "open"
    USED = "used"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Invitation(Base):
    """A one-time sign-up address; `note` is the centre's own word for whom it is."""

    __tablename__ = "invitations"

    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    note: Mapped[str] = mapped_column(String(120), default="")
    role: Mapped[str | None] = mapped_column(String(24))
    scope: Mapped[str | None] = mapped_column(String(24))
    scope_key: Mapped[str] = mapped_column(String(64), default="")
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisations.id", ondelete="SET NULL")
    )
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    withdrawn_at: Mapped[datetime | None]

    @property
    def key(self) -> str:
        """What the invitation is called in addresses: tells nothing and opens nothing."""
        return self.token_digest[:16]

    @property
    def grant(self) -> Grant | None:
        """The role that comes with it, if any."""
        if self.role is None or self.scope is None:
            return None
        return Grant(Role(self.role), Scope(self.scope), self.scope_key)

    def state(self, at: datetime) -> InvitationState:
        """Where it stands at this moment."""
        if self.used_at is not None:
            return InvitationState.USED
        if self.withdrawn_at is not None:
            return InvitationState.WITHDRAWN
        return InvitationState.OPEN if self.expires_at > at else InvitationState.EXPIRED
