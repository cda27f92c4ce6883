"""The ways accounts say no."""

from datetime import timedelta
from math import ceil

from lms.base.errors import Refusal
from lms.base.i18n import lazy_gettext, lazy_ngettext


class UsernameTaken(Refusal):
    """Somebody else signs in with this name."""

    text = lazy_gettext("This username is taken. Please choose another one.")


class UsernameRefused(Refusal):
    """The name cannot be a username; the text says what to change."""


class PasswordRefused(Refusal):
    """The password protects nothing; the text says what to change."""


class WrongPassword(Refusal):
    """The present password was asked for again and did not match."""

    text = lazy_gettext("This is not your current password.")


class EmailTaken(Refusal):
    """The address was confirmed for another account in the meantime."""

    text = lazy_gettext("This address already belongs to an account.")


class DeadLink(Refusal):
    """A one-time address that was used, is too old or never was: nobody may tell which."""

    text = lazy_gettext("This link no longer works.")


class TooManyTries(Refusal):
    """Guessing is slowed down; `wait` says for how long."""

    def __init__(self, wait: timedelta) -> None:
        """Say in words how long to wait."""
        self.wait = max(wait, timedelta(seconds=1))
        minutes = ceil(self.wait / timedelta(minutes=1))
        if minutes <= 90:
            words = lazy_ngettext(
                "Try again in %(num)s minute.", "Try again in %(num)s minutes.", minutes
            )
        else:
            words = lazy_ngettext(
                "Try again in %(num)s hour.", "Try again in %(num)s hours.", ceil(minutes / 60)
            )
        super().__init__(words)


class LastAdministrator(Refusal):
    """Somebody must be left who can look after people and roles."""

    text = lazy_gettext(
        "This is the last administrator. Give the role to another person first, then try again."
    )


class NotYourself(Refusal):
    """Nobody locks themselves out by mistake."""

    text = lazy_gettext("You cannot suspend yourself. Ask another administrator.")


class RoleRefused(Refusal):
    """The role is not held for such a scope."""

    text = lazy_gettext(
        "This role cannot be given for what you have chosen. Choose something else."
    )


class OrganisationNameTaken(Refusal):
    """Two associations of one name would be mixed up."""

    text = lazy_gettext(
        "There already is an association with this name. Merge the two instead of renaming."
    )


class MergedWithItself(Refusal):
    """An association cannot be merged into itself."""

    text = lazy_gettext("Choose another association to merge this one into.")


class InvitationSpent(Refusal):
    """An invitation that was used or withdrawn cannot be withdrawn."""

    text = lazy_gettext("This invitation has already been used or withdrawn.")
