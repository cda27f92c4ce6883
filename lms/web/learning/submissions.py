"""Handing in: first what is still unanswered, then once and for all."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms.access.permissions import Permission
from lms.base import clock
from lms.base.db import transaction
from lms.learning.operations.finishing import submit
from lms.learning.queries.tries import paper_of
from lms.web.current import current_person
from lms.web.gate import access
from lms.web.learning.papers import sheet_of

bp = Blueprint("submissions", __name__)


@bp.get("/attempts/<key>/submission")
@access(Permission.COURSE_LEARN)
def new(key: str) -> ResponseReturnValue:
    """Say what is unanswered before anything is final."""
    paper = paper_of(current_person().id, key)
    if not paper.attempt.is_open:
        return redirect(url_for("reviews.show", key=key))
    return render_template("learning/submissions/new.html", sheet=sheet_of(paper))


@bp.post("/attempts/<key>/submission")
@access(Permission.COURSE_LEARN)
def create(key: str) -> ResponseReturnValue:
    """Hand in; every repeat gives the first result."""
    arrived = clock.now()
    person = current_person()
    with transaction():
        attempt = submit(person.id, key, arrived)
        receipt, passed = attempt.receipt, attempt.passed
    address = url_for("reviews.show", key=key)
    if request.accept_mimetypes.best == "application/json":
        return {"receipt": receipt, "passed": passed, "address": address}
    return redirect(address)
