"""The city board: what is going on in an organizer's cities, on one page."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from lms.access.permissions import Permission
from lms.base import clock
from lms.base.i18n import current_locale, ngettext
from lms.base.i18n import gettext as _
from lms.seminars import queries
from lms.seminars.queries import SeminarCard
from lms.web.current import current_person
from lms.web.gate import access
from lms.web.organise import cancellations, registrations, seminars

bp = Blueprint("organise", __name__, url_prefix="/organise")
for part in (cancellations.bp, registrations.bp, seminars.bp):
    bp.register_blueprint(part)
KEPT = timedelta(days=90)
MOST_HELD = 30


@dataclass(frozen=True, slots=True)
class Row:
    """A seminar on the board, and how far away it is in words."""

    card: SeminarCard
    away: str


@bp.get("/")
@access(Permission.SEMINAR_RUN)
def index() -> ResponseReturnValue:
    """The seminars ahead, the cities with nothing ahead, and what was held lately."""
    person, at, locale = current_person(), clock.now(), current_locale()
    cards = queries.seminars_run_by(person, ending_after=at - KEPT)
    ahead = [Row(card, say_away(card, at)) for card in cards if card.ends_at > at]
    busy = {row.card.city_key for row in ahead if not row.card.cancelled}
    cities = sorted(queries.cities_run_by(person), key=lambda city: city.name_in(locale))
    return render_template(
        "organise/index.html",
        ahead=ahead,
        held=[card for card in reversed(cards) if card.ends_at <= at][:MOST_HELD],
        quiet=[city for city in cities if city.key not in busy],
        cities=cities,
    )


def say_away(card: SeminarCard, at: datetime) -> str:
    """How many days are left by the calendar of the city."""
    if card.cancelled:
        return _("cancelled")
    if card.starts_at <= at:
        return _("under way")
    zone = ZoneInfo(card.zone)
    days = (card.starts_at.astimezone(zone).date() - at.astimezone(zone).date()).days
    if days == 0:
        return _("today")
    return ngettext("in %(num)s day", "in %(num)s days", days)
