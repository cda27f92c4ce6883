"""Corrected keys: which questions, what to decide, who would gain and who would lose."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from lms.access.permissions import Permission
from lms.base import clock
from lms.base.db import transaction
from lms.base.errors import NotFound, Refusal
from lms.base.i18n import gettext as _
from lms.base.i18n import lazy_gettext, ngettext
from lms.catalogue.queries import TaughtCourse
from lms.learning.correction import Choice
from lms.learning.operations.correcting import carry_out, decide, note_carried_out
from lms.learning.queries.corrections import ChangedQuiz, changed_quizzes
from lms.learning.queries.effects import MOST_LOOKED_AT, effect_of
from lms.learning.queries.weighing import count_handed_in
from lms.learning.refusals import DecidedMeanwhile, LossesNotConfirmed
from lms.web.current import current_person
from lms.web.forms import BESIDES
from lms.web.gate import access
from lms.web.teach.finding import ZONE, taught_course

bp = Blueprint("corrections", __name__, url_prefix="/<course>/corrections")
MOST_AT_ONCE = MOST_LOOKED_AT  # attempts regraded while a person waits; more on the command line
CHOICES = {
    Choice.BOTH: lazy_gettext("Right by the old key or by the new one: nobody loses"),
    Choice.NEW: lazy_gettext("Only what is right by the new key"),
    Choice.EVERYONE: lazy_gettext("Full marks for everybody"),
    Choice.NONE: lazy_gettext("Leave the results as they are"),
}


@bp.get("/")
@access(Permission.COURSE_TEACH)
def index(course: str) -> ResponseReturnValue:
    """The quizzes whose key was changed under people's answers."""
    taught = taught_course(course)
    return render_template(
        "teach/corrections/index.html", taught=taught, quizzes=changed_quizzes(taught)
    )


@bp.get("/<module>/<quiz>/")
@access(Permission.COURSE_TEACH)
def show(course: str, module: str, quiz: str) -> ResponseReturnValue:
    """The questions of one quiz; with choices in the address, what they would do."""
    taught = taught_course(course)
    return _page(taught, _changed(taught, module, quiz), _choices(request.args))


@bp.post("/<module>/<quiz>/")
@access(Permission.COURSE_TEACH)
def create(course: str, module: str, quiz: str) -> ResponseReturnValue:
    """Decide, then carry it out: two transactions, see `operations.correcting`."""
    taught, person = taught_course(course), current_person()
    changed = _changed(taught, module, quiz)
    choices, bases, may_lose = _sent(changed)
    try:
        with transaction():
            decide(changed, choices, bases, may_lose=may_lose, by_id=person.id, at=clock.now())
    except (DecidedMeanwhile, LossesNotConfirmed) as error:
        taught = taught_course(course)
        return _page(taught, _changed(taught, module, quiz), choices, error), 409
    _carry_out(changed)
    return redirect(url_for("teach.corrections.show", course=course, module=module, quiz=quiz))


def _carry_out(changed: ChangedQuiz) -> None:
    """Mark anew in one transaction, unless it is so much that the command line has to do it."""
    if count_handed_in(changed.corrected) > MOST_AT_ONCE:
        flash(
            _("Decided. It concerns many attempts: the command “flask attempts regrade” does it."),
            "info",
        )
        return
    at = clock.now()
    with transaction():
        portion = carry_out(changed.corrected, 0, None, at)
        note_carried_out(changed.corrected, at)
    said = ngettext(
        "Decided and carried out: %(num)s result has changed.",
        "Decided and carried out: %(num)s results have changed.",
        portion.changed,
    )
    flash(said, "done")


def _changed(taught: TaughtCourse, module: str, quiz: str) -> ChangedQuiz:
    """Find a quiz with corrected questions; raises NotFound."""
    for changed in changed_quizzes(taught):
        if changed.quiz.path == f"{module}/{quiz}":
            return changed
    raise NotFound(quiz)


def _sent(changed: ChangedQuiz) -> tuple[dict[str, Choice], dict[str, int], bool]:
    """Read the form; raises BadRequest for fields it does not have."""
    form, keys = request.form, [question.key for question in changed.questions]
    fields = {f"{name}.{key}" for key in keys for name in ("choice", "base")}
    if not set(form) <= {"may_lose", *BESIDES, *fields}:
        raise BadRequest
    choices = {key: choice for key, choice in _choices(form).items() if key in keys}
    bases = {key: form.get(f"base.{key}", 0, int) for key in keys}
    return choices, bases, form.get("may_lose") == "yes"


def _choices(words: Mapping[str, str]) -> dict[str, Choice]:
    """Give the choices by question; a word nobody knows is none."""
    found = {}
    for name, word in words.items():
        kind, _dot, key = name.partition(".")
        if kind == "choice" and word in [*Choice]:
            found[key] = Choice(word)
    return found


def _page(
    taught: TaughtCourse,
    changed: ChangedQuiz,
    choices: Mapping[str, Choice],
    error: Refusal | None = None,
) -> str:
    wished = {q.key: choices[q.key] for q in changed.questions if q.key in choices}
    return render_template(
        "teach/corrections/show.html",
        taught=taught,
        changed=changed,
        choices=wished,
        words=CHOICES,
        effect=effect_of(changed.corrected, wished) if wished else None,
        total=count_handed_in(changed.corrected),
        error=error,
        zone=ZONE,
    )
