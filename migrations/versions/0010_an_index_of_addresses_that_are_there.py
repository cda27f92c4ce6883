"""An index of addresses that are there: whoever has an account leaves none with a registration."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

NAME = "uq_registrations_active_email"
COLUMNS = ["seminar_id", "contact_email"]
BEFORE = sa.text("state <> 'cancelled'")
AFTER = sa.text("state <> 'cancelled' AND contact_email IS NOT NULL")


def upgrade() -> None:
    """Apply."""
    _index(AFTER)


def downgrade() -> None:
    """Take back."""
    _index(BEFORE)


def _index(where: sa.TextClause) -> None:
    op.drop_index(NAME, "registrations")
    op.create_index(
        NAME, "registrations", COLUMNS, unique=True, sqlite_where=where, postgresql_where=where
    )
