"""The two forms that put somebody on a list: with an account, and without one."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import BooleanField, EmailField, HiddenField, RadioField, SelectChoice, StringField
from wtforms.validators import DataRequired, Email, Length, Optional

from lms.accounts import queries as accounts
from lms.base.i18n import gettext as _
from lms.base.i18n import lazy_gettext
from lms.seminars.participant import Participant
from lms.web.forms import Form, one_line, stripped

TOO_LONG = lazy_gettext("This is too long. Use at most %(max)d characters.")
LANGUAGES = [SelectChoice("en", "English"), SelectChoice("ru", "Русский")]


class AccountForm(Form):
    """Somebody who has an account, by their exact username."""

    op_id = HiddenField()
    username = StringField(
        lazy_gettext("Username"),
        filters=[stripped],
        validators=[
            DataRequired(lazy_gettext("Write the username of the person.")),
            Length(max=64, message=TOO_LONG),
            one_line,
        ],
    )

    def participant(self) -> Participant | None:
        """The account that was named; None, and an error beside the field, when there is none."""
        username = self.username.data
        user = None if "@" in username else accounts.user_named(username)
        if user is None or not user.is_active:
            self.username.errors = [
                _("Nobody has this username. Write it exactly as the person does.")
            ]
            return None
        return Participant(user.id)


class PersonForm(Form):
    """Somebody without an account; without address and telephone the organizer is the contact."""

    op_id = HiddenField()
    name = StringField(
        lazy_gettext("Name"),
        filters=[stripped],
        validators=[
            DataRequired(lazy_gettext("Write the name of the person you want to register.")),
            Length(max=120, message=TOO_LONG),
            one_line,
        ],
    )
    email = EmailField(
        lazy_gettext("E-mail"),
        filters=[stripped],
        validators=[
            Optional(),
            Length(max=254, message=TOO_LONG),
            Email(
                message=lazy_gettext(
                    "This is not an e-mail address. It looks like name@example.org."
                )
            ),
        ],
    )
    phone = StringField(
        lazy_gettext("Phone"),
        filters=[stripped],
        validators=[Length(max=32, message=TOO_LONG), one_line],
    )
    locale = RadioField(
        lazy_gettext("Language of the letters"),
        choices=LANGUAGES,
        invalid_choice_message=lazy_gettext("Choose one from the list."),
        validators=[DataRequired(lazy_gettext("Choose one from the list."))],
    )
    i_tell = BooleanField(lazy_gettext("I tell this person myself"))

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the fields; who can be reached in no way needs somebody who tells them."""
        fine = super().validate(extra_validators)
        if fine and not (self.email.data or self.phone.data or self.i_tell.data):
            self.i_tell.errors = [
                _("Write an e-mail address or a phone number, or tick that you tell them.")
            ]
            return False
        return fine

    def participant(self) -> Participant | None:
        """The person as written down."""
        return Participant(
            name=self.name.data,
            email=self.email.data or None,
            phone=self.phone.data or None,
            locale=self.locale.data,
        )
