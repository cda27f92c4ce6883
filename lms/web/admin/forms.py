"""The forms of administration."""

from wtforms import HiddenField, IntegerField, SelectChoice, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Regexp

from lms.base.i18n import lazy_gettext
from lms.web.forms import Form, one_line, stripped

TOO_LONG = lazy_gettext("This is too long. Use at most %(max)d characters.")
OP_ID = r"[\w-]{16,40}\Z"


class DeedForm(Form):
    """A button; `op_id` makes a deed that was sent twice the same deed."""

    op_id = HiddenField(validators=[Regexp(OP_ID)])


class ButtonForm(Form):
    """Nothing but a button."""


class RoleForm(Form):
    """A role, and for what."""

    grant = SelectField(
        lazy_gettext("Role"), validators=[InputRequired(lazy_gettext("Choose a role."))]
    )


class OrganisationForm(Form):
    """The name of an association."""

    name = StringField(
        lazy_gettext("Name of the association"),
        filters=[stripped],
        validators=[
            DataRequired(lazy_gettext("Write the name of the association.")),
            Length(max=200, message=TOO_LONG),
            one_line,
        ],
    )


class MergerForm(Form):
    """The association that stays."""

    into = SelectField(
        lazy_gettext("The association that stays"),
        validators=[InputRequired(lazy_gettext("Choose the association that stays."))],
    )


class InvitationForm(Form):
    """Whom to invite, as what, and for how long the link is good."""

    note = StringField(
        lazy_gettext("For whom"),
        filters=[stripped],
        validators=[Length(max=120, message=TOO_LONG), one_line],
    )
    grant = SelectField(lazy_gettext("Role"))
    organisation = SelectField(lazy_gettext("Association"))
    days = IntegerField(
        lazy_gettext("Days it is good for"),
        default=14,
        validators=[
            InputRequired(lazy_gettext("Write a number of days.")),
            NumberRange(1, 90, lazy_gettext("From %(min)s to %(max)s days.")),
        ],
    )
    op_id = HiddenField(validators=[Regexp(OP_ID)])


NOTHING = SelectChoice("", "—")
