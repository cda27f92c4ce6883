"""The cities, and what is going on in one of them."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from lms.base import clock
from lms.base.i18n import current_locale
from lms.seminars import queries
from lms.seminars.times import differs_from_moscow
from lms.web.gate import public
from lms.web.settings import settings

bp = Blueprint("cities", __name__)
MOST_PAST = 20


@bp.get("/cities/")
@public
def index() -> ResponseReturnValue:
    """All cities, by name."""
    locale = current_locale()
    cities = sorted(queries.all_cities(clock.now()), key=lambda city: city.name_in(locale))
    return render_template("cities/index.html", cities=cities)


@bp.get("/cities/<city>/")
@public
def show(city: str) -> ResponseReturnValue:
    """One city: its seminars to come and held, and whom to ask."""
    at = clock.now()
    found = queries.city(city)
    return render_template(
        "cities/show.html",
        city=found,
        now=at,
        upcoming=queries.schedule(at, city=city),
        past=queries.past(at, city=city, limit=MOST_PAST),
        differs=differs_from_moscow(at, found.zone),
        contact=settings().contact,
    )
