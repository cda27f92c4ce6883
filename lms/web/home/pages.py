"""The front door, the place for one's own things, and the list of everything else."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from lms.access.permissions import Permission
from lms.web.current import person_or_none
from lms.web.gate import access, public

bp = Blueprint("home", __name__)


@bp.get("/")
@public
def index() -> ResponseReturnValue:
    """What this is, for a guest; where to go on, for a person."""
    return render_template("home/index.html", person=person_or_none())


@bp.get("/me/")
@access(Permission.ACCOUNT_OWN)
def mine() -> ResponseReturnValue:
    """Everything that is one's own."""
    return render_template("home/mine.html")


@bp.get("/more/")
@public
def more() -> ResponseReturnValue:
    """The rest of the site in one list."""
    return render_template("home/more.html")
