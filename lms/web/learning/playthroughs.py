"""Playing a scenario: begun, decided node by node, and read again from its ending."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms.access.permissions import Permission
from lms.base import clock
from lms.base.db import transaction
from lms.base.i18n import gettext as _
from lms.base.tokens import fresh_key
from lms.learning.operations.playing import Move, begin, decide
from lms.learning.queries.places import place_of
from lms.learning.queries.playthroughs import Play, play_of
from lms.learning.refusals import BadOperation, ItemLocked, StoryWentOn
from lms.web.catalogue.addresses import course_address, item_address
from lms.web.current import current_person
from lms.web.gate import access
from lms.web.learning.items import to_the_way_in

bp = Blueprint("playthroughs", __name__)


@bp.post("/courses/<course>/<module>/<scenario>/playthroughs")
@access(Permission.COURSE_LEARN)
def create(course: str, module: str, scenario: str) -> ResponseReturnValue:
    """Begin, or come back to what was begun; a double tap lands in the same story."""
    person = current_person()
    place = place_of(person.id, course)
    if place is None:
        return to_the_way_in(person, course)
    number = request.form.get("number", type=int)
    try:
        with transaction():
            key = begin(place, f"{module}/{scenario}", clock.now(), number).key
    except ItemLocked as error:
        flash(error.text, "info")
        return redirect(url_for("items.show", course=course, module=module, item=scenario))
    return redirect(url_for("playthroughs.show", key=key))


@bp.get("/playthroughs/<key>/")
@access(Permission.COURSE_LEARN)
def show(key: str) -> ResponseReturnValue:
    """Show where the story stands: something to decide, or its ending with the whole way."""
    return _page(play_of(current_person().id, key))


@bp.post("/playthroughs/<key>/decisions")
@access(Permission.COURSE_LEARN)
def decision(key: str) -> ResponseReturnValue:
    """Decide; a repeat changes nothing, and a page that is behind is led to where the story is."""
    arrived, person = clock.now(), current_person()
    form = request.form
    if not form.get("choice"):
        play = play_of(person.id, key)
        return _page(play, _("Choose what you do, then go on.")), 422
    move = Move(form.get("node", ""), form["choice"], form.get("op_id", ""))
    try:
        with transaction():
            course_is_done = decide(person.id, key, move, arrived)
    except StoryWentOn as error:
        flash(error.text, "info")
        return redirect(url_for("playthroughs.show", key=key))
    except BadOperation as error:
        return _page(play_of(person.id, key), str(error.text)), 422
    if course_is_done:
        flash(_("You have finished the course. Well done!"), "done")
    return redirect(url_for("playthroughs.show", key=key))


def _page(play: Play, error: str = "") -> str:
    """Lay out the story; the page of a node knows no consequence that has not come about."""
    scenario, story, course = play.scenario, play.story, play.course_key
    words = {
        "play": play.playthrough,
        "course": course,
        "course_title": play.syllabus.title,
        "title": scenario.title,
        "role": scenario.role,
        "context": scenario.context,
        "address": item_address(course, scenario),
        "turns": story.turns,
        "score": story.score,
    }
    if story.ending is not None:
        following = play.syllabus.next(scenario)
        return render_template(
            "learning/playthroughs/ending.html",
            ending=story.ending,
            next_address=item_address(course, following) if following else course_address(course),
            again=url_for(
                "playthroughs.create",
                course=course,
                module=scenario.module,
                scenario=scenario.key,
            ),
            **words,
        )
    choices = getattr(story.place, "choices", ())
    return render_template(
        "learning/playthroughs/show.html",
        node=story.place.key,
        text=story.place.text,
        choices=[(choice.key, choice.text) for choice in choices],
        op_id=fresh_key(),
        error=error,
        **words,
    )
