"""An attempt at a quiz: started, and worked through question by question."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from lms.access.permissions import Permission
from lms.base import clock
from lms.base.db import transaction
from lms.learning.answer import Answer
from lms.learning.operations.trying import start
from lms.learning.queries.places import place_of
from lms.learning.queries.tries import Paper, answers_that_count, paper_of
from lms.learning.refusals import MayNotStart
from lms.web.current import current_person
from lms.web.gate import access
from lms.web.learning.items import to_the_way_in
from lms.web.learning.papers import sheet_of
from lms.web.learning.sendings import as_json

bp = Blueprint("attempts", __name__)


@bp.post("/courses/<course>/<module>/<quiz>/attempts")
@access(Permission.COURSE_LEARN)
def create(course: str, module: str, quiz: str) -> ResponseReturnValue:
    """Start, or come back to what was started; a double tap lands on the same attempt."""
    person = current_person()
    place = place_of(person.id, course)
    if place is None:
        return to_the_way_in(person, course)
    number = request.form.get("number", type=int)
    try:
        with transaction():
            key = start(place, module, quiz, clock.now(), number).key
    except MayNotStart as error:
        flash(error.text, "info")
        return redirect(url_for("items.show", course=course, module=module, item=quiz))
    return redirect(url_for("attempts.show", key=key))


@bp.get("/attempts/<key>/")
@access(Permission.COURSE_LEARN)
def show(key: str) -> ResponseReturnValue:
    """Show the open attempt, one question a screen; a finished one leads to its review."""
    paper = paper_of(current_person().id, key)
    if request.accept_mimetypes.best == "application/json":
        return _state(paper)
    if not paper.attempt.is_open:
        return redirect(url_for("reviews.show", key=key))
    wanted = request.args.get("q", 1, type=int)
    return render_template("learning/attempts/show.html", sheet=sheet_of(paper, wanted))


def _state(paper: Paper) -> ResponseReturnValue:
    """Tell a script that was away how the attempt stands, with a fresh token to send with."""
    at, stored = clock.now(), answers_that_count(paper.attempt.id)
    return {
        "over": paper.attempt.is_over(at),
        "seconds_left": paper.attempt.seconds_left(at),
        "token": generate_csrf(),
        "answers": {key: _own(paper, answer) for key, answer in stored.items()},
    }


def _own(paper: Paper, answer: Answer) -> dict[str, object]:
    """What the person has answered, as another page of theirs would have sent it."""
    question = paper.quiz.question(answer.question)
    return {
        "op": answer.op_id,
        "answer": as_json(question.given(answer.response)),
        "at": answer.saved_at.isoformat(),
    }
