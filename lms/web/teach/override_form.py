"""The forms of a quiz's run: its dates, and another rule for some people."""

from collections.abc import Mapping

from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from lms.base.i18n import lazy_gettext
from lms.learning.operations.overriding import Grant
from lms.learning.terms import Change
from lms.web.forms import Form, one_line, stripped
from lms.web.op_id import sent_op_id
from lms.web.organise.fields import NumberField
from lms.web.teach.moments import TrainerMoment

MOST_MINUTES, MOST_ATTEMPTS, LONGEST_REASON = 600, 20, 300
FROM_TO = lazy_gettext("Write a number from %(min)s to %(max)s.")
TOO_LONG = lazy_gettext("This is too long. Use at most %(max)d characters.")
WHY = lazy_gettext("Write why. You and other trainers read it later.")
NOT_LISTED = lazy_gettext("Choose one from the list.")


class DatesForm(Form):
    """When a quiz can last be started, and when it ends."""

    last_start = TrainerMoment(lazy_gettext("Last start"), validators=[Optional()])
    hard_end = TrainerMoment(lazy_gettext("Hard end"), validators=[Optional()])


class OverrideForm(Form):
    """Who gets what, at which quiz, and why."""

    op_id = HiddenField()
    person = SelectMultipleField(lazy_gettext("People"), choices=[], validate_choice=False)
    quiz = SelectField(lazy_gettext("Quiz"), invalid_choice_message=NOT_LISTED)
    extra_minutes = NumberField(
        lazy_gettext("More minutes"),
        validators=[Optional(), NumberRange(0, MOST_MINUTES, message=FROM_TO)],
    )
    extra_attempts = NumberField(
        lazy_gettext("More attempts"),
        validators=[Optional(), NumberRange(0, MOST_ATTEMPTS, message=FROM_TO)],
    )
    wait_waived = BooleanField(lazy_gettext("No waiting between attempts"))
    last_start = TrainerMoment(lazy_gettext("Another last start"), validators=[Optional()])
    hard_end = TrainerMoment(lazy_gettext("Another hard end"), validators=[Optional()])
    until = TrainerMoment(lazy_gettext("This holds until"), validators=[Optional()])
    reason = StringField(
        lazy_gettext("Reason"),
        filters=[stripped],
        validators=[
            DataRequired(message=WHY),
            Length(max=LONGEST_REASON, message=TOO_LONG),
            one_line,
        ],
    )

    def offer(self, quizzes: Mapping[str, str]) -> None:
        """Set out the quizzes to choose from, path and title."""
        self.quiz.choices = list(quizzes.items())

    @property
    def grant(self) -> Grant:
        """Give what was written."""
        change = Change(
            extra_minutes=self.extra_minutes.data or 0,
            extra_attempts=self.extra_attempts.data or 0,
            last_start_at=self.last_start.moment,
            hard_end_at=self.hard_end.moment,
            wait_waived=bool(self.wait_waived.data),
        )
        return Grant(self.quiz.data, change, self.reason.data, self.until.moment, sent_op_id())
