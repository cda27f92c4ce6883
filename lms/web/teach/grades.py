"""A grade set by hand: what counts now, how it came about, and the form to change it."""

from decimal import Decimal
from typing import NamedTuple

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from lms.access.permissions import Permission
from lms.base import clock
from lms.base.db import transaction
from lms.base.i18n import gettext as _
from lms.base.i18n import lazy_gettext
from lms.catalogue.queries import TaughtCourse
from lms.courseware.questions.number import parsed
from lms.courseware.syllabus import Quiz
from lms.learning.grade import LONGEST_REASON
from lms.learning.operations.setting_grades import override, withdraw_override
from lms.learning.queries.grades import history_of, standing_at
from lms.learning.queries.prints import quiz_in
from lms.reports.learners import Learner
from lms.reports.roll import learner_in
from lms.web.current import current_person
from lms.web.forms import Form, plain_text, stripped
from lms.web.gate import access
from lms.web.teach.finding import ZONE, taught_course

bp = Blueprint("grades", __name__, url_prefix="/<course>/people/<key>/grades/<module>/<quiz>")
TENTH = Decimal("0.1")


class GradeForm(Form):
    """A percentage and why; the person will read it."""

    percent = StringField(
        lazy_gettext("Result in per cent"),
        filters=[stripped],
        validators=[DataRequired(lazy_gettext("Write a number from 0 to 100."))],
    )
    reason = TextAreaField(
        lazy_gettext("Reason"),
        filters=[stripped],
        validators=[
            DataRequired(lazy_gettext("Write a sentence: the person will ask why.")),
            Length(max=LONGEST_REASON, message=lazy_gettext("At most %(max)d characters.")),
            plain_text,
        ],
    )

    def validate_percent(self, field: StringField) -> None:
        """Take a number from 0 to 100, with one decimal at most."""
        if self.number is None:
            raise ValidationError(_("Write a number from 0 to 100, like 75 or 66.7."))
        del field

    @property
    def number(self) -> Decimal | None:
        """Give the percentage; None for anything else."""
        found = parsed(self.percent.data or "")
        if found is None or not 0 <= found <= 100 or found != found.quantize(TENTH):
            return None
        return found.quantize(TENTH)


class Found(NamedTuple):
    """A quiz of a person of a course of mine."""

    taught: TaughtCourse
    enrolment_id: int
    learner: Learner
    quiz: Quiz


@bp.get("")
@access(Permission.COURSE_TEACH)
def show(course: str, key: str, module: str, quiz: str) -> ResponseReturnValue:
    """What counts now and every step to it."""
    return _page(_found(course, key, module, quiz), GradeForm(formdata=None))


@bp.post("")
@access(Permission.COURSE_TEACH)
def create(course: str, key: str, module: str, quiz: str) -> ResponseReturnValue:
    """Set the grade; it stands until it is withdrawn."""
    found, form = _found(course, key, module, quiz), GradeForm()
    if not form.validate() or form.number is None:
        return _page(found, form), 422
    person = current_person()
    with transaction():
        override(
            found.enrolment_id,
            found.quiz.path,
            form.number,
            reason=form.reason.data,
            by_id=person.id,
            at=clock.now(),
        )
    flash(_("The result is set. The person sees it with your reason."), "done")
    return redirect(url_for("teach.grades.show", course=course, key=key, module=module, quiz=quiz))


@bp.post("/withdrawal")
@access(Permission.COURSE_TEACH)
def destroy(course: str, key: str, module: str, quiz: str) -> ResponseReturnValue:
    """Let what is computed count again."""
    found, person = _found(course, key, module, quiz), current_person()
    with transaction():
        withdraw_override(found.enrolment_id, found.quiz.path, by_id=person.id, at=clock.now())
    flash(_("Withdrawn: what the attempts come to counts again."), "done")
    return redirect(url_for("teach.grades.show", course=course, key=key, module=module, quiz=quiz))


def _found(course: str, key: str, module: str, quiz: str) -> Found:
    taught = taught_course(course)
    enrolment_id, learner, syllabus = learner_in(taught, key, clock.now())
    return Found(taught, enrolment_id, learner, quiz_in(syllabus, f"{module}/{quiz}"))


def _page(found: Found, form: GradeForm) -> str:
    return render_template(
        "teach/grades/show.html",
        found=found,
        form=form,
        standing=standing_at(found.enrolment_id, found.quiz.path),
        history=history_of(found.enrolment_id, found.quiz.path),
        zone=ZONE,
    )
