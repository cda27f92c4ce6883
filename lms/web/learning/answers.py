"""Saving one answer: from a plain form, or by the page's script as JSON."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms.access.permissions import Permission
from lms.base import clock
from lms.base.db import transaction
from lms.base.errors import Refusal
from lms.learning.operations.answering import Saved, save
from lms.learning.queries.tries import paper_of
from lms.learning.refusals import AnswerRefused, AttemptOver, BadOperation, UnknownQuestion
from lms.web.current import current_person
from lms.web.gate import access
from lms.web.learning.papers import Refused, number_of, sheet_of
from lms.web.learning.sendings import fields_of_form, sending_of_form, sending_of_json

bp = Blueprint("answers", __name__)


@bp.post("/attempts/<key>/answers/<question>")
@access(Permission.COURSE_LEARN)
def create(key: str, question: str) -> ResponseReturnValue:
    """Save the answer; the moment of arrival counts, not how long we took."""
    arrived = clock.now()
    person = current_person()
    try:
        sending = (sending_of_json if request.is_json else sending_of_form)(question)
        with transaction():
            saved = save(person.id, key, sending, arrived)
    except AttemptOver as error:
        return say_over(key, error)
    except (AnswerRefused, UnknownQuestion, BadOperation) as error:
        return say_refused(key, question, error)
    return _told(saved) if request.is_json else onwards(key, question)


def _told(saved: Saved) -> ResponseReturnValue:
    """What a script needs to know: whether it counts, since when, and the time left."""
    return {
        "state": "saved" if saved.counts else "aside",
        "op_id": saved.op_id,
        "saved_at": saved.saved_at.isoformat(),
        "seconds_left": saved.seconds_left,
    }


def onwards(key: str, question: str) -> ResponseReturnValue:
    """Go where the button said: a number, or the end."""
    wanted = request.form.get("go", "")
    if wanted == "end":
        return redirect(url_for("submissions.new", key=key))
    if not wanted.isdecimal():
        wanted = str(number_of(paper_of(current_person().id, key), question))
    return redirect(url_for("attempts.show", key=key, q=wanted, _anchor=f"q-{wanted}"))


def say_over(key: str, error: AttemptOver) -> ResponseReturnValue:
    """The answer came after the end: say so, and where the result stands."""
    address = url_for("attempts.show", key=key)
    if request.is_json:
        return {"error": "over", "text": str(error.text), "address": address}, 409
    flash(error.text, "warning")
    return redirect(address)


def say_refused(key: str, question: str, error: Refusal) -> ResponseReturnValue:
    """What was sent is no answer: nothing is saved, and what was typed is still there."""
    if request.is_json:
        return {"error": "refused", "reason": type(error).__name__, "text": str(error.text)}, 422
    paper = paper_of(current_person().id, key)
    typed = Refused(question, fields_of_form(), str(error.text))
    sheet = sheet_of(paper, number_of(paper, question), typed)
    return render_template("learning/attempts/show.html", sheet=sheet), 422
