"""Calling a whole seminar off: first whom it affects, then the letters."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms.access.check import authorize
from lms.access.permissions import Permission
from lms.base import clock
from lms.base.db import transaction
from lms.base.i18n import gettext as _
from lms.seminars import operations, queries, window
from lms.seminars.seminar import Seminar
from lms.web.current import current_person
from lms.web.gate import access
from lms.web.organise.telling import say_letters

bp = Blueprint("cancellations", __name__, url_prefix="/seminars/<slug>/cancellation")


@bp.get("")
@access(Permission.SEMINAR_RUN)
def new(slug: str) -> ResponseReturnValue:
    """Who would be told, and who would have to be called."""
    seminar = _own(slug)
    rows = [row for row in queries.roster(seminar.id) if queries.takes_part(row)]
    return render_template(
        "organise/cancellations/new.html",
        seminar=seminar,
        rows=rows,
        letters=sum(row.gets_letters for row in rows),
        unreachable=queries.unreachable(rows),
        why_not=window.why_not_cancel(seminar, clock.now(), by_organizer=True),
    )


@bp.post("")
@access(Permission.SEMINAR_RUN)
def create(slug: str) -> ResponseReturnValue:
    """Call it off."""
    seminar_id = _own(slug).id
    with transaction():
        letters = operations.cancel_seminar(seminar_id)
    flash(_("The seminar is cancelled. It stays in the schedule and in calendars as such."), "done")
    if letters:
        say_letters(letters)
    return redirect(url_for("organise.seminars.show", slug=slug))


def _own(slug: str) -> Seminar:
    person = current_person()
    seminar = queries.seminar_run_by(person, slug)
    authorize(person, Permission.SEMINAR_RUN, seminar)
    return seminar
