"""Why a seminar says no: each fact has its name and its text."""

from lms.base.errors import Refusal
from lms.base.i18n import lazy_gettext as _


class RegistrationNotOpen(Refusal):
    """The registration window has not begun."""

    text = _("Registration has not opened yet. Please come back then.")


class RegistrationClosed(Refusal):
    """The registration window is over."""

    text = _("Registration is closed. If you still want to come, ask the organizer.")


class SeminarCancelled(Refusal):
    """The seminar will not be held."""

    text = _("This seminar is cancelled. Look in the schedule for another one.")


class SeminarBegun(Refusal):
    """It is too late for one's own click; the organizer on the spot still may."""

    text = _("This seminar has already begun. Speak to the organizer on the spot.")


class SeminarOver(Refusal):
    """The seminar has been held."""

    text = _("This seminar is over; its list can no longer be changed.")


class AlreadyRegistered(Refusal):
    """The account, or the e-mail address, has a place or a turn already."""

    text = _("This person is already on the list of this seminar.")


class NobodyNamed(Refusal):
    """Neither an account nor a name was given."""

    text = _("Write the name of the person you want to register.")


class EditedMeanwhile(Refusal):
    """Somebody else changed the seminar after the form was opened."""

    text = _(
        "Somebody else has changed this seminar while you were writing. "
        "Look at it again before you save."
    )
