"""Checking one question during the attempt, where the quiz allows it: a plain form, one button."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lms.access.permissions import Permission
from lms.base import clock
from lms.base.db import transaction
from lms.learning.operations.checking import check
from lms.learning.queries.tries import paper_of
from lms.learning.refusals import (
    AnswerRefused,
    AttemptOver,
    BadOperation,
    NotCheckable,
    NothingToCheck,
    UnknownQuestion,
)
from lms.web.current import current_person
from lms.web.gate import access
from lms.web.learning.answers import say_over, say_refused
from lms.web.learning.papers import number_of
from lms.web.learning.sendings import sending_of_form

bp = Blueprint("checks", __name__)


@bp.post("/attempts/<key>/answers/<question>/check")
@access(Permission.COURSE_LEARN)
def create(key: str, question: str) -> ResponseReturnValue:
    """Save what stands in the form and check it; a double tap is one try."""
    arrived, person = clock.now(), current_person()
    sending = sending_of_form(question)
    try:
        with transaction():
            check(person.id, key, sending, arrived)
    except AttemptOver as error:
        return say_over(key, error)
    except NotCheckable as error:
        flash(error.text, "info")
    except (AnswerRefused, BadOperation, NothingToCheck, UnknownQuestion) as error:
        return say_refused(key, question, error)
    number = number_of(paper_of(person.id, key), question)
    return redirect(url_for("attempts.show", key=key, q=number, _anchor=f"q-{number}"))
