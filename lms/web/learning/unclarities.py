"""Saying that a question is unclear, from the review of an attempt."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from wtforms import TextAreaField
from wtforms.validators import Length

from lms.access.permissions import Permission
from lms.base import clock
from lms.base.db import transaction
from lms.base.i18n import gettext as _
from lms.base.i18n import lazy_gettext
from lms.learning.operations.doubting import say_unclear, take_back_unclear
from lms.learning.queries.tries import paper_of
from lms.learning.unclarity import LONGEST_TEXT
from lms.web.current import current_person
from lms.web.forms import Form, plain_text, stripped
from lms.web.gate import access
from lms.web.learning.papers import number_of

bp = Blueprint("unclarities", __name__, url_prefix="/attempts/<key>/questions/<question>/unclear")


class UnclearForm(Form):
    """What is unclear, in the learner's words, or nothing."""

    text = TextAreaField(
        lazy_gettext("What is unclear?"),
        filters=[stripped],
        validators=[
            Length(
                max=LONGEST_TEXT,
                message=lazy_gettext("This is too long. Use at most %(max)d characters."),
            ),
            plain_text,
        ],
    )


@bp.post("")
@access(Permission.COURSE_LEARN)
def create(key: str, question: str) -> ResponseReturnValue:
    """Say it; said again, the last words count."""
    form = UnclearForm()
    paper = paper_of(current_person().id, key)
    if not form.validate():
        flash(" ".join(form.text.errors), "error")
        return redirect(_back(key, number_of(paper, question)))
    with transaction():
        say_unclear(current_person().id, key, question, form.text.data, clock.now())
    flash(_("Thank you. The trainers see that a question is unclear, not who said so."), "done")
    return redirect(_back(key, number_of(paper_of(current_person().id, key), question)))


@bp.post("/withdrawal")
@access(Permission.COURSE_LEARN)
def destroy(key: str, question: str) -> ResponseReturnValue:
    """Take it back; a repeat changes nothing."""
    with transaction():
        take_back_unclear(current_person().id, key, question)
    flash(_("Taken back."), "done")
    return redirect(_back(key, number_of(paper_of(current_person().id, key), question)))


def _back(key: str, number: int) -> str:
    return url_for("reviews.show", key=key, _anchor=f"question-{number}")
