"""A person's own progress: every course, item by item, with the reason."""

from functools import partial

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from lms.access.permissions import Permission
from lms.learning.queries.happenings import happenings_of
from lms.learning.queries.journeys import journeys_of
from lms.web.catalogue.addresses import item_address
from lms.web.current import current_person
from lms.web.gate import access

bp = Blueprint("progress", __name__)


@bp.get("/me/progress/")
@access(Permission.COURSE_LEARN)
def index() -> ResponseReturnValue:
    """Show all courses the person is in."""
    journeys = journeys_of(current_person())
    return render_template(
        "learning/progress/index.html",
        journeys=journeys,
        happenings=happenings_of([journey.enrolment_id for journey in journeys]),
        address_in=lambda key: partial(item_address, key),
    )
