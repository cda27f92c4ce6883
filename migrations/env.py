"""How migrations run: in one transaction on both engines, all or nothing."""

from alembic import context
from flask import current_app
from sqlalchemy.engine import Connection

from lms.base.db import WRITES, db

config = context.config


def unless_empty(_context: object, _revision: object, directives: list[object]) -> None:
    """Write no migration when nothing changed."""
    if config.cmd_opts and getattr(config.cmd_opts, "autogenerate", False):
        (script,) = directives
        if script.upgrade_ops.is_empty():  # type: ignore[attr-defined]
            directives[:] = []


def run(connection: Connection) -> None:
    """Bring the schema up to date over this connection."""
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_as_batch=True,
        compare_type=True,
        transactional_ddl=True,
        process_revision_directives=unless_empty,
    )
    with context.begin_transaction():
        context.run_migrations()


with (
    current_app.app_context(),
    db.engine.connect().execution_options(**{WRITES: True}) as opened,
    opened.begin(),
):
    run(opened)
