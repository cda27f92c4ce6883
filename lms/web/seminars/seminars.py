"""The schedule, and one seminar with all that a person may do about it."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from lms.base import clock
from lms.base.i18n import current_locale
from lms.base.tokens import fresh_key
from lms.seminars import queries, window
from lms.seminars.times import MOSCOW
from lms.web.current import person_or_none
from lms.web.gate import public
from lms.web.seminars import words
from lms.web.seminars.courses import course_titles
from lms.web.seminars.filters import Chosen, by_month, choices

bp = Blueprint("seminars", __name__)
words.offer(bp)


@bp.get("/seminars/")
@public
def index() -> ResponseReturnValue:
    """Everything that is announced and not over, by month."""
    cards = queries.schedule(clock.now())
    chosen = Chosen.read(request.args)
    fitting = [card for card in cards if chosen.fits(card)]
    return render_template(
        "seminars/index.html",
        months=by_month(fitting),
        found=len(fitting),
        chosen=chosen,
        choices=choices(cards, course_titles(), current_locale()),
    )


@bp.get("/seminars/<slug>/")
@public
def show(slug: str) -> ResponseReturnValue:
    """One seminar: when, where, how many places, and how the person who asks stands."""
    person, at = person_or_none(), clock.now()
    seminar, card = queries.announced_in_full(slug), queries.card(slug)
    course = dict(course_titles()).get(seminar.course_key) if seminar.course_key else None
    return render_template(
        "seminars/show.html",
        seminar=seminar,
        card=card,
        course=course,
        zone=seminar.city.zone,
        moscow=MOSCOW,
        stand=queries.stand_of(person.id, seminar.id) if person else None,
        trainers=queries.trainers_of(seminar.id) if person else [],
        why_not=window.why_not_register(seminar, at),
        why_stay=window.why_not_cancel(seminar, at),
        op_id=fresh_key(),
    )
