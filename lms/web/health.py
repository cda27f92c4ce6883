"""For machines that watch: alive, and ready to serve."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from lms.base.db import db
from lms.web.gate import public

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def alive() -> ResponseReturnValue:
    """The process answers."""
    return {"status": "alive"}


@bp.get("/readyz")
@public
def ready() -> ResponseReturnValue:
    """The database answers and has a schema."""
    try:
        db.session.execute(text("SELECT version_num FROM alembic_version")).one()
    except SQLAlchemyError:
        return {"status": "not ready"}, 503
    return {"status": "ready"}
