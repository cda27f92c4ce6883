"""The forms of the account pages."""

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    HiddenField,
    PasswordField,
    RadioField,
    SelectChoice,
    StringField,
)
from wtforms.validators import DataRequired, Email, InputRequired, Length, Optional, ValidationError

from lms.accounts import names, passwords
from lms.accounts.refusals import PasswordRefused, UsernameRefused
from lms.base.i18n import lazy_gettext
from lms.web.forms import Form, one_line, stripped

LOGIN_MISSING = lazy_gettext("Write your username or your e-mail address.")
PASSWORD_MISSING = lazy_gettext("Write your password.")
USERNAME_MISSING = lazy_gettext("Choose a username.")
NEW_MISSING = lazy_gettext("Choose a password of at least 10 characters.")
PRESENT_MISSING = lazy_gettext("Write your current password, so that we know it is you.")
EMAIL_MISSING = lazy_gettext("Write an e-mail address.")
EMAIL_WRONG = lazy_gettext("This is not an e-mail address. It looks like name@example.org.")
TOO_LONG = lazy_gettext("This is too long. Use at most %(max)d characters.")
LANGUAGES = [SelectChoice("en", "English"), SelectChoice("ru", "Русский")]


def good_username(_form: FlaskForm, field: Field) -> None:
    """A validator: may be a username."""
    try:
        names.clean_username(field.data or "")
    except UsernameRefused as error:
        raise ValidationError(str(error.text)) from error


def good_password(form: FlaskForm, field: Field) -> None:
    """A validator: long enough and not what everybody tries."""
    username = form.username.data if "username" in form else ""
    try:
        passwords.refuse_weak(field.data or "", username or "")
    except PasswordRefused as error:
        raise ValidationError(str(error.text)) from error


def _email(*first: object) -> EmailField:
    return EmailField(
        lazy_gettext("E-mail"),
        filters=[stripped],
        validators=[*first, Length(max=254, message=TOO_LONG), Email(message=EMAIL_WRONG)],
    )


def _present() -> PasswordField:
    return PasswordField(
        lazy_gettext("Current password"), validators=[InputRequired(PRESENT_MISSING)]
    )


class SignInForm(Form):
    """A name and a password."""

    login = StringField(
        lazy_gettext("Username or e-mail"),
        filters=[stripped],
        validators=[DataRequired(LOGIN_MISSING), Length(max=254, message=TOO_LONG)],
    )
    password = PasswordField(lazy_gettext("Password"), validators=[InputRequired(PASSWORD_MISSING)])
    own_device = BooleanField(lazy_gettext("This is my own device"))


class SignUpForm(Form):
    """Two fields are enough."""

    username = StringField(
        lazy_gettext("Username"),
        validators=[InputRequired(USERNAME_MISSING), one_line, good_username],
    )
    password = PasswordField(
        lazy_gettext("Password"), validators=[InputRequired(NEW_MISSING), good_password]
    )
    association = StringField(
        lazy_gettext("Your association"),
        filters=[stripped],
        validators=[Length(max=200, message=TOO_LONG), one_line],
    )
    email = _email(Optional())


class LoginForm(Form):
    """Whose password is forgotten."""

    login = StringField(
        lazy_gettext("Username or e-mail"),
        filters=[stripped],
        validators=[DataRequired(LOGIN_MISSING), Length(max=254, message=TOO_LONG)],
    )


class AddressForm(Form):
    """Whose username is forgotten."""

    email = _email(DataRequired(EMAIL_MISSING))


class NewPasswordForm(Form):
    """A new password; the name is there for password managers and not read."""

    username = HiddenField()
    password = PasswordField(
        lazy_gettext("New password"), validators=[InputRequired(NEW_MISSING), good_password]
    )


class ConfirmForm(Form):
    """Nothing but a button: a mail program that opens links must not press it."""


class ProfileForm(Form):
    """How a person is called and spoken to."""

    display_name = StringField(
        lazy_gettext("Name that trainers and organizers see"),
        filters=[stripped],
        validators=[Length(max=120, message=TOO_LONG), one_line],
    )
    locale = RadioField(lazy_gettext("Language"), choices=LANGUAGES, validators=[InputRequired()])


class PasswordForm(Form):
    """The present password and the next one."""

    present = _present()
    password = PasswordField(
        lazy_gettext("New password"), validators=[InputRequired(NEW_MISSING), good_password]
    )


class EmailForm(Form):
    """The next address, and the present password."""

    email = _email(DataRequired(EMAIL_MISSING))
    present = _present()


class EmailRemovalForm(Form):
    """The present password, to do without an address."""

    present = _present()


class MembershipForm(Form):
    """An association a person says they belong to."""

    association = StringField(
        lazy_gettext("Your association"),
        filters=[stripped],
        validators=[
            DataRequired(lazy_gettext("Write the name of your association.")),
            Length(max=200, message=TOO_LONG),
            one_line,
        ],
    )
