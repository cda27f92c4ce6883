"""The front door, the place for one's own things, and the list of everything else."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from lms.access.permissions import Permission
from lms.base import clock
from lms.learning.queries.journeys import journeys_of
from lms.learning.queries.shelf import courses_visible_to
from lms.seminars import queries as seminars
from lms.web.current import current_person, person_or_none
from lms.web.gate import access, public
from lms.web.home.next_steps import next_steps
from lms.web.settings import settings

bp = Blueprint("home", __name__)
NEAREST = 3  # seminars a guest sees at once


@bp.get("/")
@public
def index() -> ResponseReturnValue:
    """What this is, for a guest; where to go on, for a person."""
    person = person_or_none()
    if person is not None:
        return render_template("home/person.html", steps=next_steps(person))
    return render_template(
        "home/guest.html",
        offers=courses_visible_to(None),
        seminars=seminars.upcoming(clock.now(), limit=NEAREST),
        sign_up=settings().sign_up,
    )


@bp.get("/me/")
@access(Permission.ACCOUNT_OWN)
def mine() -> ResponseReturnValue:
    """Everything that is one's own."""
    person, at = current_person(), clock.now()
    registrations = [
        own
        for own in seminars.registrations_of_person(person.id)
        if own.state != "cancelled" and own.seminar.ends_at > at
    ]
    return render_template(
        "home/mine.html", journeys=journeys_of(person), registrations=registrations[::-1]
    )


@bp.get("/more/")
@public
def more() -> ResponseReturnValue:
    """The rest of the site in one list."""
    return render_template("home/more.html")
