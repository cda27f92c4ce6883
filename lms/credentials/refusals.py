"""What is refused about certificates, named for the fact, in words that say what to do."""

from lms.base.errors import Refusal
from lms.base.i18n import lazy_gettext


class NotConfirmed(Refusal):
    """The holder has not said yet which name to print."""

    text = lazy_gettext("Say first which name is to be printed: nobody else decides that.")


class NotValid(Refusal):
    """The certificate was revoked."""

    text = lazy_gettext("This certificate is not valid any more, so it cannot be downloaded.")


class UnprintableName(Refusal):
    """The typeface lacks a letter of the name."""

    text = lazy_gettext("Write the name in Cyrillic or Latin letters: others cannot be printed.")
