"""The draft of a course: what is changed, what there is to mend, published or discarded."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms.base.db import transaction
from lms.base.errors import Refusal
from lms.base.i18n import gettext as _
from lms.base.i18n import ngettext
from lms.catalogue.drafts import problems_of
from lms.catalogue.operations import drafting
from lms.courseware.problems import CourseRefused, Problem
from lms.web.studio.desk import Desk, desk, findings
from lms.web.studio.forms import DiscardForm, PublishForm
from lms.web.studio.outline import quizzes_of

ZONE = "Europe/Moscow"


def show(course: str) -> ResponseReturnValue:
    """The draft against the newest edition."""
    return _page(desk(course), PublishForm(formdata=None))


def publish(course: str) -> ResponseReturnValue:
    """Print the draft as the next edition."""
    at = desk(course)
    form, course_id = PublishForm(), at.taught.course.id
    if not form.validate_on_submit():
        return _page(at, form), 422
    try:
        with transaction():
            edition, is_new = drafting.publish_draft(course_id, form.notes.data or "", at.person)
            number = edition.number
    except CourseRefused as refused:
        flash(_("Nothing was published: there is something to mend."), "error")
        return _page(desk(course), form, refused.problems), 422
    except Refusal as refusal:
        flash(str(refusal.text), "info")
        return redirect(url_for("studio.show", course=course))
    if is_new:
        flash(_("Published as edition %(number)s.", number=number), "done")
    return redirect(url_for("studio.show", course=course))


def discard(course: str) -> ResponseReturnValue:
    """Forget one changed file, or all."""
    at, form = desk(course), DiscardForm()
    if form.validate_on_submit():
        course_id, path = at.taught.course.id, form.path.data or None
        with transaction():
            count = drafting.discard(course_id, path)
        text = ngettext("%(num)s file is discarded.", "%(num)s files are discarded.", count)
        flash(text, "done" if count else "info")
    return redirect(url_for("studio.show", course=course))


def keep(course: str) -> ResponseReturnValue:
    """Say that a file of the draft goes over what was published meanwhile."""
    at, form = desk(course), DiscardForm()
    if form.validate_on_submit():
        course_id, path = at.taught.course.id, form.path.data or ""
        with transaction():
            drafting.keep(course_id, path)
        flash(_("Your file stays."), "done")
    return redirect(url_for("studio.show", course=course))


def _page(at: Desk, form: PublishForm, problems: Sequence[Problem] | None = None) -> str:
    found = problems or problems_of(at.manuscript.bundle, at.taught.course.key)
    return render_template(
        "studio/drafts/show.html",
        taught=at.taught,
        manuscript=at.manuscript,
        problems=findings(found),
        errors=sum(problem.is_error for problem in found),
        chapters=quizzes_of(at.manuscript.bundle),
        form=form,
        zone=ZONE,
    )
